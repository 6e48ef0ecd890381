import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import MuiLink from '@mui/material/Link';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/use-format';
import { useSearchState } from '@/url/use-search-state';
import { DataState } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { TableFrame } from '@/ui/TableFrame';
import { comparisonQuery, experimentsQuery } from '../api/queries';
import type { Comparison } from '../api/types';
import { experimentAddress, experimentsFields, metricNames, selectedIds } from '../model/experiments';

/** The selected experiments by what a unit of a metric cost. Nothing while none is selected. */
export function ComparePanel() {
  const { t } = useTranslation();
  const [state, setState] = useSearchState(experimentsFields);
  const ids = selectedIds(state.compare);
  const { data: all } = useQuery(experimentsQuery());
  const metrics = metricNames((all?.items ?? []).filter((experiment) => ids.includes(experiment.id)));
  const metric = state.metric !== null && metrics.includes(state.metric) ? state.metric : metrics[0] ?? null;
  const query = useQuery(comparisonQuery(ids, metric));
  if (ids.length === 0) return null;
  return (
    <Panel
      flush
      title={t('experiments.compare')}
      hint={t(metrics.length === 0 ? 'experiments.compareNoMetric' : 'experiments.compareHint')}
      actions={(
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }} data-print="hide">
          {metric !== null && (
            <TextField select size="small" label={t('experiments.metric')} value={metric} onChange={(event) => setState({ metric: event.target.value }, { replace: true })} sx={{ minWidth: 180 }}>
              {metrics.map((name) => <MenuItem key={name} value={name}>{name}</MenuItem>)}
            </TextField>
          )}
          <Button variant="outlined" onClick={() => setState({ compare: null, metric: null })}>{t('experiments.clear')}</Button>
        </Box>
      )}
    >
      <DataState what={t('experiments.compare')} query={query} height={140}>{(data) => <Rows comparison={data} />}</DataState>
    </Panel>
  );
}

function Rows({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation();
  const format = useFormat();
  const figures = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };
  return (
    <TableFrame label={t('experiments.compare')} minWidth={640}>
      <TableHead>
        <TableRow>
          <TableCell scope="col">{t('experiments.name')}</TableCell>
          <TableCell scope="col" align="right">{t('experiments.costPerUnit')}</TableCell>
          <TableCell scope="col" align="right">{t('experiments.timesBest')}</TableCell>
          <TableCell scope="col" align="right">{comparison.metric ?? t('experiments.metric')}</TableCell>
          <TableCell scope="col" align="right">{t('experiments.cost')}</TableCell>
          <TableCell scope="col" align="right">{t('experiments.ran')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {comparison.items.map(({ experiment, value, costPerUnit, timesBest, hours }) => (
          <TableRow key={experiment.id}>
            <TableCell component="th" scope="row"><MuiLink component={Link} to={experimentAddress(experiment.id)} color="text.primary" sx={{ fontWeight: 600 }}>{experiment.name}</MuiLink></TableCell>
            <TableCell align="right" sx={{ ...figures, fontWeight: 600 }}>{costPerUnit === null ? t('common.none') : format.moneyExact(costPerUnit)}</TableCell>
            <TableCell align="right" sx={figures}>{timesBest === null ? t('common.none') : timesBest <= 1 ? t('experiments.best') : t('experiments.times', { factor: format.countExact(Math.round(timesBest * 100) / 100) })}</TableCell>
            <TableCell align="right" sx={figures}>{value === null ? t('common.none') : format.countExact(value)}</TableCell>
            <TableCell align="right" sx={figures}>{format.moneyExact(experiment.cost)}</TableCell>
            <TableCell align="right" sx={figures}>{format.duration(hours * 3_600_000)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </TableFrame>
  );
}
