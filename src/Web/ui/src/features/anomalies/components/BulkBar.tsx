import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '@/api/types';
import { useActor } from '@/ui/use-session';
import { useIncidentSteps, type IncidentStep } from '../api/use-incident-step';
import { AssignDialog } from './AssignDialog';

interface BulkBarProps {
  chosen: readonly Incident[];
  shown: readonly Incident[];
  onSelect: (ids: readonly string[]) => void;
}

/** What can be done to all that is selected. */
export function BulkBar({ chosen, shown, onSelect }: BulkBarProps) {
  const { t } = useTranslation();
  const me = useActor()?.name ?? '';
  const steps = useIncidentSteps();
  const [isAssigning, setAssigning] = useState(false);
  const isAll = shown.length > 0 && chosen.length === shown.length;
  const isSome = chosen.length > 0;
  const take = (ids: readonly string[], step: IncidentStep) => steps.mutate({ ids, step }, { onSuccess: ({ failed }) => onSelect(failed) });
  const all = chosen.map(({ id }) => id);
  const open = chosen.filter(({ state }) => state === 'open').map(({ id }) => id);
  return (
    <Box role="group" aria-label={t('anomalies.bulk')} data-print="hide" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, px: 2, py: 0.5, minHeight: 44, borderTop: 1, borderColor: 'divider', bgcolor: isSome ? 'soft.low' : 'transparent' }}>
      <FormControlLabel
        control={<Checkbox size="small" checked={isAll} indeterminate={isSome && !isAll} disabled={shown.length === 0} onChange={() => onSelect(isAll ? [] : shown.map(({ id }) => id))} />}
        label={<Typography variant="body2">{isSome ? t('anomalies.selected', { count: chosen.length }) : t('anomalies.selectAll')}</Typography>}
        sx={{ mr: 1 }}
      />
      {isSome && (
        <>
          <Button variant="contained" disabled={steps.isPending || open.length === 0} onClick={() => take(open, { deed: 'acknowledge' })}>{t('anomalies.acknowledge')}</Button>
          <Button variant="outlined" disabled={steps.isPending} onClick={() => take(all, { deed: 'assign', assignee: me })}>{t('anomalies.assignToMe')}</Button>
          <Button variant="outlined" disabled={steps.isPending} onClick={() => setAssigning(true)}>{t('anomalies.assign')}</Button>
          <Button color="inherit" sx={{ color: 'text.secondary' }} onClick={() => onSelect([])}>{t('anomalies.unselect')}</Button>
        </>
      )}
      {steps.data !== undefined && steps.data.failed.length > 0 && <Alert severity="error" sx={{ py: 0 }}>{t('anomalies.bulkFailed', { count: steps.data.failed.length })}</Alert>}
      <AssignDialog
        open={isAssigning}
        current={null}
        onClose={() => setAssigning(false)}
        onAssign={(assignee) => {
          setAssigning(false);
          take(all, { deed: 'assign', assignee });
        }}
      />
    </Box>
  );
}
