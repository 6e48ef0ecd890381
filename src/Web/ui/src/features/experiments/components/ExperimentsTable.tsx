import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import MuiLink from '@mui/material/Link';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/use-format';
import { PaceBar } from '@/ui/PaceBar';
import { TableFrame } from '@/ui/TableFrame';
import type { FigureId } from '@/ui/figures';
import type { SortOrder } from '@/ui/sort-order';
import { SortCell } from '@/ui/SortCell';
import { useScopeName } from '@/ui/use-scope-name';
import type { Experiment } from '../api/types';
import { experimentAddress, usedShare, type ExperimentSortKey } from '../model/experiments';
import { ExperimentStatusChip } from './ExperimentStatusChip';
import { useTimeLeft } from './use-time-left';

interface ExperimentsTableProps {
  experiments: readonly Experiment[];
  selected: readonly string[];
  sort: ExperimentSortKey;
  order: SortOrder;
  onSort: (key: ExperimentSortKey) => void;
  onSelect: (id: string) => void;
}

const figures = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };

export function ExperimentsTable({ experiments, selected, sort, order, onSort, onSelect }: ExperimentsTableProps) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  const timeLeft = useTimeLeft();
  const heading = (key: ExperimentSortKey, label: string, align: 'left' | 'right' = 'left', figure?: FigureId) => (
    <SortCell label={label} figure={figure} align={align} order={sort === key ? order : null} onSort={() => onSort(key)} />
  );
  return (
    <TableFrame label={t('experiments.all')} minWidth={960}>
      <TableHead>
        <TableRow>
          <TableCell scope="col" data-print="hide" sx={{ pl: 1, width: 40 }}>{t('experiments.compareShort')}</TableCell>
          {heading('name', t('experiments.name'))}
          {heading('status', t('experiments.statusTitle'))}
          {heading('cost', t('experiments.cost'), 'right', 'experimentCost')}
          {heading('share', t('experiments.against'))}
          {heading('pace', t('experiments.perHour'), 'right', 'burn')}
          {heading('left', t('experiments.timeLeft'), 'left', 'timeToCap')}
          {heading('started', t('experiments.started'))}
        </TableRow>
      </TableHead>
      <TableBody>
        {experiments.map((experiment) => {
          const share = usedShare(experiment);
          const isKnown = experiment.limitUnknown === null;
          const isSelected = selected.includes(experiment.id);
          return (
            <TableRow key={experiment.id} hover selected={isSelected} sx={{ height: 52 }}>
              <TableCell data-print="hide" sx={{ pl: 1, pr: 0 }}>
                <Checkbox size="small" checked={isSelected} onChange={() => onSelect(experiment.id)} slotProps={{ input: { 'aria-label': t('experiments.select', { name: experiment.name }) } }} />
              </TableCell>
              <TableCell component="th" scope="row" sx={{ maxWidth: 260 }}>
                <MuiLink component={Link} to={experimentAddress(experiment.id)} color="text.primary" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{experiment.name}</MuiLink>
                <Typography variant="caption" component="div" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
                  {[scopeName.path(experiment.scope.key), ...(experiment.owner === null ? [] : [experiment.owner])].join(' · ')}
                </Typography>
              </TableCell>
              <TableCell><ExperimentStatusChip experiment={experiment} /></TableCell>
              <TableCell align="right" sx={{ ...figures, fontWeight: 600 }} title={format.moneyExact(experiment.cost)}>{format.money(experiment.cost)}</TableCell>
              <TableCell sx={{ minWidth: 210 }}>
                <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
                  <PaceBar thin used={share} held={experiment.cap === null ? 0 : experiment.held / experiment.cap} label={t('experiments.shareLabel', { share: format.percent(share) })} />
                  <Box component="span" sx={{ ...figures, minWidth: 42, textAlign: 'right' }}>{isKnown ? format.percent(share) : t('common.none')}</Box>
                </Box>
                <Typography variant="caption" component="div" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>
                  {experiment.cap === null
                    ? t('experiments.ofEstimate', { estimate: isKnown ? format.money(experiment.estimate) : t('common.none') })
                    : t('experiments.ofCap', { cap: format.money(experiment.cap), estimate: format.money(experiment.estimate) })}
                </Typography>
              </TableCell>
              <TableCell align="right" sx={figures}>{format.money(experiment.perHour)}</TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>{timeLeft(experiment)}</TableCell>
              <TableCell sx={figures}>{format.dateTime(experiment.startedAt)}</TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </TableFrame>
  );
}
