import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { Delta } from '@/ui/Delta';
import { FigureName } from '@/ui/FigureName';
import { StatCard } from '@/ui/StatCard';
import { useMinute } from '@/ui/use-now';
import { valueQuery } from '../api/queries';
import { unitOf, usualWindow } from '../model/value';
import { useUnitWords } from './use-unit-words';

/** What a unit of the scope's own value costs, and what it returns; something else where nobody counts one. */
export function ValueCard({ scope, without }: { scope: string; without: ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useUnitWords();
  const { data, isPending } = useQuery(valueQuery({ scope, ...usualWindow(useMinute()) }));
  const found = data === undefined ? null : unitOf(data);
  if (isPending) return <StatCard figure="costPerValue" scope={scope} value={null} />;
  if (found === null) return without;
  const { unit, now, previous } = found;
  const rest = words.leftOut(now);
  return (
    <StatCard figure="costPerValue" scope={scope} value={format.moneyFine(now.costPerUnit!)} unit={t('value.each', { name: unit.name })}>
      {now.roi !== null && (
        <Note>
          {t('value.roi', { roi: words.roi(now.roi) })}
          <FigureName bare id="roi" scope={scope} />
          {previous?.roi != null && t('value.before', { value: words.roi(previous.roi) })}
        </Note>
      )}
      <Note>
        {t('value.last30')}
        {previous?.costPerUnit != null && <>{' · '}{t('value.before', { value: format.moneyFine(previous.costPerUnit) })} <Delta now={now.costPerUnit!} before={previous.costPerUnit} /></>}
        {rest !== null && ` · ${rest}`}
      </Note>
    </StatCard>
  );
}

const Note = ({ children }: { children: ReactNode }) => (
  <Typography variant="caption" component="p" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>{children}</Typography>
);
