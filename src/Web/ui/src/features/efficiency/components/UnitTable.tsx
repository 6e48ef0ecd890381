import MuiLink from '@mui/material/Link';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableFooter from '@mui/material/TableFooter';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Sparkline } from '@/charts/Sparkline';
import { useFormat } from '@/format/use-format';
import { Delta } from '@/ui/Delta';
import { SortCell } from '@/ui/SortCell';
import { TableFrame } from '@/ui/TableFrame';
import type { EfficiencyGroup } from '../api/types';
import type { EfficiencySortKey } from '../model/efficiency';

interface UnitTableProps {
  label: string;
  heading: string;
  groups: readonly EfficiencyGroup[];
  total: EfficiencyGroup;
  name: (key: string) => string;
  /** Where a group is looked into. */
  address: (key: string) => string;
  sort: EfficiencySortKey;
  order: 'desc' | 'asc';
  isOpen: boolean;
  onSort: (sort: EfficiencySortKey) => void;
}

/** Unit costs of each group. */
export function UnitTable({ label, heading, groups, total, name, address, sort, order, isOpen, onSort }: UnitTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const head = (key: EfficiencySortKey, words: string, align: 'left' | 'right' = 'right') => <SortCell label={words} align={align} order={sort === key ? order : null} onSort={() => onSort(key)} />;
  const numbers = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };
  const none = t('common.none');
  const money = (value: number | null) => (value === null ? none : format.moneyExact(value));
  const share = (value: number | null) => (value === null ? none : format.percent(value, 1));
  const cells = ({ now, previous, costPerRequest }: EfficiencyGroup) => (
    <>
      <TableCell align="right" sx={{ ...numbers, fontWeight: 600 }}>{format.moneyExact(now.cost)}</TableCell>
      <TableCell align="right" sx={numbers}>{money(now.costPerRequest)}</TableCell>
      <TableCell align="right" sx={numbers}>{now.costPerRequest === null ? none : <Delta now={now.costPerRequest} before={previous?.costPerRequest ?? 0} />}</TableCell>
      <TableCell sx={{ width: 110 }}>{costPerRequest.some((value) => value !== null) && costPerRequest.length > 1 && <Sparkline values={costPerRequest} open={isOpen} height={22} label={t('efficiency.course')} />}</TableCell>
      <TableCell align="right" sx={numbers}>{money(now.costPerMillionTokens)}</TableCell>
      <TableCell align="right" sx={numbers}>{now.tokensPerRequest === null ? none : format.count(now.tokensPerRequest)}</TableCell>
      <TableCell align="right" sx={numbers}>{share(now.cacheHitRate)}</TableCell>
      <TableCell align="right" sx={numbers}>{share(now.batchShare)}</TableCell>
    </>
  );
  return (
    <TableFrame label={label} minWidth={940}>
      <TableHead>
        <TableRow>
          {head('name', heading, 'left')}
          {head('cost', t('efficiency.cost'))}
          {head('perRequest', t('efficiency.perRequest'))}
          <TableCell scope="col" align="right">{t('efficiency.change')}</TableCell>
          <TableCell scope="col">{t('efficiency.trend')}</TableCell>
          {head('perMillion', t('efficiency.perMillion'))}
          {head('tokens', t('efficiency.tokensPerRequest'))}
          {head('cache', t('efficiency.cacheHit'))}
          {head('batch', t('efficiency.batchShare'))}
        </TableRow>
      </TableHead>
      <TableBody>
        {groups.map((group) => (
          <TableRow key={group.key} hover sx={{ height: 44 }}>
            <TableCell component="th" scope="row" sx={{ maxWidth: 280 }}>
              <MuiLink component={Link} to={address(group.key)} color="text.primary" title={t('efficiency.lookInto', { name: name(group.key) })} sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{name(group.key)}</MuiLink>
            </TableCell>
            {cells(group)}
          </TableRow>
        ))}
      </TableBody>
      <TableFooter>
        <TableRow sx={{ height: 44 }}>
          <TableCell component="th" scope="row" sx={{ fontWeight: 600 }}>{t('efficiency.whole')}</TableCell>
          {cells(total)}
        </TableRow>
      </TableFooter>
    </TableFrame>
  );
}
