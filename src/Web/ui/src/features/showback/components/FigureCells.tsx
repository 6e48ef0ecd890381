import Box from '@mui/material/Box';
import TableCell from '@mui/material/TableCell';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { Delta } from '@/ui/Delta';
import { StatusStamp } from '@/ui/StatusStamp';
import type { ShowbackFigures } from '../api/types';
import { largestPart, whole } from '../model/showback';

/** Direct, in, out, total, how sure, and the change: the same for teams, projects and models. */
export function FigureCells({ figures }: { figures: ShowbackFigures }) {
  const { t } = useTranslation();
  const format = useFormat();
  const numbers = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };
  const part = largestPart(figures.total);
  const money = (amount: number, sign = '') => (amount === 0 ? t('common.none') : sign + format.moneyExact(amount));
  return (
    <>
      <TableCell align="right" sx={numbers}>{format.moneyExact(whole(figures.direct))}</TableCell>
      <TableCell align="right" sx={numbers}>{money(whole(figures.allocatedIn), '+')}</TableCell>
      <TableCell align="right" sx={numbers}>{money(whole(figures.allocatedOut), '−')}</TableCell>
      <TableCell align="right" sx={{ ...numbers, fontWeight: 600 }}>{format.moneyExact(whole(figures.total))}</TableCell>
      <TableCell>
        {part !== null && (
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.75 }} title={t('spend.certaintyParts', { estimated: format.moneyExact(figures.total.estimated ?? 0), confirmed: format.moneyExact(figures.total.confirmed ?? 0), invoiced: format.moneyExact(figures.total.invoiced ?? 0) })}>
            <StatusStamp status={part.status} />
            {part.share < 0.995 && <Box component="span" sx={{ ...numbers, color: 'text.secondary', fontSize: 12 }}>{format.percent(part.share)}</Box>}
          </Box>
        )}
      </TableCell>
      <TableCell align="right"><Delta now={whole(figures.total)} before={figures.previous} title={t('showback.before', { amount: format.moneyExact(figures.previous) })} /></TableCell>
    </>
  );
}
