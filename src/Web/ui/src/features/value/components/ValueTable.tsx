import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Button from '@mui/material/Button';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { Sparkline } from '@/charts/Sparkline';
import { compareNames } from '@/format/format';
import { useFormat } from '@/format/use-format';
import { Delta } from '@/ui/Delta';
import { TableFrame } from '@/ui/TableFrame';
import type { FigureId } from '@/ui/figures';
import { EditIcon, RemoveIcon } from '@/ui/icons';
import { Permitted } from '@/ui/Permitted';
import { nextOrder } from '@/ui/sort-order';
import { SortCell } from '@/ui/SortCell';
import { useScopeName } from '@/ui/use-scope-name';
import { useSearchState } from '@/url/use-search-state';
import type { UnitValue, ValueReport } from '../api/types';
import { changeOf, sortUnits, valueFields, type ValueColumn } from '../model/value';
import { useUnitWords } from './use-unit-words';

/** What may be done with a unit. */
export interface UnitDeeds {
  onCount: (item: UnitValue) => void;
  onEdit: (item: UnitValue) => void;
  onRemove: (item: UnitValue) => void;
}

interface ValueTableProps {
  report: ValueReport;
  /** The last day is still filling. */
  isOpen: boolean;
  /** Without any, the table is only looked at. */
  deeds?: UnitDeeds;
}

/** Units of value: how many, what one costs, how that went, and what they return. */
export function ValueTable({ report, isOpen, deeds }: ValueTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const scopeName = useScopeName();
  const words = useUnitWords();
  const none = t('common.none');
  const numbers = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };
  const [state, setState] = useSearchState(valueFields);
  const heading = (column: ValueColumn, label: string, { align = 'right', figure }: { align?: 'left' | 'right'; figure?: FigureId } = {}) => (
    <SortCell
      label={label}
      align={align}
      figure={figure}
      scope={report.scope}
      order={state.units === column ? state.unitsOrder : null}
      onSort={() => setState({ units: column, unitsOrder: nextOrder(state.units === column, state.unitsOrder, column === 'name' ? 'asc' : 'desc') }, { replace: true })}
    />
  );
  return (
    <TableFrame label={t('value.title')} minWidth={deeds === undefined ? 720 : 900}>
      <TableHead>
        <TableRow>
          {heading('name', t('value.unit'), { align: 'left' })}
          {heading('count', t('value.count'))}
          {heading('cost', t('value.cost'))}
          {heading('perUnit', t('value.perUnit'), { figure: 'costPerValue' })}
          {heading('change', t('value.change'))}
          <TableCell scope="col">{t('value.trend')}</TableCell>
          {heading('worth', t('value.worthTotal'))}
          {heading('return', t('value.return'), { figure: 'roi' })}
          {deeds !== undefined && <TableCell scope="col" data-print="hide">{t('value.actions')}</TableCell>}
        </TableRow>
      </TableHead>
      <TableBody>
        {sortUnits(report.items, state, compareNames(format.language)).map((item) => {
          const { unit, now, previous, days } = item;
          const [worth, rest] = [words.worth(unit), words.leftOut(now)];
          return (
            <TableRow key={unit.id} hover>
              <TableCell component="th" scope="row" sx={{ maxWidth: 300 }}>
                <Box translate="no" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{unit.name}</Box>
                <Typography variant="caption" component="div" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>{[scopeName.path(unit.scope), worth].filter((part) => part !== null).join(' · ')}</Typography>
                {rest !== null && <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>{rest}</Typography>}
              </TableCell>
              <TableCell align="right" sx={numbers} title={format.countExact(now.count)}>{now.usedDays === 0 ? none : format.count(now.count)}</TableCell>
              <TableCell align="right" sx={numbers} title={format.moneyExact(now.cost)}>{now.usedDays === 0 ? none : format.money(now.cost)}</TableCell>
              <TableCell align="right" sx={{ ...numbers, fontWeight: 600 }}>{now.costPerUnit === null ? none : format.moneyFine(now.costPerUnit)}</TableCell>
              <TableCell align="right" sx={numbers}>{changeOf(item) === null ? none : <Delta now={now.costPerUnit!} before={previous!.costPerUnit!} title={t('value.before', { value: format.moneyFine(previous!.costPerUnit!) })} />}</TableCell>
              <TableCell sx={{ width: 120 }}>{days.some((day) => day.costPerUnit !== null) && <Sparkline values={days.map((day) => day.costPerUnit)} open={isOpen} height={24} label={t('value.course', { name: unit.name })} />}</TableCell>
              <TableCell align="right" sx={numbers} title={now.value === null ? undefined : format.moneyExact(now.value)}>{now.value === null ? none : format.money(now.value)}</TableCell>
              <TableCell align="right" sx={{ ...numbers, fontWeight: 600 }}>{words.roi(now.roi)}</TableCell>
              {deeds !== undefined && (
                <TableCell data-print="hide" sx={{ whiteSpace: 'nowrap' }}>
                  <Permitted permission="manageBudgets" scope={unit.scope}>
                    <Button variant="outlined" onClick={() => deeds.onCount(item)} aria-label={t('value.countOf', { name: unit.name })} sx={{ mr: 0.5 }}>{t('value.enter')}</Button>
                    <Tooltip title={t('value.edit')}>
                      <IconButton size="small" onClick={() => deeds.onEdit(item)} aria-label={t('value.editOf', { name: unit.name })}><EditIcon sx={{ fontSize: 18 }} /></IconButton>
                    </Tooltip>
                    <Tooltip title={t('value.remove')}>
                      <IconButton size="small" onClick={() => deeds.onRemove(item)} aria-label={t('value.removeOf', { name: unit.name })}><RemoveIcon sx={{ fontSize: 18 }} /></IconButton>
                    </Tooltip>
                  </Permitted>
                </TableCell>
              )}
            </TableRow>
          );
        })}
      </TableBody>
    </TableFrame>
  );
}
