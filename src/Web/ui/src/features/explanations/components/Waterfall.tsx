import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { Explanation, ExplanationPart } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { WaterfallTable } from '@/ui/WaterfallTable';
import { measureForm, waterfall } from '../model/waterfall';

/** Bars that lead from what was expected to what was spent. */
export function Waterfall({ explanation }: { explanation: Explanation }) {
  const { t } = useTranslation();
  const [before, after] = explanation.occasion === 'anomaly' ? ['expected', 'actual'] as const : ['before', 'after'] as const;
  return (
    <WaterfallTable
      label={t('explanations.parts')}
      fall={waterfall(explanation)}
      headings={[t('explanations.part'), t('explanations.amount')]}
      name={({ kind, part }) => (part === null ? t(`explanations.end.${kind === 'before' ? before : after}`) : t(`explanations.factor.${part.factor}`))}
      detail={(part) => <Measure part={part} />}
    />
  );
}

/** From what to what the part's own measure went. */
function Measure({ part }: { part: ExplanationPart }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { measure, before, after, subject } = part;
  if (measure === null || before === null || after === null) {
    return subject === null ? null : <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>{subject}</Typography>;
  }
  const form = measureForm(measure);
  const write = (value: number) => {
    if (form === 'share') return format.percent(value, 1);
    return form === 'money' ? format.moneyExact(value) : format.countExact(Math.abs(value) >= 100 ? Math.round(value) : value);
  };
  const change = `${t(`explanations.measure.${measure}`)} ${write(before)} → ${write(after)}`;
  return (
    <Typography variant="caption" component="div" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>
      {subject === null ? change : `${subject} · ${change}`}
    </Typography>
  );
}
