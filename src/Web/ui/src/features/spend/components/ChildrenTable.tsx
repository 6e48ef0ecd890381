import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { childrenQuery } from '@/api/queries';
import type { Child } from '@/api/types';
import { downloadCsv, toCsv } from '@/charts/prepare/csv';
import { Sparkline } from '@/charts/Sparkline';
import { compareNames } from '@/format/format';
import { useFormat } from '@/format/use-format';
import { scopeAddress } from '@/url/scope-path';
import { choice, type Fields } from '@/url/search-state';
import { useSearchState } from '@/url/use-search-state';
import { CsvButton } from '@/ui/CsvButton';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Delta } from '@/ui/Delta';
import { PaceBar } from '@/ui/PaceBar';
import { Panel } from '@/ui/Panel';
import { SortCell } from '@/ui/SortCell';
import { TableFrame } from '@/ui/TableFrame';
import { useScopeName } from '@/ui/use-scope-name';
import { nextOrder } from '@/ui/sort-order';
import { change, pace, sortChildren, sortKeys, type SortKey } from '../model/children';

interface SortState {
  sort: SortKey;
  order: 'desc' | 'asc';
}

const sortFields: Fields<SortState> = { sort: choice(sortKeys, 'month'), order: choice(['desc', 'asc'], 'desc') };

export function ChildrenTable({ scope, title }: { scope: string; title: string }) {
  const query = useQuery(childrenQuery(scope));
  const { t } = useTranslation();
  const format = useFormat();
  const [{ sort, order }, setSort] = useSearchState(sortFields);
  const items = sortChildren(query.data?.items ?? [], { key: sort, descending: order === 'desc' }, compareNames(format.language));
  const exportCsv = () => {
    const money = (label: string) => `${label} (${format.currency})`;
    downloadCsv(`${scope}-${title}.csv`, toCsv(
      [t('spend.name'), money(t('spend.today')), money(t('spend.sevenDays')), t('spend.change'), money(t('spend.month')), t('spend.pace'), t('spend.openAnomalies')],
      items.map((child) => [child.scope.name, child.today, child.last7Days, change(child), child.monthToDate, pace(child), child.openAnomalies]),
    ));
  };
  return (
    <Panel
      flush
      title={title}
      hint={query.data !== undefined && query.data.total > query.data.items.length ? t('spend.rest', { shown: query.data.items.length, total: query.data.total }) : undefined}
      actions={<CsvButton onClick={exportCsv} />}
    >
      <DataState what={title} query={query} height={220}>
        {(data) => data.items.length === 0
          ? <EmptyNote title={t('common.noData')} />
          : <Rows items={items} title={title} sort={sort} order={order} onSort={(key) => setSort({ sort: key, order: nextOrder(key === sort, order) }, { replace: true })} />}
      </DataState>
    </Panel>
  );
}

interface RowsProps {
  items: Child[];
  title: string;
  sort: SortKey;
  order: 'desc' | 'asc';
  onSort: (key: SortKey) => void;
}

function Rows({ items, title, sort, order, onSort }: RowsProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const scopeName = useScopeName();
  const format = useFormat();
  const heading = (key: SortKey, label: string, full?: string) => (
    <SortCell label={label} full={full} align={key === 'name' ? 'left' : 'right'} order={sort === key ? order : null} onSort={() => onSort(key)} />
  );
  return (
    <TableFrame label={title} minWidth={640}>
      <TableHead>
        <TableRow>
          {heading('name', t('spend.name'))}
          <TableCell scope="col" sx={{ width: 120 }}>{t('spend.last14')}</TableCell>
          {heading('today', t('spend.today'))}
          {heading('last7', t('spend.sevenDays'))}
          {heading('change', t('spend.changeShort'), t('spend.change'))}
          {heading('month', t('spend.month'))}
          {heading('pace', t('spend.pace'))}
          {heading('open', t('spend.openAnomaliesShort'), t('spend.openAnomalies'))}
        </TableRow>
      </TableHead>
      <TableBody>
        {items.map((child) => {
          const address = scopeAddress(child.scope.key);
          const share = pace(child);
          return (
            <TableRow key={child.scope.key} hover onClick={() => void navigate(address)} sx={{ cursor: 'pointer', height: 44 }}>
              <TableCell component="th" scope="row" sx={{ maxWidth: 260 }}>
                <MuiLink component={Link} to={address} onClick={(event) => event.stopPropagation()} color="text.primary" title={scopeName.own(child.scope.key)} sx={{ fontWeight: 600, display: 'block', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
                  {scopeName.own(child.scope.key)}
                </MuiLink>
              </TableCell>
              <TableCell><Sparkline open values={child.daily} height={22} label={t('spend.last14')} /></TableCell>
              <Figure>{format.money(child.today)}</Figure>
              <Figure>{format.money(child.last7Days)}</Figure>
              <Figure><Delta now={child.last7Days} before={child.previous7Days} title={t('spend.change')} /></Figure>
              <Figure strong>{format.money(child.monthToDate)}</Figure>
              <TableCell align="right" sx={{ width: 150 }}>
                {share === null ? (
                  <Typography component="span" variant="caption" sx={{ color: 'text.secondary' }}>{t('spend.noBudgetShort')}</Typography>
                ) : (
                  <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
                    <PaceBar thin used={share} label={t('budgets.used', { share: format.percent(share) })} />
                    <Box component="span" sx={{ minWidth: 40, fontVariantNumeric: 'tabular-nums' }}>{format.percent(share)}</Box>
                  </Box>
                )}
              </TableCell>
              <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums', color: child.openAnomalies > 0 ? 'tone.high' : 'text.secondary', fontWeight: child.openAnomalies > 0 ? 600 : 400 }}>
                {format.count(child.openAnomalies)}
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </TableFrame>
  );
}

function Figure({ children, strong = false }: { children: ReactNode; strong?: boolean }) {
  return <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap', fontWeight: strong ? 600 : 400 }}>{children}</TableCell>;
}
