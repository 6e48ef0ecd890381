import Tooltip from '@mui/material/Tooltip';
import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { Chip } from './SeverityChip';

interface SurenessProps {
  spend: { total: number; estimated: number; confirmed: number; invoiced: number };
}

const tones = { estimated: 'neutral', confirmed: 'low', invoiced: 'ok' } as const;

/** How sure a sum is: the stamp of its largest part, with its share where it is not all of it. */
export function Sureness({ spend }: SurenessProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (spend.total <= 0) return null;
  const status = (['estimated', 'confirmed', 'invoiced'] as const).reduce((a, b) => (spend[b] > spend[a] ? b : a));
  const share = spend[status] / spend.total;
  return (
    <Tooltip title={t('spend.certaintyParts', { estimated: format.money(spend.estimated), confirmed: format.money(spend.confirmed), invoiced: format.money(spend.invoiced) })} describeChild>
      <Box component="span" tabIndex={0} sx={{ display: 'inline-flex', borderRadius: 0.75 }}>
        <Chip tone={tones[status]}>{t(`spend.status.${status}`)}{share < 0.9995 && ` ${format.percent(share)}`}</Chip>
      </Box>
    </Tooltip>
  );
}
