import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { metaQuery, summaryQuery } from '@/api/queries';
import { FirstSteps } from '@/features/onboarding/components/FirstSteps';
import { Page } from '@/ui/Page';
import { Permitted } from '@/ui/Permitted';
import { PrintButton } from '@/ui/PrintButton';
import { Segmented } from '@/ui/Segmented';
import { useActor, useHomeScope } from '@/ui/use-session';
import { useScopeName } from '@/ui/use-scope-name';
import { ViewContext } from '@/ui/use-view';
import { useSearchState } from '@/url/use-search-state';
import { viewFields, viewOf, views, type View } from '@/url/view';
import { AnalystOverview } from '../overview/AnalystOverview';
import { EngineerOverview } from '../overview/EngineerOverview';
import { ExecutiveOverview } from '../overview/ExecutiveOverview';
import { ManagerOverview } from '../overview/ManagerOverview';
import type { OverviewProps } from '../overview/overview-props';
import { PrintHead } from '../overview/PrintHead';
import { AsOf } from '../shell/AsOf';

const pages: Record<View, ComponentType<OverviewProps>> = { analyst: AnalystOverview, engineer: EngineerOverview, manager: ManagerOverview, executive: ExecutiveOverview };

/** The same figures in the reader's own language of role, for the organization or for the team of who sees no more. */
export function Component() {
  const { t } = useTranslation();
  const scope = useHomeScope();
  const scopeName = useScopeName();
  const own = viewOf(useActor()?.landingRole);
  const [{ as: chosen }, setState] = useSearchState(viewFields);
  const view = chosen ?? own;
  const { data: meta } = useQuery(metaQuery());
  const { data: summary } = useQuery(summaryQuery(scope));
  const isEmpty = summary !== undefined && summary.lastRecordAt === null;
  const name = scope === 'org' ? meta?.organization ?? t('common.organization') : scopeName.own(scope);
  const Overview = pages[view];
  return (
    <ViewContext value={view}>
      <Page
        title={name}
        beside={isEmpty ? undefined : (
          <Typography component="span" variant="caption" data-print="hide" sx={{ color: 'text.secondary', display: 'flex', columnGap: 1.5, flexWrap: 'wrap' }}>
            <span>{t(`overview.question.${view}`)}</span>
            <AsOf scope={scope} />
          </Typography>
        )}
        actions={isEmpty ? undefined : (
          <Box data-print="hide" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
            {view === 'manager' && <Permitted permission="saveAnalyses" scope={scope}><Button variant="outlined" component={Link} to={`/scenarios/new?scope=${encodeURIComponent(scope)}`}>{t('overview.whatIf')}</Button></Permitted>}
            {view === 'executive' && <PrintButton />}
            <Segmented label={t('overview.seenAs')} value={view} options={views.map((value) => ({ value, label: t(`overview.view.${value}`) }))} onChange={(next) => setState({ as: next === own ? null : next })} />
          </Box>
        )}
      >
        {isEmpty ? <FirstSteps /> : (
          <>
            <PrintHead scope={name} view={view} asOf={summary?.asOf} />
            <Overview key={`${view} ${scope}`} scope={scope} name={name} />
          </>
        )}
      </Page>
    </ViewContext>
  );
}
