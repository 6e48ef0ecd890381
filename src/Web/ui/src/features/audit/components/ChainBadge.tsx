import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { CheckIcon, CriticalIcon } from '@/ui/icons';
import { Chip } from '@/ui/SeverityChip';
import { auditVerificationQuery } from '../api/queries';

/** Whether the log is as it was written: each line's hash follows from the line and the one before. */
export function ChainBadge() {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useQuery(auditVerificationQuery());
  if (data === undefined) return null;
  const head = data.head === null ? '' : ` ${t('audit.head', { hash: data.head.slice(0, 16) })}`;
  const hint = data.isIntact ? t('audit.intactHint', { lines: format.countExact(data.lines) }) + head : t('audit.brokenHint', { line: data.brokenAt ?? 0 });
  return (
    <Tooltip title={hint} describeChild>
      <Box component="span" tabIndex={0} sx={{ display: 'inline-flex', borderRadius: 0.75 }}>
        <Chip tone={data.isIntact ? 'ok' : 'critical'}>
          {data.isIntact ? <CheckIcon sx={{ fontSize: 14 }} /> : <CriticalIcon sx={{ fontSize: 14 }} />}
          {t(data.isIntact ? 'audit.intact' : 'audit.broken')}
        </Chip>
      </Box>
    </Tooltip>
  );
}
