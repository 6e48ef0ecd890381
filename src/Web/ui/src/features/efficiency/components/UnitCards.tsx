import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Sparkline } from '@/charts/Sparkline';
import { useFormat } from '@/format/use-format';
import { Delta } from '@/ui/Delta';
import { StatCard } from '@/ui/StatCard';
import type { Efficiency } from '../api/types';

/** What a unit of the scope's use costs, and how that changed. */
export function UnitCards({ data, isOpen }: { data: Efficiency; isOpen: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { now, costPerRequest } = data.total;
  const previous = data.total.previous;
  const money = (value: number | null) => (value === null ? t('common.none') : format.money(value));
  const share = (value: number | null) => (value === null ? t('common.none') : format.percent(value, 1));
  const exact = (value: number | null) => (value === null ? undefined : format.moneyExact(value));
  const scope = data.scope;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))', md: 'repeat(3, minmax(0, 1fr))', lg: 'repeat(5, minmax(0, 1fr))' } }}>
      <StatCard figure="perRequest" scope={scope} value={money(now.costPerRequest)} exact={exact(now.costPerRequest)}>
        {costPerRequest.length > 1 && <Box sx={{ mb: 0.5 }}><Sparkline values={costPerRequest} open={isOpen} height={24} label={t('efficiency.course')} /></Box>}
        <Against now={now.costPerRequest} before={previous?.costPerRequest ?? null} without={t('efficiency.none.usage')} />
      </StatCard>
      <StatCard figure="perMillion" scope={scope} value={money(now.costPerMillionTokens)} exact={exact(now.costPerMillionTokens)}>
        <Against now={now.costPerMillionTokens} before={previous?.costPerMillionTokens ?? null} without={t('efficiency.none.usage')} />
      </StatCard>
      <StatCard figure="perCustomer" scope={scope} value={money(now.costPerCustomer)} exact={exact(now.costPerCustomer)}>
        {now.customers > 0 && <Note>{t('efficiency.customers', { count: now.customers })}</Note>}
        <Against now={now.costPerCustomer} before={previous?.costPerCustomer ?? null} without={t('efficiency.none.customer')} />
      </StatCard>
      <StatCard figure="cacheHit" scope={scope} value={share(now.cacheHitRate)}>
        <Against isShare now={now.cacheHitRate} before={previous?.cacheHitRate ?? null} without={t('efficiency.none.share')} />
      </StatCard>
      <StatCard figure="batchShare" scope={scope} value={share(now.batchShare)}>
        <Against isShare now={now.batchShare} before={previous?.batchShare ?? null} without={t('efficiency.none.usage')} />
      </StatCard>
    </Box>
  );
}

/** How a figure stands against the period before. */
function Against({ now, before, without, isShare = false }: { now: number | null; before: number | null; without: string; isShare?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (now === null) return <Note>{without}</Note>;
  if (before === null) return <Note>{t('efficiency.noBefore')}</Note>;
  return (
    <Note>
      {isShare ? t('efficiency.points', { change: format.pointsDelta(now - before) }) : <Delta now={now} before={before} />}
      {' · '}
      {t('efficiency.beforeIt', { value: isShare ? format.percent(before, 1) : format.money(before) })}
    </Note>
  );
}

const Note = ({ children }: { children: ReactNode }) => (
  <Typography variant="caption" component="p" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>{children}</Typography>
);
