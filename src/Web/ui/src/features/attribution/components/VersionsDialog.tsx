import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { AskDialog } from '@/ui/AskDialog';
import { DataState } from '@/ui/DataState';
import { Permitted } from '@/ui/Permitted';
import { Chip } from '@/ui/SeverityChip';
import { useExplain } from '@/ui/use-explain';
import { versionsQuery } from '../api/queries';
import { useRestoreVersion } from '../api/use-attribution';

/** All versions of the rules; an old one can be made the newest again. */
export function VersionsDialog({ open, present, onClose }: { open: boolean; present: number; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <AskDialog open={open} title={t('attribution.versions')} onClose={onClose} actions={<Button variant="outlined" onClick={onClose}>{t('common.close')}</Button>}>
      {open && <Versions present={present} />}
    </AskDialog>
  );
}

function Versions({ present }: { present: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const explain = useExplain();
  const query = useQuery(versionsQuery());
  const restore = useRestoreVersion();
  return (
    <>
      <Typography sx={{ color: 'text.secondary' }}>{t('attribution.versionsText')}</Typography>
      {restore.error !== null && <Alert severity="error">{t('attribution.saveFailed', { detail: explain(restore.error) })}</Alert>}
      {restore.isSuccess && <Alert severity="success">{t('attribution.saved', { version: restore.data.version })}</Alert>}
      <DataState what={t('attribution.versions')} query={query} height={160}>
        {(data) => (
          <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {data.items.map((version) => (
              <Box component="li" key={version.version} sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5, py: 1, borderTop: 1, borderColor: 'divider' }}>
                <Box sx={{ flex: '1 1 200px', minWidth: 0 }}>
                  <Box sx={{ fontWeight: 600 }}>{t('attribution.version', { version: version.version, count: version.rules })}</Box>
                  <Typography variant="caption" component="div" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
                    {[version.by, format.dateTime(version.at), ...(version.note === null ? [] : [version.note])].join(' · ')}
                  </Typography>
                </Box>
                {version.version === present
                  ? <Chip tone="ok">{t('attribution.inUse')}</Chip>
                  : <Permitted permission="manageAttribution" scope="org"><Button variant="outlined" disabled={restore.isPending} onClick={() => restore.mutate({ version: version.version, expectedVersion: present })} aria-label={t('attribution.restoreOf', { version: version.version })}>{t('attribution.restore')}</Button></Permitted>}
              </Box>
            ))}
          </Box>
        )}
      </DataState>
    </>
  );
}
