import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { Explanation, ExplanationPart } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { barOf, measureForm, waterfall, type WaterfallStep } from '../model/waterfall';

/** Bars that lead from what was expected to what was spent; the table is the chart, so that both say the same. */
export function Waterfall({ explanation }: { explanation: Explanation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const fall = waterfall(explanation);
  const zero = barOf({ from: 0, to: 0 }, fall).left;
  const ends = explanation.occasion === 'anomaly' ? ['expected', 'actual'] as const : ['before', 'after'] as const;
  const name = ({ kind, part }: WaterfallStep) => {
    if (part === null) return t(`explanations.end.${kind === 'before' ? ends[0] : ends[1]}`);
    return t(`explanations.factor.${part.factor}`);
  };
  // Less is hollow, not green: neither more nor less is good by itself.
  const look = ({ kind, amount }: WaterfallStep) => {
    if (kind !== 'part') return { bgcolor: 'text.secondary', opacity: 0.55 };
    return amount > 0 ? { bgcolor: 'chart.line' } : { bgcolor: 'chart.bandOuter', border: 1, borderColor: 'chart.line' };
  };
  return (
    <Table size="small" aria-label={t('explanations.parts')} sx={{ tableLayout: 'fixed', '& th:first-of-type': { pl: 0 }, '& td:last-of-type, & th:last-of-type': { pr: 0 }, '& tbody tr:last-of-type > *': { borderBottom: 0 } }}>
      <TableHead>
        <TableRow>
          <TableCell scope="col" sx={{ width: { xs: '58%', sm: '36%' } }}>{t('explanations.part')}</TableCell>
          <TableCell scope="col" aria-hidden sx={{ display: { xs: 'none', sm: 'table-cell' } }} />
          <TableCell scope="col" align="right" sx={{ width: { xs: '42%', sm: 112 } }}>{t('explanations.amount')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {fall.steps.map((step) => {
          const { left, width } = barOf(step, fall);
          const isEnd = step.part === null;
          return (
            <TableRow key={step.part === null ? step.kind : `${step.part.factor}-${step.part.subject ?? ''}`}>
              <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>
                <Box component="span" sx={{ fontWeight: isEnd ? 600 : 400 }}>{name(step)}</Box>
                {step.part !== null && <Measure part={step.part} />}
              </TableCell>
              <TableCell aria-hidden sx={{ px: 1, display: { xs: 'none', sm: 'table-cell' } }}>
                <Box sx={{ position: 'relative', height: 18 }}>
                  <Box sx={{ position: 'absolute', top: -9, bottom: -9, left: `${zero}%`, width: '1px', bgcolor: 'divider' }} />
                  <Box sx={{ position: 'absolute', top: 0, height: 18, left: `${left}%`, width: `max(2px, ${width}%)`, borderRadius: '2px', ...look(step) }} />
                </Box>
              </TableCell>
              <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap', fontWeight: isEnd ? 600 : 400 }}>
                {isEnd ? format.moneyExact(step.amount) : format.moneyDeltaExact(step.amount)}
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
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
