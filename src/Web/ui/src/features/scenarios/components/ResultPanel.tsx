import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { FanPairFrame } from '@/charts/FanPairFrame';
import { prepareFanPair } from '@/charts/prepare/fan-pair';
import { useFormat } from '@/format/use-format';
import { Row } from '@/ui/Page';
import { Panel } from '@/ui/Panel';
import { StatCard } from '@/ui/StatCard';
import type { ScenarioState } from '@/url/scenario-state';
import type { ScenarioResult } from '../api/types';
import { ChangeNote } from './ChangeNote';
import { EffectBars } from './EffectBars';
import { ModelTable } from './ModelTable';
import { UnitFigures } from './UnitFigures';

const assumptions = ['same_tokens', 'quality_not_judged', 'base_price', 'agreed_prices', 'cache_writes_kept', 'batch_may_wait', 'gpu_by_the_hour', 'mix_as_before'] as const;
const reasons = ['history_too_short', 'no_history', 'no_data'] as const;

/** What a scenario comes to: totals, days ahead, effects, models, units, and what is taken for granted. */
export function ResultPanel({ result, state, today }: { result: ScenarioResult; state: ScenarioState; today: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { replayed, monthEnd, horizon } = result;
  // Of today only the rest is ahead: drawn beside whole days it would look like a fall.
  const whole = result.days.length > 1 ? result.days.slice(1) : result.days;
  const model = prepareFanPair(whole.map(({ day, forecast, scenario }) => ({ day, before: forecast, after: scenario })), state.start ?? today);
  const last = result.days.at(-1);
  const reason = reasons.find((one) => one === result.reason) ?? 'other';
  const span = t('scenarios.span', { from: format.day(result.baselineFrom), to: format.day(Date.parse(result.baselineTo) - 1) });
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, minWidth: 0 }}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(3, minmax(0, 1fr))' } }}>
        {monthEnd !== null && (
          <StatCard figure="monthEnd" scope={result.scope} hint="UTC" value={format.money(monthEnd.scenario.p50)} exact={format.moneyExact(monthEnd.scenario.p50)}>
            <ChangeNote before={monthEnd.forecast} after={monthEnd.scenario} />
          </StatCard>
        )}
        {horizon !== null && (
          <StatCard figure="horizonTotal" scope={result.scope} hint={t('scenarios.dayCount', { count: result.days.length })} value={format.money(horizon.scenario.p50)} exact={format.moneyExact(horizon.scenario.p50)}>
            <ChangeNote before={horizon.forecast} after={horizon.scenario} />
          </StatCard>
        )}
        <StatCard figure="replayed" scope={result.scope} hint={span} value={format.money(replayed.costAfter)} exact={format.moneyExact(replayed.costAfter)}>
          <ChangeNote before={replayed.costBefore} after={replayed.costAfter} />
        </StatCard>
      </Box>
      {result.reason !== null && <Alert severity="info">{t('scenarios.noForecast', { reason: t(`scenarios.reason.${reason}`) })}</Alert>}
      {!model.isEmpty && last !== undefined && (
        <Panel title={t('scenarios.ahead')} hint={t('scenarios.aheadHint')}>
          <FanPairFrame
            model={model}
            name="scenario"
            words={{ before: t('scenarios.forecast'), after: t('scenarios.scenario'), start: t('scenarios.changesBegin') }}
            label={t('scenarios.aheadLabel', { day: format.day(last.day), before: format.money(last.forecast.p50), after: format.money(last.scenario.p50), range: format.moneyRange(last.scenario.p10, last.scenario.p90) })}
          />
        </Panel>
      )}
      <Row columns="minmax(0, 1.3fr) minmax(0, 1fr)">
        <Panel title={t('scenarios.effects')} hint={t('scenarios.effectsHint')}>
          {result.effects.length === 0 ? <Typography sx={{ color: 'text.secondary', py: 2 }}>{t('scenarios.noEffects')}</Typography> : <EffectBars result={result} />}
        </Panel>
        <Panel title={t('scenarios.units')} hint={span}><UnitFigures result={result} /></Panel>
      </Row>
      <Panel flush title={t('scenarios.byModel')} hint={span}><ModelTable models={result.models} /></Panel>
      <Panel title={t('scenarios.assumptions')}>
        <Box component="ul" sx={{ m: 0, pl: 2.5, color: 'text.secondary', fontSize: 13, lineHeight: '20px', display: 'flex', flexDirection: 'column', gap: 0.5 }}>
          <li>{t('scenarios.replayNote', { from: format.day(result.baselineFrom), to: format.day(Date.parse(result.baselineTo) - 1) })}</li>
          {assumptions.filter((one) => result.assumptions.includes(one)).map((one) => <li key={one}>{t(`scenarios.assumption.${one}`)}</li>)}
          {result.notReplayed > 0 && <li>{t('scenarios.notReplayed', { amount: format.moneyExact(result.notReplayed) })}</li>}
        </Box>
      </Panel>
    </Box>
  );
}
