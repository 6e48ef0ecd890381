import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { plannedEventsQuery } from '@/api/queries';
import { useFormat } from '@/format/use-format';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { Permitted } from '@/ui/Permitted';
import { useMinute } from '@/ui/use-now';
import { useScopeName } from '@/ui/use-scope-name';
import { planState } from '../model/plans';
import { PlanState } from './PlanState';

const SHOWN = 5;

/** What is planned for a scope and not over yet. */
export function PlansCard({ scope }: { scope: string }) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  const now = useMinute();
  const query = useQuery(plannedEventsQuery(scope));
  const target = scope === 'org' ? '/plans' : `/plans?scope=${encodeURIComponent(scope)}`;
  return (
    <Panel title={t('guidance.plans')} hint={t('guidance.plansHint')} actions={<Permitted permission="managePlans" scope={scope}><Button component={Link} to={target} data-print="hide" sx={{ minHeight: 28 }}>{t('guidance.plan')}</Button></Permitted>}>
      <DataState what={t('guidance.plans')} query={query} height={140}>
        {(data) => {
          const open = data.items.filter((plan) => planState(plan, now) !== 'over').slice(0, SHOWN);
          return open.length === 0 ? <EmptyNote title={t('guidance.nothingPlanned')} height={80} /> : (
            <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
              {open.map((plan) => (
                <Box component="li" key={plan.id} sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, py: 1, borderTop: 1, borderColor: 'divider', '&:first-of-type': { borderTop: 0 } }}>
                  <Box sx={{ flex: 1, minWidth: 0 }}>
                    <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{plan.title}</Typography>
                    <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>
                      {`${format.dateTime(plan.start)} – ${format.dateTime(plan.end)}`}
                      {plan.scope.key !== scope && ` · ${scopeName.path(plan.scope.key)}`}
                    </Typography>
                  </Box>
                  <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>{format.moneyDelta(plan.extraCost)}</Box>
                  <PlanState plan={plan} now={now} />
                </Box>
              ))}
            </Box>
          );
        }}
      </DataState>
    </Panel>
  );
}
