import Box from '@mui/material/Box';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { Chip } from '@/ui/SeverityChip';
import { SortCell } from '@/ui/SortCell';
import { TableFrame } from '@/ui/TableFrame';
import type { ExchangeRate, RateState } from '../api/types';
import { nextRates, type RateColumn, type RatesState } from '../model/rates';

const tones = { current: 'ok', stale: 'medium', reference: 'neutral', past: 'neutral' } as const satisfies Record<RateState, string>;

interface RatesTableProps {
  rates: readonly ExchangeRate[];
  reporting: string;
  state: RatesState;
  onSort: (next: Pick<RatesState, 'rates' | 'ratesOrder'>) => void;
}

/** What the states mean that the table has. */
export function RateLegend({ rates }: { rates: readonly ExchangeRate[] }) {
  const { t } = useTranslation();
  const states = (Object.keys(tones) as RateState[]).filter((state) => rates.some((rate) => rate.state === state));
  return (
    <Box component="dl" sx={{ m: 0, px: 2, pb: 1.5, display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 0.75 }}>
      {states.map((state) => (
        <Box key={state} sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <dt><Chip tone={tones[state]}>{t(`currency.state.${state}`)}</Chip></dt>
          <Typography component="dd" variant="caption" sx={{ m: 0, color: 'text.secondary' }}>{t(`currency.stateHelp.${state}`)}</Typography>
        </Box>
      ))}
    </Box>
  );
}

/** Exchange rates into the reporting currency. */
export function RatesTable({ rates, reporting, state, onSort }: RatesTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const head = (column: RateColumn, label: string, align: 'left' | 'right' = 'left') =>
    <SortCell label={label} align={align} order={state.rates === column ? state.ratesOrder : null} onSort={() => onSort(nextRates(state, column))} />;
  const numbers = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };
  return (
    <TableFrame label={t('currency.rates')} minWidth={820}>
      <TableHead>
        <TableRow>
          {head('currency', t('currency.currency'))}
          {head('rate', t('currency.rate'), 'right')}
          {head('validFrom', t('currency.from'))}
          {head('source', t('currency.source'))}
          {head('state', t('currency.standing'))}
        </TableRow>
      </TableHead>
      <TableBody>
        {rates.map((rate) => (
          <TableRow key={`${rate.currency} ${rate.validFrom}`} hover>
            <TableCell component="th" scope="row">
              <Box component="span" translate="no" sx={{ fontWeight: 600 }}>{rate.currency}</Box>
              <Typography component="span" variant="caption" sx={{ ml: 1, color: 'text.secondary' }}>{format.currencyName(rate.currency)}</Typography>
            </TableCell>
            <TableCell align="right" sx={numbers} title={String(rate.rate)}>{`${format.rate(rate.rate)} ${reporting}`}</TableCell>
            <TableCell sx={numbers}>{rate.validFrom.slice(0, 10)}</TableCell>
            <TableCell lang="en" sx={{ maxWidth: 340, overflowWrap: 'anywhere' }}>{rate.source}</TableCell>
            <TableCell>
              <Chip tone={tones[rate.state]}>{t(`currency.state.${rate.state}`)}</Chip>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </TableFrame>
  );
}
