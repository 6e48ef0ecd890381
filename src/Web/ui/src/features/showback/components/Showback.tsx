import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { compareNames } from '@/format/format';
import { useFormat } from '@/format/use-format';
import { useSearchState } from '@/url/use-search-state';
import { DataState, EmptyNote } from '@/ui/DataState';
import { DownloadIcon } from '@/ui/icons';
import { Panel } from '@/ui/Panel';
import { Segmented } from '@/ui/Segmented';
import { useMinute } from '@/ui/use-now';
import { useOwnTeams } from '@/ui/use-session';
import { useScopeName } from '@/ui/use-scope-name';
import { nextOrder } from '@/ui/sort-order';
import { showbackAddress, showbackQuery } from '../api/queries';
import type { ShowbackReport } from '../api/types';
import { kindOf, lastPeriods, metrics, monthOf, showbackFields } from '../model/periods';
import { addsUp, sortTeams, whole } from '../model/showback';
import { ShowbackTable } from './ShowbackTable';
import { TeamPanel } from './TeamPanel';

const OFFERED = { month: 13, week: 26 };

/** Who spent what in a week or month, shared costs included; to look at, to export and to print. */
export function Showback() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useMinute();
  const { words } = useScopeName();
  const teamName = (team: string) => words([team])[0]!;
  const [state, setState] = useSearchState(showbackFields);
  const period = state.period ?? monthOf(now);
  const kind = kindOf(period);
  const offered = lastPeriods(kind, now, OFFERED[kind]);
  const own = useOwnTeams();
  // Who sees some teams alone looks at one of them at a time.
  const only = own === null ? null : own.find((team) => team === state.team) ?? own[0] ?? null;
  const query = useQuery(showbackQuery(period, state.metric, only));
  const report = query.data?.report;
  const teams = report?.teams ?? [];
  const chosen = teams.find(({ team }) => team === (only ?? state.team));
  const shown = sortTeams(chosen === undefined ? teams : [chosen], state, compareNames(format.language));
  const address = (form: 'csv' | 'focus' | 'print') => showbackAddress(form, { period, team: only ?? chosen?.team ?? null, metric: state.metric, language: format.language });
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Box data-print="hide" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
        <Segmented label={t('showback.kindTitle')} value={kind} options={(['month', 'week'] as const).map((value) => ({ value, label: t(`showback.kind.${value}`) }))} onChange={(next) => setState({ period: lastPeriods(next, now, 1)[0]! })} />
        <TextField select size="small" label={t('showback.period')} value={period} onChange={(event) => setState({ period: event.target.value })} sx={{ minWidth: 140 }}>
          {[...new Set([...offered, period])].map((value) => <MenuItem key={value} value={value}>{value}</MenuItem>)}
        </TextField>
        <TextField select size="small" label={t('showback.team')} value={only ?? chosen?.team ?? ''} onChange={(event) => setState({ team: event.target.value === '' ? null : event.target.value })} sx={{ minWidth: 160 }} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}>
          {own === null && <MenuItem value="">{t('showback.all')}</MenuItem>}
          {(own ?? teams.map(({ team }) => team)).map((team) => <MenuItem key={team} value={team}>{teamName(team)}</MenuItem>)}
        </TextField>
        <TextField select size="small" label={t('showback.metricTitle')} value={state.metric} onChange={(event) => setState({ metric: event.target.value as (typeof metrics)[number] })} sx={{ minWidth: 160 }}>
          {metrics.map((metric) => <MenuItem key={metric} value={metric}>{t(`showback.metric.${metric}`)}</MenuItem>)}
        </TextField>
        <Box sx={{ flex: 1 }} />
        <Button variant="outlined" component="a" href={address('csv')} download startIcon={<DownloadIcon />}>{t('showback.csv')}</Button>
        <Button variant="outlined" component="a" href={address('focus')} download startIcon={<DownloadIcon />}>{t('showback.focus')}</Button>
        <Button variant="outlined" component="a" href={address('print')} target="_blank" rel="noreferrer">{t('showback.print')}</Button>
      </Box>
      <Panel flush title={t('showback.byTeam')} hint={report === undefined ? undefined : <Head report={report} />}>
        <DataState what={t('nav.pages.showback')} query={query} height={280}>
          {(data) => shown.length === 0 ? <EmptyNote title={t('showback.empty', { period })} hint={t('showback.emptyHint')} height={200} /> : (
            <>
              <ShowbackTable
                teams={shown}
                organization={chosen === undefined ? data.report.organization : null}
                sort={state.sort}
                order={state.order}
                onSort={(sort) => setState({ sort, order: nextOrder(sort === state.sort, state.order) }, { replace: true })}
                onTeam={(team) => setState({ team })}
              />
              {data.report.stays.length > 0 && (
                <Alert severity="warning" sx={{ m: 2 }}>{t('showback.stays', { count: data.report.stays.length, amount: format.moneyExact(data.report.stays.reduce((sum, stay) => sum + (stay.cost.effective ?? 0), 0)) })}</Alert>
              )}
            </>
          )}
        </DataState>
      </Panel>
      {chosen !== undefined && (
        <>
          {!addsUp(chosen.figures) && <Alert severity="error">{t('showback.doesNotAddUp', { total: format.moneyExact(whole(chosen.figures.total)) })}</Alert>}
          <TeamPanel team={chosen} />
        </>
      )}
    </Box>
  );
}

function Head({ report }: { report: ShowbackReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    t('showback.span', { from: format.day(report.from), to: format.day(Date.parse(report.to) - 1) }),
    t(report.isComplete ? 'showback.complete' : 'showback.running'),
    t('showback.against', { period: report.previousPeriod }),
    t('common.asOf', { time: format.dateTime(report.asOf) }),
  ].join(' · ');
}
