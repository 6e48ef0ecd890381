import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Summary } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { DataState } from '@/ui/DataState';
import { StatCard } from '@/ui/StatCard';
import { reasonKey } from '../model/reason';
import { useSummary } from './use-summary';

interface ExecutiveFiguresProps {
  scope: string;
  budget: (summary: Summary) => ReactNode;
  /** What stands for the value of the spend, which other features count. */
  value: ReactNode;
  /** How the month compares with the last, which another feature explains. */
  change: (summary: Summary) => ReactNode;
}

/** Where the month ends, what a unit of value costs, and how the month compares with the last: the three figures. */
export function ExecutiveFigures({ scope, budget, value, change }: ExecutiveFiguresProps) {
  const { t } = useTranslation();
  const query = useSummary(scope);
  return (
    <DataState what={t('spend.title')} query={query} height={156}>
      {(summary) => (
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(3, minmax(0, 1fr))' }, '@media print': { gridTemplateColumns: 'repeat(3, minmax(0, 1fr))' } }}>
          <MonthEnd summary={summary} budget={budget} />
          {value}
          {change(summary)}
        </Box>
      )}
    </DataState>
  );
}

function MonthEnd({ summary, budget }: { summary: Summary; budget: (summary: Summary) => ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { monthEnd } = summary;
  return (
    <StatCard figure="monthEnd" scope={summary.scope} value={monthEnd === null ? t('common.none') : format.money(monthEnd.p50)} exact={monthEnd === null ? undefined : format.moneyExact(monthEnd.p50)}>
      <Note>{monthEnd === null ? t(reasonKey(summary.monthEndReason)) : t('spend.monthEndRange', { range: format.moneyRange(monthEnd.p10, monthEnd.p90) })}</Note>
      {budget(summary)}
    </StatCard>
  );
}

const Note = ({ children }: { children: ReactNode }) => (
  <Typography variant="caption" component="p" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>{children}</Typography>
);
