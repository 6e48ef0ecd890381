import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { metaQuery, summaryQuery } from '@/api/queries';
import { AnomalyFeed } from '@/features/anomalies/components/AnomalyFeed';
import { BudgetLine } from '@/features/budgets/components/BudgetLine';
import { ApprovalsPanel } from '@/features/policies/components/ApprovalsPanel';
import { ChildrenTable } from '@/features/spend/components/ChildrenTable';
import { CostPanel } from '@/features/spend/components/CostPanel';
import { FirstRecord } from '@/features/spend/components/FirstRecord';
import { Movers } from '@/features/spend/components/Movers';
import { SummaryCards } from '@/features/spend/components/SummaryCards';
import { UnpricedNotice } from '@/features/spend/components/UnpricedNotice';
import { UsageStrip } from '@/features/spend/components/UsageStrip';
import { Page, Row } from '@/ui/Page';
import { useHomeScope } from '@/ui/use-session';
import { scopeAddress } from '@/url/scope-path';
import { AsOf } from '../shell/AsOf';

/** The organization at a glance; who sees a team alone begins there. */
export function Component() {
  const home = useHomeScope();
  return home === 'org' ? <Overview /> : <Navigate to={scopeAddress(home)} replace />;
}

function Overview() {
  const { t } = useTranslation();
  const { data: meta } = useQuery(metaQuery());
  const { data: summary } = useQuery(summaryQuery('org'));
  const isEmpty = summary !== undefined && summary.lastRecordAt === null;
  const name = meta?.organization ?? t('common.organization');
  return (
    <Page title={name} beside={isEmpty ? undefined : <AsOf scope="org" />}>
      {isEmpty ? <FirstRecord /> : (
        <>
          <UnpricedNotice />
          <ApprovalsPanel onlyWhenWaiting />
          <SummaryCards scope="org" budget={(figures) => <BudgetLine summary={figures} name={name} />} />
          <UsageStrip scope="org" />
          <Row columns="minmax(0, 2fr) minmax(320px, 1fr)">
            <CostPanel scope="org" />
            <AnomalyFeed scope={null} />
          </Row>
          <Row columns="minmax(0, 2fr) minmax(320px, 1fr)">
            <ChildrenTable scope="org" title={t('spend.children.teams')} />
            <Movers scope="org" />
          </Row>
        </>
      )}
    </Page>
  );
}
