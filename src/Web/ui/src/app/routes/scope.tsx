import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ApiProblem } from '@/api/problem';
import { metaQuery, summaryQuery } from '@/api/queries';
import { AnomalyFeed } from '@/features/anomalies/components/AnomalyFeed';
import { BudgetLine } from '@/features/budgets/components/BudgetLine';
import { PlansCard } from '@/features/guidance/components/PlansCard';
import { SensitivityCard } from '@/features/guidance/components/SensitivityCard';
import { ChildrenTable } from '@/features/spend/components/ChildrenTable';
import { CostPanel } from '@/features/spend/components/CostPanel';
import { Movers } from '@/features/spend/components/Movers';
import { RecordsDrawer } from '@/features/spend/components/RecordsDrawer';
import { RecordsTable } from '@/features/spend/components/RecordsTable';
import { SummaryCards } from '@/features/spend/components/SummaryCards';
import { UsageStrip } from '@/features/spend/components/UsageStrip';
import { scopeKey } from '@/url/scope-path';
import { choice, type Fields } from '@/url/search-state';
import { useSearchState } from '@/url/use-search-state';
import { Page, Row } from '@/ui/Page';
import { Panel } from '@/ui/Panel';
import { Permitted } from '@/ui/Permitted';
import { useScopeName } from '@/ui/use-scope-name';
import { AsOf } from '../shell/AsOf';
import { Breadcrumbs } from '../shell/Breadcrumbs';
import { MissingPage } from './missing';

const kinds = ['organization', 'team', 'project', 'resource'] as const;
const below = ['teams', 'projects', 'resources'] as const;
/** Figures elsewhere lead to the records behind them: hence in the address. */
const recordsFields: Fields<{ records: 'closed' | 'open' }> = { records: choice(['closed', 'open'], 'closed') };

export function Component() {
  const { team, project, resource } = useParams();
  const names = [team, project, resource].filter((name) => name !== undefined);
  const key = scopeKey(names);
  // A new scope is a new page: nothing of the one before is carried over.
  return <ScopePage key={key} scope={key} names={names} />;
}

function ScopePage({ scope, names }: { scope: string; names: string[] }) {
  const { t } = useTranslation();
  const { words } = useScopeName();
  const [{ records }, setState] = useSearchState(recordsFields);
  const { data: meta } = useQuery(metaQuery());
  const { error } = useQuery(summaryQuery(scope));
  const level = names.length;
  const name = words(names).at(-1) ?? meta?.organization ?? t('common.organization');
  if (error instanceof ApiProblem && error.kind === 'notFound') {
    return <MissingPage title={t('common.missing.scopeTitle')} text={t('common.missing.scopeText', { name: names.join(' / ') })} />;
  }
  const childTitle = below[level];
  return (
    <Page
      title={name}
      above={level > 0 && <Breadcrumbs names={names} />}
      beside={(
        <Typography component="span" variant="caption" sx={{ color: 'text.secondary', display: 'flex', gap: 1.5, flexWrap: 'wrap' }}>
          <span>{t(`common.kind.${kinds[level]!}`)}</span>
          <AsOf scope={scope} />
        </Typography>
      )}
      actions={childTitle !== undefined && <Permitted permission="readRecords" scope={scope}><Button variant="outlined" onClick={() => setState({ records: 'open' })} data-print="hide">{t('spend.showRecords')}</Button></Permitted>}
    >
      <SummaryCards scope={scope} budget={(figures) => <BudgetLine summary={figures} name={name} />} />
      <UsageStrip scope={scope} />
      <Row columns="minmax(0, 2.4fr) minmax(300px, 1fr)">
        <CostPanel scope={scope} hasChildren={childTitle !== undefined} height={320} />
        <AnomalyFeed scope={scope} />
      </Row>
      {childTitle === undefined ? (
        <Permitted permission="readRecords" scope={scope}><Panel flush title={t('spend.behind')}><RecordsTable scope={scope} /></Panel></Permitted>
      ) : (
        <Row columns="minmax(0, 2.4fr) minmax(300px, 1fr)">
          <ChildrenTable scope={scope} title={t(`spend.children.${childTitle}`)} />
          <Movers scope={scope} />
        </Row>
      )}
      <Row columns="repeat(2, minmax(0, 1fr))">
        <PlansCard scope={scope} />
        <SensitivityCard scope={scope} />
      </Row>
      <RecordsDrawer scope={scope} name={name} open={records === 'open'} onClose={() => setState({ records: 'closed' }, { replace: true })} />
    </Page>
  );
}
