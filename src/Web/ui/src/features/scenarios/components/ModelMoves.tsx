import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { CloseIcon, PlusIcon } from '@/ui/icons';
import { MAX_ROWS, type Move } from '@/url/scenario-state';
import type { ModelChoice } from '../api/types';
import { DriverSlider } from './DriverSlider';
import { ModelSelect } from './ModelSelect';

interface ModelMovesProps {
  moves: readonly Move[];
  models: readonly ModelChoice[];
  onChange: (moves: readonly Move[]) => void;
}

/** Which part of which model's traffic goes to which other model. */
export function ModelMoves({ moves, models, onChange }: ModelMovesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const change = (at: number, patch: Partial<Move>) => onChange(moves.map((move, i) => (i === at ? { ...move, ...patch } : move)));
  const used = models.filter((model) => model.isUsed);
  const add = () => {
    const from = used.find((model) => !moves.some((move) => move.fromModel === model.model && move.fromProvider === model.provider)) ?? used[0];
    const to = models.find((model) => model !== from);
    if (from !== undefined && to !== undefined) onChange([...moves, { fromProvider: from.provider, fromModel: from.model, toProvider: to.provider, toModel: to.model, share: 0.5 }]);
  };
  return (
    <>
      {moves.map((move, i) => {
        const isSame = move.fromProvider === move.toProvider && move.fromModel === move.toModel;
        return (
          <Box key={i} role="group" aria-label={t('scenarios.move')} sx={{ border: 1, borderColor: 'divider', borderRadius: 1, p: 1.25, pt: 1.5, display: 'flex', flexDirection: 'column', gap: 1.5, mt: 0.5 }}>
            <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
              <ModelSelect isSource label={t('scenarios.moveFrom')} value={{ provider: move.fromProvider, model: move.fromModel }} models={models} onChange={({ provider, model }) => change(i, { fromProvider: provider, fromModel: model })} />
              <IconButton size="small" aria-label={t('scenarios.removeMove')} onClick={() => onChange(moves.filter((_, at) => at !== i))}><CloseIcon /></IconButton>
            </Box>
            <ModelSelect label={t('scenarios.moveTo')} value={{ provider: move.toProvider, model: move.toModel }} models={models} onChange={({ provider, model }) => change(i, { toProvider: provider, toModel: model })} />
            {isSame && <Typography variant="caption" sx={{ color: 'tone.high' }}>{t('scenarios.sameModel')}</Typography>}
            <DriverSlider
              label={t('scenarios.moveShare')}
              value={Math.round(move.share * 1e4) / 100}
              min={1}
              max={100}
              step={1}
              unit="%"
              words={t('scenarios.shareWords', { share: format.percent(move.share, 1) })}
              onReset={null}
              reset={t('scenarios.reset')}
              onChange={(percent) => change(i, { share: percent / 100 })}
            />
          </Box>
        );
      })}
      {moves.length < MAX_ROWS && models.length > 1 && (
        <Button variant="outlined" color="inherit" data-print="hide" onClick={add} startIcon={<PlusIcon sx={{ fontSize: 16 }} />} sx={{ alignSelf: 'flex-start', borderColor: 'divider', fontSize: 13, mt: 0.5 }}>{t('scenarios.addMove')}</Button>
      )}
    </>
  );
}
