import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Facts } from '@/ui/Facts';
import { Row } from '@/ui/Page';
import { Panel } from '@/ui/Panel';
import { budgetRequestsQuery } from '../api/queries';
import type { Budget } from '../api/types';
import { BudgetCards } from './BudgetCards';
import { CoursePanel } from './CoursePanel';
import { RequestList } from './RequestList';
import { ReservationCalls } from './ReservationCalls';
import { ReservationsPanel } from './ReservationsPanel';
import { useMoneyOf } from './use-money-of';

/** One budget: how its period stands, who holds what of it, who asks for more. */
export function BudgetView({ budget }: { budget: Budget }) {
  const { t } = useTranslation();
  const format = useFormat();
  const requests = useQuery(budgetRequestsQuery(budget.id));
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      {budget.status.limitUnknown !== null && <Alert severity="error">{budget.status.limitUnknown[format.language]}</Alert>}
      {budget.warnings.map((warning) => <Alert key={`${warning.code} ${warning.budgetId}`} severity="warning">{warning.text[format.language]}</Alert>)}
      <BudgetCards budget={budget} />
      <Row columns="minmax(0, 1.8fr) minmax(320px, 1fr)">
        <CoursePanel budget={budget} />
        <Panel title={t('budgets.terms')}><Terms budget={budget} /></Panel>
      </Row>
      <Row columns="minmax(0, 1.8fr) minmax(320px, 1fr)">
        <ReservationsPanel budget={budget.id} />
        <Panel flush title={t('budgets.requests')} hint={t('budgets.requestsHint')}>
          <DataState what={t('budgets.requests')} query={requests} height={160}>
            {(data) => data.items.length === 0 ? <EmptyNote title={t('budgets.noRequestsYet')} hint={t('budgets.noRequestsYetHint')} /> : <RequestList naming={false} requests={data.items} />}
          </DataState>
        </Panel>
      </Row>
      <ReservationCalls budget={budget.id} />
    </Box>
  );
}

function Terms({ budget }: { budget: Budget }) {
  const { t } = useTranslation();
  const format = useFormat();
  const moneyOf = useMoneyOf();
  const { increase, status } = budget;
  const amount = moneyOf(budget.amount, budget.currency);
  return (
    <Facts
      facts={[
        [t('budgets.amountTitle'), amount],
        ...(increase === null ? [] : [[t('budgets.increase'), [moneyOf(increase.amount, budget.currency), increase.until === null ? t('budgets.forGood') : t('budgets.untilDay', { day: format.dateTime(increase.until) })].join(' · ')] as const]),
        [t('budgets.periodTitle'), t(`budgets.period.${budget.period}`)],
        [t('budgets.kindTitle'), t(budget.hard ? 'budgets.hard' : 'budgets.soft')],
        [t('budgets.thresholds'), budget.thresholds.length === 0 ? t('common.none') : budget.thresholds.map((share) => format.percent(share)).join(', ')],
        [t('budgets.forecastAt'), budget.forecastProbability === 0 ? t('budgets.never') : format.percent(budget.forecastProbability)],
        [t('budgets.carriesOver'), !budget.carriesOver ? t('budgets.no') : t('budgets.carried', { amount: format.moneyExact(status.carriedOver) })],
        [t('budgets.freeModels'), budget.freeModels.length === 0 ? t('common.none') : budget.freeModels.join('\n')],
        [t('budgets.owner'), budget.owner ?? t('common.none')],
        ...(status.rateAsOf === null ? [] : [[t('budgets.rate'), [format.day(status.rateAsOf), ...(status.rateSource === null ? [] : [status.rateSource])].join(' · ')] as const]),
      ]}
    />
  );
}
