import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import type { Effect } from '../api/types';
import { moveLines } from '../model/rules';
import { usePlace } from './use-place';

const SHOWN = 12;

/** What rules move, or moved: one sentence a month and pair of places. */
export function EffectView({ effect, done }: { effect: Effect; done: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const place = usePlace();
  const lines = moveLines(effect);
  const records = t('attribution.records', { count: effect.moved, records: format.countExact(effect.moved) });
  if (lines.length === 0) return <Typography>{t(done ? 'attribution.movedNothing' : 'attribution.movesNothing', { records: format.countExact(effect.records) })}</Typography>;
  return (
    <Box>
      <Typography sx={{ fontWeight: 600 }}>{t(done ? 'attribution.movedInAll' : 'attribution.movesInAll', { amount: format.moneyExact(effect.movedCost.effective ?? 0), records })}</Typography>
      <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2.5, fontVariantNumeric: 'tabular-nums' }}>
        {lines.slice(0, SHOWN).map((line) => (
          <li key={`${line.month} ${line.from?.join('/')} ${line.to?.join('/')}`}>
            {t(done ? 'attribution.movedLine' : 'attribution.movesLine', { amount: format.moneyExact(line.cost), month: line.month.slice(0, 7), from: place(line.from), to: place(line.to) })}
          </li>
        ))}
      </Box>
      {lines.length > SHOWN && <Typography variant="caption" sx={{ color: 'text.secondary' }}>{t('attribution.moreLines', { count: lines.length - SHOWN })}</Typography>}
    </Box>
  );
}
