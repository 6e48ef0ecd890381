import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { ChevronDownIcon } from '@/ui/icons';
import type { ScenarioResult } from '../api/types';
import { monthOf, roundUp } from '../model/result';

interface BudgetMenuProps {
  result: ScenarioResult;
  start: string | null;
  onChoose: (amount: number) => void;
}

/** A month of the scenario as the amount of a budget: the middle, or the upper end to be safe. */
export function BudgetMenu({ result, start, onChoose }: BudgetMenuProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const month = monthOf(result, start);
  const offers = [{ label: t('scenarios.budgetMiddle'), amount: roundUp(month.p50) }, ...(month.p90 === null ? [] : [{ label: t('scenarios.budgetCautious'), amount: roundUp(month.p90) }])];
  return (
    <>
      <Button variant="outlined" aria-haspopup="menu" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)} endIcon={<ChevronDownIcon sx={{ fontSize: 16 }} />}>{t('scenarios.makeBudget')}</Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} slotProps={{ list: { dense: true, 'aria-label': t('scenarios.makeBudget') } }}>
        {offers.map(({ label, amount }) => (
          <MenuItem key={label} onClick={() => { setAnchor(null); onChoose(amount); }} sx={{ display: 'flex', gap: 3, justifyContent: 'space-between' }}>
            <span>{label}</span>
            <Typography component="span" sx={{ fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}>{format.moneyExact(amount)}</Typography>
          </MenuItem>
        ))}
        <MenuItem disabled sx={{ whiteSpace: 'normal', maxWidth: 320, fontSize: 12 }}>{t('scenarios.budgetHelp')}</MenuItem>
      </Menu>
    </>
  );
}
