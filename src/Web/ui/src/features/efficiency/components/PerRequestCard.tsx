import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { Delta } from '@/ui/Delta';
import { StatCard } from '@/ui/StatCard';
import { useMinute } from '@/ui/use-now';
import { isoDay } from '@/url/day-range';
import { efficiencyQuery } from '../api/queries';

const DAY = 86_400_000;

/** This month up to the last full day, against as many days of the last. */
export function PerRequestCard({ scope }: { scope: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const today = Math.floor(useMinute() / DAY) * DAY;
  const at = new Date(today);
  const start = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
  const before = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 1, 1);
  const days = today + DAY - start;
  const of = (from: number) => efficiencyQuery({ scope, from: isoDay(from), to: isoDay(from + days), groupBy: 'model' });
  const now = useQuery(of(start)).data?.total.now;
  const last = useQuery(of(before)).data?.total.now;
  const fine = (value: number | null | undefined) => (value == null ? t('common.none') : format.moneyFine(value));
  return (
    <StatCard figure="perRequest" scope={scope} value={now === undefined ? null : fine(now.costPerRequest)}>
      {now !== undefined && last !== undefined && (
        <>
          <Note>{t('overview.perRequestBefore', { amount: fine(last.costPerRequest) })} <Delta now={now.costPerRequest ?? 0} before={last.costPerRequest ?? 0} /></Note>
          <Note>{t('overview.perMillion', { amount: fine(now.costPerMillionTokens) })} <Delta now={now.costPerMillionTokens ?? 0} before={last.costPerMillionTokens ?? 0} /></Note>
        </>
      )}
    </StatCard>
  );
}

const Note = ({ children }: { children: ReactNode }) => (
  <Typography variant="caption" component="p" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>{children}</Typography>
);
