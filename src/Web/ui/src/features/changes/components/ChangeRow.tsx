import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RemoveIcon } from '@/ui/icons';
import { Permitted } from '@/ui/Permitted';
import { ChangeTitle } from './ChangeTitle';
import type { Removable } from './ChangesCard';

interface ChangeRowProps {
  /** Before the title: of which kind it is. */
  head: ReactNode;
  id: string;
  title: string;
  scope: string;
  /** As people wrote it; null for one that was seen in the figures, which nobody deletes. */
  told: { version: string | null; url: string | null } | null;
  /** Below the title: where, by whom, by which figures. */
  details: ReactNode;
  when: string;
  onRemove: (change: Removable) => void;
}

/** One change of a list. */
export function ChangeRow({ head, id, title, scope, told, details, when, onRemove }: ChangeRowProps) {
  const { t } = useTranslation();
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'flex-start', gap: 1.5, py: 1.25, borderTop: 1, borderColor: 'divider', '&:first-of-type': { borderTop: 0, pt: 0.5 } }}>
      {head}
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <ChangeTitle title={title} isWritten={told !== null} version={told?.version} url={told?.url} />
        <Typography variant="caption" component="p" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>{details}</Typography>
      </Box>
      <Box component="span" sx={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums', textAlign: 'right' }}>{when}</Box>
      <Box sx={{ width: 28, flexShrink: 0 }} data-print="hide">
        {told !== null && (
          <Permitted permission="managePlans" scope={scope}>
            <Tooltip title={t('changes.remove')}>
              <IconButton size="small" onClick={() => onRemove({ id, title })} aria-label={t('changes.removeOf', { title })}><RemoveIcon sx={{ fontSize: 18 }} /></IconButton>
            </Tooltip>
          </Permitted>
        )}
      </Box>
    </Box>
  );
}
