import { useTranslation } from 'react-i18next';
import { TriagePanel } from '@/features/anomalies/components/TriagePanel';
import { GapsPanel } from '@/features/attribution/components/GapsPanel';
import { BudgetLine } from '@/features/budgets/components/BudgetLine';
import { useApprovals } from '@/features/policies/api/use-approvals';
import { ApprovalsPanel } from '@/features/policies/components/ApprovalsPanel';
import { SourcesHealth } from '@/features/sources/components/SourcesHealth';
import { ChildrenTable } from '@/features/spend/components/ChildrenTable';
import { CostPanel } from '@/features/spend/components/CostPanel';
import { Movers } from '@/features/spend/components/Movers';
import { SummaryCards } from '@/features/spend/components/SummaryCards';
import { UsageStrip } from '@/features/spend/components/UsageStrip';
import { Later } from '@/ui/Later';
import { Column, Row } from '@/ui/Page';
import { useMay } from '@/ui/use-session';
import type { OverviewProps } from './overview-props';

/** What is going on, what it costs to leave it, and whether the figures can be trusted. */
export function AnalystOverview({ scope, name }: OverviewProps) {
  const { t } = useTranslation();
  const approvals = useApprovals();
  const seesAll = useMay()('readCosts', 'org');
  const parts = <ChildrenTable scope={scope} title={t(scope === 'org' ? 'spend.children.teams' : 'spend.children.projects')} />;
  return (
    <>
      <SummaryCards scope={scope} budget={(summary) => <BudgetLine summary={summary} name={name} />} />
      <Later isReady={approvals.isKnown}>
        <ApprovalsPanel onlyWhenWaiting />
        <Row columns="minmax(0, 1.9fr) minmax(330px, 1fr)">
          <TriagePanel scope={scope} />
          {seesAll ? <Column><SourcesHealth /><GapsPanel /></Column> : <Movers scope={scope} />}
        </Row>
        <CostPanel scope={scope} />
        <UsageStrip scope={scope} />
        {seesAll ? <Row columns="minmax(0, 2.2fr) minmax(320px, 1fr)">{parts}<Movers scope={scope} /></Row> : parts}
      </Later>
    </>
  );
}
