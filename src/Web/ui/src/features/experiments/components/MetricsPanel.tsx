import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import TextField from '@mui/material/TextField';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { readNumber } from '@/format/read-number';
import { useFormat } from '@/format/use-format';
import { EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { Permitted } from '@/ui/Permitted';
import { TableFrame } from '@/ui/TableFrame';
import { useExplain } from '@/ui/use-explain';
import type { Experiment } from '../api/types';
import { useReportMetric } from '../api/use-experiments';

/** What the experiment has come to by its own measures, and what a unit of each cost. */
export function MetricsPanel({ experiment }: { experiment: Experiment }) {
  const { t } = useTranslation();
  const format = useFormat();
  const figures = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };
  return (
    <Panel flush title={t('experiments.metrics')} hint={t('experiments.metricsHint')}>
      {experiment.metrics.length === 0 ? <EmptyNote title={t('experiments.noMetrics')} hint={t('experiments.noMetricsHint')} height={120} /> : (
        <TableFrame label={t('experiments.metrics')}>
          <TableHead>
            <TableRow>
              <TableCell scope="col">{t('experiments.metric')}</TableCell>
              <TableCell scope="col" align="right">{t('experiments.value')}</TableCell>
              <TableCell scope="col" align="right">{t('experiments.costPerUnit')}</TableCell>
              <TableCell scope="col">{t('experiments.reportedAt')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {experiment.metrics.map((metric) => (
              <TableRow key={metric.name}>
                <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>{metric.name}</TableCell>
                <TableCell align="right" sx={figures}>{format.countExact(metric.value)}</TableCell>
                <TableCell align="right" sx={{ ...figures, fontWeight: 600 }}>{metric.costPerUnit === null ? t('common.none') : format.moneyExact(metric.costPerUnit)}</TableCell>
                <TableCell sx={figures}>{format.dateTime(metric.at)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </TableFrame>
      )}
      <Permitted permission="manageExperiments" scope={experiment.scope.key}><ReportForm id={experiment.id} /></Permitted>
    </Panel>
  );
}

function ReportForm({ id }: { id: string }) {
  const { t } = useTranslation();
  const explain = useExplain();
  const report = useReportMetric();
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const [isSent, setSent] = useState(false);
  const read = readNumber(value);
  const isWrong = read === null || read < 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (name.trim() === '' || isWrong) return;
    report.mutate({ id, name: name.trim(), value: read }, {
      onSuccess: () => {
        setSent(false);
        setValue('');
      },
    });
  };
  return (
    <Box component="form" onSubmit={submit} noValidate data-print="hide" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, px: 2, py: 1.5, alignItems: 'flex-start' }}>
      <TextField size="small" label={t('experiments.metric')} value={name} onChange={(event) => setName(event.target.value)} error={isSent && name.trim() === ''} helperText={isSent && name.trim() === '' ? t('experiments.fault.name') : ''} sx={{ flex: '1 1 140px' }} slotProps={{ htmlInput: { maxLength: 100 } }} />
      <TextField size="small" label={t('experiments.value')} value={value} onChange={(event) => setValue(event.target.value)} error={isSent && isWrong} helperText={isSent && isWrong ? t('experiments.fault.value') : ''} sx={{ flex: '1 1 110px' }} slotProps={{ htmlInput: { inputMode: 'decimal', autoComplete: 'off' } }} />
      <Button type="submit" variant="outlined" disabled={report.isPending} sx={{ minHeight: 40 }}>{t('experiments.report')}</Button>
      {report.error !== null && <Alert severity="error" sx={{ width: '100%' }}>{t('experiments.reportFailed', { detail: explain(report.error) })}</Alert>}
    </Box>
  );
}
