import { BudgetLine } from '@/features/budgets/components/BudgetLine';
import { OpenRequestsPanel } from '@/features/budgets/components/OpenRequestsPanel';
import { ScopeBudgets } from '@/features/budgets/components/ScopeBudgets';
import { MonthChange } from '@/features/explanations/components/MonthChange';
import { useApprovals } from '@/features/policies/api/use-approvals';
import { ApprovalsPanel } from '@/features/policies/components/ApprovalsPanel';
import { CostPanel } from '@/features/spend/components/CostPanel';
import { SummaryCards } from '@/features/spend/components/SummaryCards';
import { ValueSummary } from '@/features/value/components/ValueSummary';
import { Later } from '@/ui/Later';
import { Row } from '@/ui/Page';
import type { OverviewProps } from './overview-props';

/** Whether the money lasts, who asks for more, and why the month differs from the last. */
export function ManagerOverview({ scope, name }: OverviewProps) {
  const approvals = useApprovals();
  return (
    <>
      <SummaryCards scope={scope} budget={(summary) => <BudgetLine summary={summary} name={name} />} />
      <Later isReady={approvals.isKnown}>
        <Row columns="minmax(0, 1.7fr) minmax(340px, 1fr)">
          <ScopeBudgets scope={scope} />
          <OpenRequestsPanel />
        </Row>
        <ApprovalsPanel onlyWhenWaiting />
        <ValueSummary scope={scope} />
        <CostPanel scope={scope} />
        <MonthChange scope={scope} />
      </Later>
    </>
  );
}
