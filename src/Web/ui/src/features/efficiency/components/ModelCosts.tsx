import Box from '@mui/material/Box';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Delta } from '@/ui/Delta';
import { FigureName } from '@/ui/FigureName';
import { Panel } from '@/ui/Panel';
import { TableFrame } from '@/ui/TableFrame';
import { useMinute } from '@/ui/use-now';
import { isoDay } from '@/url/day-range';
import { efficiencyQuery } from '../api/queries';
import type { EfficiencyGroup, UnitFigures } from '../api/types';

const DAY = 86_400_000;
const SHOWN = 8;
const figures = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };

/** Whether requests or tokens were counted at all. */
const isCounted = (figures: UnitFigures | null) => figures !== null && (figures.costPerRequest ?? figures.costPerMillionTokens) !== null;

/** What a request and a million tokens of each model cost in the last seven full days, and in the seven before. */
export function ModelCosts({ scope }: { scope: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const end = Math.floor(useMinute() / DAY) * DAY;
  const query = useQuery(efficiencyQuery({ scope, from: isoDay(end - 7 * DAY), to: isoDay(end), groupBy: 'model' }));
  return (
    <Panel flush title={t('overview.units.title')} hint={t('spend.moversHint')}>
      <DataState what={t('overview.units.title')} query={query} height={300}>
        {(data) => {
          const shown = data.groups.filter((group) => isCounted(group.now) || isCounted(group.previous)).slice(0, SHOWN);
          if (shown.length === 0) return <EmptyNote title={t('overview.units.none')} hint={t('overview.units.noneHint')} />;
          return (
            <TableFrame label={t('overview.units.title')} minWidth={620}>
              <TableHead>
                <TableRow>
                  <TableCell scope="col">{t('spend.model')}</TableCell>
                  <TableCell scope="col" align="right">{`${t('spend.sevenDays')} (${format.currency})`}</TableCell>
                  <TableCell scope="col" align="right"><FigureName id="perRequest" scope={scope} /></TableCell>
                  <TableCell scope="col" align="right"><FigureName id="perMillion" scope={scope} /></TableCell>
                  <TableCell scope="col" align="right"><FigureName id="cacheHit" scope={scope} /></TableCell>
                </TableRow>
              </TableHead>
              <TableBody>
                {shown.map((row) => <Row key={row.key} name={row.key === '' ? t('spend.unnamedModel') : row.key} units={row} />)}
                <Row strong name={t('overview.units.all')} units={data.total} />
              </TableBody>
            </TableFrame>
          );
        }}
      </DataState>
    </Panel>
  );
}

function Row({ name, units: { now, previous }, strong = false }: { name: string; units: EfficiencyGroup; strong?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const cell = (value: string | null, change: ReactNode) => (
    <TableCell align="right" sx={figures}>
      {value === null ? t('common.none') : (
        <Box sx={{ display: 'inline-flex', gap: 1, alignItems: 'baseline' }}>
          <Box component="span" sx={{ fontWeight: strong ? 600 : 400 }}>{value}</Box>
          <Typography component="span" variant="caption" sx={{ minWidth: 52, textAlign: 'right', color: 'text.secondary' }}>{change}</Typography>
        </Box>
      )}
    </TableCell>
  );
  const money = (value: number | null | undefined) => (value == null ? null : format.moneyFine(value));
  return (
    <TableRow sx={{ height: 40 }}>
      <TableCell component="th" scope="row" translate="no" sx={{ maxWidth: 240, overflowWrap: 'anywhere', fontWeight: strong ? 600 : 400 }}>{name}</TableCell>
      <TableCell align="right" sx={{ ...figures, fontWeight: strong ? 600 : 400 }} title={format.moneyExact(now.cost)}>{format.money(now.cost)}</TableCell>
      {cell(money(now.costPerRequest), <Delta now={now.costPerRequest ?? 0} before={previous?.costPerRequest ?? 0} title={t('overview.units.before', { value: money(previous?.costPerRequest) ?? t('common.none') })} />)}
      {cell(money(now.costPerMillionTokens), <Delta now={now.costPerMillionTokens ?? 0} before={previous?.costPerMillionTokens ?? 0} title={t('overview.units.before', { value: money(previous?.costPerMillionTokens) ?? t('common.none') })} />)}
      {cell(now.cacheHitRate === null ? null : format.percent(now.cacheHitRate, 1), previous?.cacheHitRate == null ? t('spend.new') : <span title={t('overview.units.before', { value: format.percent(previous.cacheHitRate, 1) })}>{t('overview.units.points', { change: format.pointsDelta((now.cacheHitRate ?? 0) - previous.cacheHitRate) })}</span>)}
    </TableRow>
  );
}
