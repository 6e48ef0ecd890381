import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { costsQuery, unpricedQuery } from '@/api/queries';
import { useFormat } from '@/format/use-format';
import { nobody, scopeKey } from '@/url/scope-path';
import { dayRange } from '@/url/time-range';
import { DataState } from '@/ui/DataState';
import { FigureName } from '@/ui/FigureName';
import { Panel } from '@/ui/Panel';
import { useMinute } from '@/ui/use-now';

const DAYS = 30;

/** Where records without a team lie. */
const unattributed = scopeKey([nobody]);

/** What the figures leave out: spend without a team, records without a price; each with the page that mends it. */
export function GapsPanel() {
  const { t } = useTranslation();
  const format = useFormat();
  const { from, to } = dayRange(DAYS, useMinute());
  // The sums alone: what this spend has in common is for the page of allocation, which reads the records.
  const whole = useQuery(costsQuery({ scope: 'org', from, to, granularity: 'day', groupBy: 'child' }));
  const unpriced = useQuery(unpricedQuery());
  const items = unpriced.data?.items ?? [];
  const without = items.reduce((sum, item) => sum + item.unpriced, 0);
  const names = items.slice(0, 2).map((item) => item.model || t('spend.unnamedModel')).join(', ') + (items.length > 2 ? ` +${items.length - 2}` : '');
  return (
    <Panel title={t('overview.gaps.title')} hint={t('overview.gaps.hint')}>
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1 }}>
        <DataState what={t('attribution.unattributed')} query={whole} height={44}>
          {({ rows, total }) => {
            const cost = rows.reduce((sum, row) => (row.group === unattributed ? sum + row.cost : sum), 0);
            return (
              <Gap
                name={<FigureName id="unattributed" scope="org" />}
                value={format.percent(total === 0 ? 0 : cost / total, 1)}
                note={cost > 0 ? t('overview.gaps.unattributed', { amount: format.money(cost), total: format.money(total) }) : t('attribution.allPlaced')}
                to={cost > 0 ? '/allocation' : null}
                action={t('overview.gaps.place')}
              />
            );
          }}
        </DataState>
        <DataState what={t('overview.gaps.title')} query={unpriced} height={44}>
          {() => (
            <Gap
              name={<FigureName id="unpriced" scope="org" />}
              value={format.countExact(without)}
              note={without > 0 ? names : t('overview.gaps.allPriced')}
              to={without > 0 ? '/sources' : null}
              action={t('overview.gaps.price')}
            />
          )}
        </DataState>
      </Box>
    </Panel>
  );
}

function Gap({ name, value, note, to, action }: { name: ReactNode; value: string; note: string; to: string | null; action: string }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, minHeight: 44 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        {name}
        <Typography variant="caption" component="p" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>{note}</Typography>
      </Box>
      <Box component="span" sx={{ fontSize: 18, fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}>{value}</Box>
      {to !== null && <Button component={Link} to={to} variant="outlined" data-print="hide" sx={{ minHeight: 28, py: 0 }}>{action}</Button>}
    </Box>
  );
}
