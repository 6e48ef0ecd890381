import Box from '@mui/material/Box';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableFooter from '@mui/material/TableFooter';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { TableFrame } from '@/ui/TableFrame';
import { CheckIcon } from '@/ui/icons';
import { useScopeName } from '@/ui/use-scope-name';
import type { SharedResult } from '../api/types';
import { gap, staying } from '../model/shared-form';

/** Who took which part; the parts add up to what was divided. */
export function SharedResultView({ result }: { result: SharedResult }) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  const figures = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };
  const stays = staying(result);
  const isWhole = Math.abs(gap(result)) < 0.001;
  return (
    <Box sx={{ mt: 1 }}>
      {result.parts.length === 0 ? <Typography variant="caption" sx={{ color: 'text.secondary' }}>{t('attribution.nothingDivided')}</Typography> : (
        <TableFrame label={t('attribution.partsOf', { name: result.name })} look="plain" sx={{ maxWidth: 620, '& tfoot th, & tfoot td': { fontWeight: 600 } }}>
          <TableHead>
            <TableRow>
              <TableCell scope="col">{t('attribution.target')}</TableCell>
              <TableCell scope="col" align="right">{t('attribution.part')}</TableCell>
              <TableCell scope="col" align="right">{t('attribution.share')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {result.parts.map((part) => (
              <TableRow key={part.scope}>
                <TableCell component="th" scope="row">{scopeName.path(part.scope)}</TableCell>
                <TableCell align="right" sx={figures}>{format.moneyExact(part.cost.effective ?? 0)}</TableCell>
                <TableCell align="right" sx={figures}>{format.percent(part.share, 1)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
          <TableFooter>
            <TableRow>
              <TableCell component="th" scope="row">{t('attribution.divided')}</TableCell>
              <TableCell align="right" sx={figures}>{format.moneyExact(result.divided.effective ?? 0)}</TableCell>
              <TableCell align="right">
                <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, color: isWhole ? 'tone.ok' : 'tone.critical', whiteSpace: 'nowrap' }}>
                  {isWhole && <CheckIcon sx={{ fontSize: 14 }} />}
                  {t(isWhole ? 'attribution.addsUp' : 'attribution.doesNotAddUp')}
                </Box>
              </TableCell>
            </TableRow>
          </TableFooter>
        </TableFrame>
      )}
      {result.stays.length > 0 && (
        <Typography variant="caption" component="p" sx={{ color: 'tone.medium', mt: 0.5 }}>
          {t(`attribution.stays.${result.stays[0]!.reason}`, { amount: format.moneyExact(stays), count: result.stays.length })}
        </Typography>
      )}
    </Box>
  );
}
