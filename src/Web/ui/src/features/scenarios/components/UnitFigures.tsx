import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import type { ScenarioResult } from '../api/types';
import { unitFigures, type UnitFigure } from '../model/result';

/** What a unit of the replayed traffic costs, before and after. */
export function UnitFigures({ result }: { result: ScenarioResult }) {
  const { t } = useTranslation();
  const format = useFormat();
  const write = (form: UnitFigure['form'], value: number | null) => {
    if (value === null) return t('common.none');
    return form === 'money' ? format.moneyExact(value) : form === 'share' ? format.percent(value, 1) : format.count(value);
  };
  const numbers = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };
  return (
    <Table size="small" aria-label={t('scenarios.units')} sx={{ '& th:first-of-type': { pl: 0 }, '& td:last-of-type, & th:last-of-type': { pr: 0 }, '& tbody tr:last-of-type > *': { borderBottom: 0 } }}>
      <TableHead>
        <TableRow>
          <TableCell scope="col">{t('scenarios.figure')}</TableCell>
          <TableCell scope="col" align="right">{t('scenarios.before')}</TableCell>
          <TableCell scope="col" align="right">{t('scenarios.after')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {unitFigures(result).map(({ key, form, before, after }) => (
          <TableRow key={key}>
            <TableCell component="th" scope="row">{t(`scenarios.unit.${key}`)}</TableCell>
            <TableCell align="right" sx={numbers}>{write(form, before)}</TableCell>
            <TableCell align="right" sx={{ ...numbers, fontWeight: before === after ? 400 : 600 }}>{write(form, after)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
