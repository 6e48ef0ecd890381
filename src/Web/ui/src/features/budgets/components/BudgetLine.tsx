import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Summary } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { FigureName } from '@/ui/FigureName';
import { EditIcon } from '@/ui/icons';
import { PaceBar } from '@/ui/PaceBar';
import { Permitted } from '@/ui/Permitted';
import { BudgetDialog } from './BudgetDialog';

/** The month against its budget, in a bar and in words; without a budget, the way to set one. */
export function BudgetLine({ summary, name }: { summary: Summary; name: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const format = useFormat();
  const { budget, monthEnd } = summary;
  const dialog = <BudgetDialog summary={summary} name={name} open={open} onClose={() => setOpen(false)} />;
  if (budget === null) {
    return (
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mt: 0.25 }}>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>{t('spend.noBudget')}</Typography>
        <Permitted permission="manageBudgets" scope={summary.scope}><Button variant="text" onClick={() => setOpen(true)} data-print="hide" sx={{ minHeight: 24, py: 0, px: 0.5, fontSize: 12 }}>{t('spend.setBudget')}</Button></Permitted>
        {dialog}
      </Box>
    );
  }
  const amount = budget.monthlyAmount;
  const expected = budget.expectedShare;
  const verdict = budget.usedShare > 1 ? 'over' : expected !== null && expected > 1 ? 'atRisk' : 'within';
  return (
    <Box sx={{ mt: 0.5 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <PaceBar
          used={budget.usedShare}
          p10={monthEnd === null ? null : monthEnd.p10 / amount}
          p50={expected}
          p90={monthEnd === null ? null : monthEnd.p90 / amount}
          label={t('budgets.describe', { used: format.percent(budget.usedShare), expected: expected === null ? t('common.none') : format.percent(expected) })}
        />
        <Permitted permission="manageBudgets" scope={summary.scope}>
          <Tooltip title={t('budgets.edit')}>
            <IconButton size="small" onClick={() => setOpen(true)} aria-label={t('budgets.edit')} data-print="hide" sx={{ p: 0.25 }}><EditIcon sx={{ fontSize: 16 }} /></IconButton>
          </Tooltip>
        </Permitted>
      </Box>
      <Typography variant="caption" component="p" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>
        {t('spend.budgetShare', { share: format.percent(budget.usedShare), amount: format.money(amount) })}
        {' · '}
        <Box component="span" sx={{ color: verdict === 'within' ? 'text.secondary' : verdict === 'over' ? 'tone.critical' : 'tone.high', fontWeight: verdict === 'within' ? 400 : 600 }}>
          {t(`budgets.verdict.${verdict}`)}
          {verdict === 'atRisk' && budget.breachAt !== null && ` (${t('budgets.breach', { day: format.day(budget.breachAt) })})`}
        </Box>
        <FigureName bare id="budgetShare" scope={summary.scope} />
      </Typography>
      {dialog}
    </Box>
  );
}
