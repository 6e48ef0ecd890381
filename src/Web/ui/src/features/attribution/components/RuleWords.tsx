import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { Rule } from '../api/types';
import { assigned } from '../model/rules';

const SHOWN = 3;

/** A rule in words: what must hold, and where the cost goes then. */
export function RuleWords({ rule }: { rule: Rule }) {
  const { t } = useTranslation();
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: 0.75, overflowWrap: 'anywhere', minWidth: 0 }}>
      {rule.conditions.map((condition, i) => {
        const more = condition.values.length - SHOWN;
        const values = condition.values.slice(0, SHOWN).join(', ') + (more > 0 ? ` ${t('attribution.moreValues', { count: more })}` : '');
        return (
          <span key={`${condition.dimension} ${i}`} title={condition.values.join(', ')}>
            {i > 0 && `${t('attribution.and')} `}
            {t(`attribution.condition.${condition.operator}`, { dimension: condition.dimension, values })}
          </span>
        );
      })}
      <Box component="span" aria-hidden sx={{ color: 'text.secondary' }}>→</Box>
      <Box component="span" sx={{ fontWeight: 600 }}>{assigned(rule.assign).map(([field, value]) => t(`attribution.assigns.${field}`, { value })).join(', ')}</Box>
    </Box>
  );
}
