import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { childrenQuery } from '@/api/queries';
import { compareNames } from '@/format/format';
import { useFormat } from '@/format/use-format';
import { scopeAddress } from '@/url/scope-path';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Delta } from '@/ui/Delta';
import { PaceBar } from '@/ui/PaceBar';
import { Panel } from '@/ui/Panel';
import { useScopeName } from '@/ui/use-scope-name';
import { pace, sortChildren } from '../model/children';

const SHOWN = 3;

/** The three parts that cost most this month, with their part of the whole, their budget and their trend. */
export function TopParts({ scope }: { scope: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const scopeName = useScopeName();
  const query = useQuery(childrenQuery(scope));
  const title = t(scope === 'org' ? 'overview.top.teams' : 'overview.top.projects');
  return (
    <Panel flush title={title} figure="month" scope={scope} hint={t('overview.top.hint')}>
      <DataState what={title} query={query} height={210}>
        {({ items }) => {
          const whole = items.reduce((sum, child) => sum + child.monthToDate, 0);
          const top = sortChildren(items, { key: 'month', descending: true }, compareNames(format.language)).slice(0, SHOWN);
          if (top.length === 0) return <EmptyNote title={t('common.noData')} />;
          return (
            <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, '@media print': { display: 'grid', gridTemplateColumns: 'repeat(3, minmax(0, 1fr))' } }}>
              {top.map((child) => {
                const used = pace(child);
                return (
                  <Box component="li" key={child.scope.key} sx={{ px: 2, py: 1.25, borderTop: 1, borderColor: 'divider' }}>
                    <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1.5 }}>
                      <MuiLink component={Link} to={scopeAddress(child.scope.key)} color="text.primary" noWrap sx={{ flex: 1, minWidth: 0, fontWeight: 600, fontSize: 15 }}>{scopeName.own(child.scope.key)}</MuiLink>
                      <Box component="span" title={format.moneyExact(child.monthToDate)} sx={{ fontSize: 18, fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}>{format.money(child.monthToDate)}</Box>
                    </Box>
                    <Typography variant="caption" component="p" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>
                      {t('overview.top.part', { share: format.percent(whole > 0 ? child.monthToDate / whole : 0) })}
                      {' · '}
                      {t('overview.top.week')} <Delta now={child.last7Days} before={child.previous7Days} />
                      {' · '}
                      {used === null ? t('spend.noBudgetShort') : t('budgets.used', { share: format.percent(used) })}
                    </Typography>
                    {used !== null && <PaceBar thin used={used} label={t('budgets.used', { share: format.percent(used) })} />}
                  </Box>
                );
              })}
            </Box>
          );
        }}
      </DataState>
    </Panel>
  );
}
