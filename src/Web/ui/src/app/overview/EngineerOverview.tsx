import { AnomalyFeed } from '@/features/anomalies/components/AnomalyFeed';
import { BudgetLine } from '@/features/budgets/components/BudgetLine';
import { ScopeBudgets } from '@/features/budgets/components/ScopeBudgets';
import { ModelCosts } from '@/features/efficiency/components/ModelCosts';
import { RunningExperiments } from '@/features/experiments/components/RunningExperiments';
import { ResourceMovers } from '@/features/spend/components/ResourceMovers';
import { SummaryCards } from '@/features/spend/components/SummaryCards';
import { Later } from '@/ui/Later';
import { Column, Row } from '@/ui/Page';
import type { OverviewProps } from './overview-props';

/** What my runs and keys cost, how long caps last, and what a request costs now. */
export function EngineerOverview({ scope, name }: OverviewProps) {
  return (
    <>
      <SummaryCards scope={scope} budget={(summary) => <BudgetLine summary={summary} name={name} />} />
      <Later>
        <Row columns="minmax(0, 1.6fr) minmax(330px, 1fr)">
          <Column><RunningExperiments scope={scope} /><ScopeBudgets onlyTroubled scope={scope} /></Column>
          <AnomalyFeed scope={scope === 'org' ? null : scope} />
        </Row>
        <Row columns="minmax(0, 1.9fr) minmax(330px, 1fr)">
          <ModelCosts scope={scope} />
          <ResourceMovers scope={scope} />
        </Row>
      </Later>
    </>
  );
}
