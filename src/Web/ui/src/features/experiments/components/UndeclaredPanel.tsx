import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { Panel } from '@/ui/Panel';
import { Permitted } from '@/ui/Permitted';
import { experimentsQuery } from '../api/queries';

const SHOWN = 20;

/** Experiments that usage names and nobody declared: they have no estimate and no cap. Nothing when there is none. */
export function UndeclaredPanel({ onDeclare }: { onDeclare: (id: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useQuery(experimentsQuery());
  const items = data?.undeclared ?? [];
  if (items.length === 0) return null;
  return (
    <Panel flush title={t('experiments.undeclared')} hint={t('experiments.undeclaredHint')}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {items.slice(0, SHOWN).map((item) => (
          <Box component="li" key={item.id} sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 2, rowGap: 0.5, px: 2, py: 1, borderTop: 1, borderColor: 'divider' }}>
            <Box sx={{ flex: 1, minWidth: 180 }}>
              <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{item.id}</Box>
              <Typography variant="caption" sx={{ color: 'text.secondary' }}>
                {[
                  t('experiments.records', { count: item.records, records: format.countExact(item.records) }),
                  ...(item.unpriced > 0 ? [t('experiments.unpriced', { count: item.unpriced, records: format.countExact(item.unpriced) })] : []),
                  t('experiments.lastSeen', { time: format.dateTime(item.lastRecordAt) }),
                ].join(' · ')}
              </Typography>
            </Box>
            <Box sx={{ fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}>{format.moneyExact(item.cost)}</Box>
            <Permitted permission="manageExperiments"><Button variant="outlined" onClick={() => onDeclare(item.id)} aria-label={t('experiments.declareOf', { id: item.id })} data-print="hide">{t('experiments.declare')}</Button></Permitted>
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
