import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import MuiLink from '@mui/material/Link';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PlannedEvent } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { scopeAddress } from '@/url/scope-path';
import { TableFrame } from '@/ui/TableFrame';
import { EditIcon, RemoveIcon } from '@/ui/icons';
import { Permitted } from '@/ui/Permitted';
import type { SortOrder } from '@/ui/sort-order';
import { SortCell } from '@/ui/SortCell';
import { useMinute } from '@/ui/use-now';
import { useScopeName } from '@/ui/use-scope-name';
import type { PlanSortKey } from '../model/plans';
import { PlanState } from './PlanState';

interface PlansTableProps {
  plans: readonly PlannedEvent[];
  sort: PlanSortKey;
  order: SortOrder;
  onSort: (key: PlanSortKey) => void;
  onEdit: (plan: PlannedEvent) => void;
  onRemove: (plan: PlannedEvent) => void;
}

export function PlansTable({ plans, sort, order, onSort, onEdit, onRemove }: PlansTableProps) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  const now = useMinute();
  const heading = (key: PlanSortKey, label: string) => (
    <SortCell label={label} align={key === 'amount' ? 'right' : 'left'} order={sort === key ? order : null} onSort={() => onSort(key)} />
  );
  const figures = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };
  return (
    <TableFrame label={t('guidance.plans')} minWidth={780}>
      <TableHead>
        <TableRow>
          {heading('title', t('guidance.title'))}
          {heading('scope', t('guidance.scope'))}
          {heading('start', t('guidance.start'))}
          {heading('end', t('guidance.end'))}
          {heading('amount', t('guidance.extra'))}
          <TableCell scope="col">{t('guidance.stateTitle')}</TableCell>
          <TableCell scope="col" data-print="hide">{t('guidance.actions')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {plans.map((plan) => (
          <TableRow key={plan.id} hover sx={{ height: 44 }}>
            <TableCell component="th" scope="row" sx={{ maxWidth: 300 }}>
              <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{plan.title}</Box>
              {plan.note !== null && <Typography variant="caption" component="div" title={plan.note} sx={{ color: 'text.secondary', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{plan.note}</Typography>}
            </TableCell>
            <TableCell sx={{ maxWidth: 260, overflowWrap: 'anywhere' }}>
              <MuiLink component={Link} to={scopeAddress(plan.scope.key)} color="text.primary">{scopeName.path(plan.scope.key)}</MuiLink>
            </TableCell>
            <TableCell sx={figures}>{format.dateTime(plan.start)}</TableCell>
            <TableCell sx={figures}>{format.dateTime(plan.end)}</TableCell>
            <TableCell align="right" sx={{ ...figures, fontWeight: 600 }} title={format.moneyExact(plan.extraCost)}>{format.moneyDelta(plan.extraCost)}</TableCell>
            <TableCell><PlanState plan={plan} now={now} /></TableCell>
            <TableCell data-print="hide" sx={{ whiteSpace: 'nowrap' }}>
              <Permitted permission="managePlans" scope={plan.scope.key}>
                <Tooltip title={t('guidance.edit')}>
                  <IconButton size="small" onClick={() => onEdit(plan)} aria-label={t('guidance.editOf', { title: plan.title })}><EditIcon sx={{ fontSize: 18 }} /></IconButton>
                </Tooltip>
                <Tooltip title={t('guidance.remove')}>
                  <IconButton size="small" onClick={() => onRemove(plan)} aria-label={t('guidance.removeOf', { title: plan.title })}><RemoveIcon sx={{ fontSize: 18 }} /></IconButton>
                </Tooltip>
              </Permitted>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </TableFrame>
  );
}
