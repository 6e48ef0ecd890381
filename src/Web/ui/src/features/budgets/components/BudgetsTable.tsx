import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/use-format';
import { scopeAddress } from '@/url/scope-path';
import { TableFrame } from '@/ui/TableFrame';
import type { FigureId } from '@/ui/figures';
import type { SortOrder } from '@/ui/sort-order';
import { SortCell } from '@/ui/SortCell';
import { useScopeName } from '@/ui/use-scope-name';
import type { Budget } from '../api/types';
import { budgetAddress, budgetState, usedShare, type BudgetSortKey } from '../model/budgets';
import { BudgetBar } from './BudgetBar';
import { BudgetStateChip } from './BudgetStateChip';

interface BudgetsTableProps {
  budgets: readonly Budget[];
  sort: BudgetSortKey;
  order: SortOrder;
  onSort: (key: BudgetSortKey) => void;
}

const figures = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };

export function BudgetsTable({ budgets, sort, order, onSort }: BudgetsTableProps) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  const heading = (key: BudgetSortKey, label: string, align: 'left' | 'right' = 'left', figure?: FigureId, full?: string) => (
    <SortCell label={label} figure={figure} full={full} align={align} order={sort === key ? order : null} onSort={() => onSort(key)} />
  );
  return (
    <TableFrame label={t('budgets.all')} minWidth={880}>
      <TableHead>
        <TableRow>
          {heading('name', t('budgets.name'))}
          {heading('scope', t('budgets.scope'))}
          {heading('amount', t('budgets.limit'), 'right')}
          {heading('used', t('budgets.usedTitle'), 'left', 'budgetShare')}
          {heading('left', t('budgets.left'), 'right', 'budgetLeft')}
          {heading('probability', t('budgets.probabilityShort'), 'right', 'excessProbability', t('budgets.probability'))}
          {heading('state', t('budgets.stateTitle'))}
        </TableRow>
      </TableHead>
      <TableBody>
        {budgets.map((budget) => {
          const { status } = budget;
          const isKnown = status.limitUnknown === null;
          return (
            <TableRow key={budget.id} hover sx={{ height: 52 }}>
              <TableCell component="th" scope="row" sx={{ maxWidth: 280 }}>
                <MuiLink component={Link} to={budgetAddress(budget.id)} color="text.primary" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{budget.name}</MuiLink>
                <Typography variant="caption" component="div" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
                  {[t(`budgets.period.${budget.period}`), t(budget.hard ? 'budgets.hard' : 'budgets.soft'), ...(budget.owner === null ? [] : [budget.owner])].join(' · ')}
                </Typography>
              </TableCell>
              <TableCell sx={{ maxWidth: 200, overflowWrap: 'anywhere' }}>
                <MuiLink component={Link} to={scopeAddress(budget.scope.key)} color="text.primary">{scopeName.path(budget.scope.key)}</MuiLink>
                {budget.experiment !== null && <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>{t('budgets.ofExperiment', { name: budget.experiment })}</Typography>}
              </TableCell>
              <TableCell align="right" sx={figures} title={isKnown ? format.moneyExact(status.limit) : undefined}>{isKnown ? format.money(status.limit) : t('common.none')}</TableCell>
              <TableCell sx={{ minWidth: 190 }}>
                <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
                  <BudgetBar thin budget={budget} />
                  <Box component="span" sx={{ ...figures, minWidth: 42, textAlign: 'right' }}>{isKnown ? format.percent(usedShare(budget)) : t('common.none')}</Box>
                </Box>
              </TableCell>
              <TableCell align="right" sx={{ ...figures, fontWeight: 600 }} title={isKnown ? format.moneyExact(status.left) : undefined}>{isKnown ? format.money(status.left) : t('common.none')}</TableCell>
              <TableCell align="right" sx={figures}>{status.probability === null ? t('common.none') : format.percent(status.probability)}</TableCell>
              <TableCell><BudgetStateChip state={budgetState(budget)} /></TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </TableFrame>
  );
}
