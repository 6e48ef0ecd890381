import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableFooter from '@mui/material/TableFooter';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Sparkline } from '@/charts/Sparkline';
import { useFormat } from '@/format/use-format';
import { Delta } from '@/ui/Delta';
import { SortCell } from '@/ui/SortCell';
import { TableFrame } from '@/ui/TableFrame';
import { useDimensionValue } from '@/ui/use-dimension-value';
import { useFigure } from '@/ui/use-figure';
import type { Dimension } from '@/url/dimensions';
import type { Explore, ExploreGroup } from '../api/types';
import { keyOf, shareOf } from '../model/explore-rows';
import { adds, formOf, type ExploreSortKey, type Metric } from '../model/explore-state';

interface GroupTableProps {
  data: Explore;
  /** In the order in which they are shown. */
  groups: readonly ExploreGroup[];
  grouped: readonly Dimension[];
  metric: Metric;
  compare: boolean;
  sort: ExploreSortKey;
  order: 'desc' | 'asc';
  /** Whether the last bucket is still filling. */
  isOpen: boolean;
  onSort: (sort: ExploreSortKey) => void;
  onDrill: (group: ExploreGroup) => void;
  menu: (group: ExploreGroup) => ReactNode;
}

const numbers = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };

/** Each group in figures; a row leads one level down. */
export function GroupTable({ data, groups, grouped, metric, compare, sort, order, isOpen, onSort, onDrill, menu }: GroupTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const figure = useFigure(formOf(metric));
  const nameOf = useDimensionValue();
  const heading = (key: ExploreSortKey, label: string, align: 'left' | 'right' = 'right') => <SortCell label={label} align={align} order={sort === key ? order : null} onSort={() => onSort(key)} />;
  const hasShare = adds(metric);
  const figures = (group: ExploreGroup) => {
    const share = shareOf(group, data.total, hasShare);
    return (
      <>
        <TableCell align="right" sx={{ ...numbers, fontWeight: 600 }}>{figure.exact(group.value)}</TableCell>
        {hasShare && (
          <TableCell align="right" sx={{ width: 130 }}>
            {share === null ? t('common.none') : <Share share={share} words={format.percent(share, 1)} />}
          </TableCell>
        )}
        {compare && <TableCell align="right" sx={numbers}>{figure.exact(group.previous)}</TableCell>}
        {compare && <TableCell align="right" sx={numbers}>{group.value === null ? t('common.none') : <Delta now={group.value} before={group.previous ?? 0} />}</TableCell>}
        <TableCell sx={{ width: 130 }}>{group.points.length > 1 && <Sparkline values={group.points} open={isOpen} height={22} label={t('explore.course')} />}</TableCell>
        {metric !== 'requests' && <TableCell align="right" sx={{ ...numbers, color: 'text.secondary' }}>{format.count(group.usage.requests)}</TableCell>}
      </>
    );
  };
  return (
    <TableFrame label={t('explore.groups')} minWidth={780}>
      <TableHead>
        <TableRow>
          {grouped.map((dimension, i) => i === 0
            ? <SortCell key={dimension} label={t(`explore.dimension.${dimension}`)} align="left" order={sort === 'name' ? order : null} onSort={() => onSort('name')} />
            : <TableCell key={dimension} scope="col">{t(`explore.dimension.${dimension}`)}</TableCell>)}
          {heading('value', t(`explore.metric.${metric}`))}
          {hasShare && <TableCell scope="col" align="right">{t('explore.share')}</TableCell>}
          {compare && heading('previous', t('explore.previous'))}
          {compare && heading('change', t('explore.change'))}
          <TableCell scope="col">{t('explore.course')}</TableCell>
          {metric !== 'requests' && heading('requests', t('explore.metric.requests'))}
          <TableCell data-print="hide" sx={{ width: 48 }} aria-label={t('explore.more')} />
        </TableRow>
      </TableHead>
      <TableBody>
        {groups.map((group) => (
          <TableRow key={keyOf(group)} hover onClick={() => onDrill(group)} sx={{ cursor: 'pointer', height: 44 }}>
            {grouped.map((dimension, i) => {
              const words = nameOf(dimension, group.key[i] ?? '');
              return i > 0 ? <TableCell key={dimension} sx={{ maxWidth: 240, overflowWrap: 'anywhere' }}>{words}</TableCell> : (
                <TableCell key={dimension} component="th" scope="row" sx={{ maxWidth: 280 }}>
                  <Link component="button" type="button" color="text.primary" title={t('explore.drill', { name: words })} onClick={(event) => { event.stopPropagation(); onDrill(group); }} sx={{ fontWeight: 600, fontSize: 13, textAlign: 'left', overflowWrap: 'anywhere' }}>{words}</Link>
                </TableCell>
              );
            })}
            {figures(group)}
            <TableCell data-print="hide" onClick={(event) => event.stopPropagation()} sx={{ cursor: 'default', p: 0.5 }}>{menu(group)}</TableCell>
          </TableRow>
        ))}
        {data.other !== null && (
          <TableRow sx={{ height: 44 }}>
            <TableCell component="th" scope="row" colSpan={grouped.length} sx={{ color: 'text.secondary' }}>{t('explore.others', { count: data.groupCount - groups.length })}</TableCell>
            {figures(data.other)}
            <TableCell data-print="hide" />
          </TableRow>
        )}
      </TableBody>
      <TableFooter>
        <TableRow sx={{ height: 44 }}>
          <TableCell component="th" scope="row" colSpan={Math.max(1, grouped.length)} sx={{ fontWeight: 600 }}>{t('explore.total')}</TableCell>
          {figures(data.total)}
          <TableCell data-print="hide" />
        </TableRow>
      </TableFooter>
    </TableFrame>
  );
}

function Share({ share, words }: { share: number; words: string }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <Box aria-hidden sx={{ flex: 1, height: 6, borderRadius: 0.5, bgcolor: 'track', overflow: 'hidden' }}>
        <Box sx={{ height: 6, bgcolor: 'chart.line' }} style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }} />
      </Box>
      <Box component="span" sx={{ minWidth: 46, ...numbers }}>{words}</Box>
    </Box>
  );
}
