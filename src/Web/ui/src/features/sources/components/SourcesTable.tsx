import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Source, SourceKind } from '@/api/types';
import { providerOf } from '@/format/provider-of';
import { useFormat } from '@/format/use-format';
import { TableFrame } from '@/ui/TableFrame';
import type { SortOrder } from '@/ui/sort-order';
import { SortCell } from '@/ui/SortCell';
import type { Told } from '@/ui/ToldNote';
import { rowsOf, sourceAddress, type SourceSortKey } from '../model/sources';
import { BackfillProgress } from './BackfillProgress';
import { DayBars } from './DayBars';
import { FaultNote } from './FaultNote';
import { SourceActions } from './SourceActions';
import { SourceStatusChip } from './SourceStatusChip';
import { useNextRead } from './use-next-read';

interface SourcesTableProps {
  sources: readonly Source[];
  kinds: readonly SourceKind[];
  asOf: string;
  sort: SourceSortKey;
  order: SortOrder;
  onSort: (key: SourceSortKey) => void;
  onTold: (told: Told) => void;
}

const figures = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };

export function SourcesTable({ sources, kinds, asOf, sort, order, onSort, onTold }: SourcesTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const nextRead = useNextRead();
  const byName = new Map(kinds.map((kind) => [kind.kind, kind]));
  const heading = (key: SourceSortKey, label: string, align: 'left' | 'right' = 'left') => (
    <SortCell label={label} align={align} order={sort === key ? order : null} onSort={() => onSort(key)} />
  );
  return (
    <TableFrame label={t('sources.all')} minWidth={960}>
      <TableHead>
        <TableRow>
          {heading('name', t('sources.name'))}
          {heading('status', t('sources.statusTitle'))}
          {heading('lag', t('sources.lag'), 'right')}
          {heading('rows', t('sources.rows35'))}
          {heading('records', t('sources.records'), 'right')}
          {heading('next', t('sources.nextRead'))}
          <TableCell scope="col" data-print="hide">{t('sources.actions')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {sources.map((source) => {
          const { state } = source;
          const kind = byName.get(source.kind);
          const runs = state.backfill !== null && state.backfill.finishedAt === null ? state.backfill : null;
          const hasMore = runs !== null || (state.lastFault !== null && state.status !== 'paused');
          return (
            <Fragment key={source.id}>
              <TableRow sx={{ height: 52, ...(hasMore ? { '& > th, & > td': { borderBottom: 0 } } : {}) }}>
                <TableCell component="th" scope="row" sx={{ maxWidth: 320 }}>
                  <MuiLink component={Link} to={sourceAddress(source.id)} color="text.primary" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{source.name}</MuiLink>
                  <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
                    {`${providerOf(source.kind)} · ${kind?.title[format.language] ?? source.kind}`}
                    {source.layer === 'bill' && ` · ${t('sources.layer.bill')}`}
                  </Typography>
                </TableCell>
                <TableCell><SourceStatusChip status={state.status} /></TableCell>
                <TableCell align="right" sx={figures}>{state.lagSeconds === null ? t('common.none') : format.duration(state.lagSeconds * 1_000)}</TableCell>
                <TableCell sx={{ width: 200 }}><DayBars days={state.days} until={asOf} height={28} label={t('sources.rowsLabel', { rows: format.countExact(rowsOf(source)) })} /></TableCell>
                <TableCell align="right" sx={figures} title={format.countExact(state.records)}>{format.count(state.records)}</TableCell>
                <TableCell sx={figures}>{nextRead(source)}</TableCell>
                <TableCell data-print="hide" sx={{ whiteSpace: 'nowrap' }}>
                  <SourceActions compact source={source} readsByTime={kind?.readsByTime ?? true} onTold={onTold} onRemoved={() => onTold({ isFault: false, text: t('sources.done.remove', { name: source.name }) })} />
                </TableCell>
              </TableRow>
              {hasMore && (
                <TableRow>
                  <TableCell colSpan={7} sx={{ pt: 0, pb: 1.5 }}>
                    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1, position: 'sticky', left: 16, maxWidth: { xs: 'calc(100vw - 66px)', md: 'none' } }}>
                      {state.status !== 'paused' && <FaultNote state={state} />}
                      {runs !== null && <BackfillProgress backfill={runs} />}
                    </Box>
                  </TableCell>
                </TableRow>
              )}
            </Fragment>
          );
        })}
      </TableBody>
    </TableFrame>
  );
}
