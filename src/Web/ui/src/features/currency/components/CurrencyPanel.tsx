import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { unpricedQuery } from '@/api/queries';
import { downloadCsv, toCsv } from '@/charts/prepare/csv';
import { useFormat } from '@/format/use-format';
import { CommandBlock } from '@/ui/CommandBlock';
import { CsvButton } from '@/ui/CsvButton';
import { DataState, EmptyNote } from '@/ui/DataState';
import { MediumIcon } from '@/ui/icons';
import { Panel } from '@/ui/Panel';
import { useMay } from '@/ui/use-session';
import { useSearchState } from '@/url/use-search-state';
import { currencyQuery } from '../api/queries';
import type { Currency } from '../api/types';
import { ratesFields, sortRates } from '../model/rates';
import { RateLegend, RatesTable } from './RatesTable';

const SETTING = 'FinOpsAI:Currency:Reporting';

/** In which currency costs are added up, and at which rates others are converted. */
export function CurrencyPanel() {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuery(currencyQuery());
  const [state, setState] = useSearchState(ratesFields);
  const exportCsv = ({ rates }: Currency) => downloadCsv('exchange-rates.csv', toCsv(
    [t('currency.currency'), `${t('currency.rate')} (${format.currency})`, t('currency.from'), t('currency.source'), t('currency.standing')],
    sortRates(rates, state).map((rate) => [rate.currency, rate.rate, rate.validFrom, rate.source, t(`currency.state.${rate.state}`)]),
  ));
  return (
    <DataState what={t('currency.rates')} query={query} height={320}>
      {(data) => (
        <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
          <Panel title={t('currency.reporting')}>
            <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1, mb: 0.5 }}>
              <Typography component="span" sx={{ fontSize: 28, lineHeight: '38px', fontWeight: 600 }}>{data.reporting}</Typography>
              <Typography component="span" variant="body2" sx={{ color: 'text.secondary' }}>{format.currencyName(data.reporting)}</Typography>
            </Box>
            <Typography variant="body2" sx={{ maxWidth: 720 }}>{t('currency.text', { currency: data.reporting })}</Typography>
            <Typography variant="body2" component="p" sx={{ color: 'text.secondary', mt: 0.5 }}>{t('currency.setting')}{' '}<Box component="code" translate="no">{SETTING}</Box></Typography>
            <Unpriced />
          </Panel>
          <Panel flush title={t('currency.rates')} hint={t('currency.ratesHint', { days: data.staleAfterDays })} actions={data.rates.length === 0 ? undefined : <CsvButton onClick={() => exportCsv(data)} />}>
            {data.rates.length === 0
              ? <EmptyNote title={t('currency.none')} hint={t('currency.noneHint')} />
              : (
                <>
                  <RateLegend rates={data.rates} />
                  <RatesTable rates={sortRates(data.rates, state)} reporting={data.reporting} state={state} onSort={(next) => setState(next, { replace: true })} />
                </>
              )}
          </Panel>
          <Panel title={t('currency.how')} hint={t('currency.howText')}>
            <CommandBlock label={t('currency.how')} copy={t('currency.copy')} text={example(data.reporting)} />
            <Typography variant="body2" component="p" sx={{ color: 'text.secondary', mt: 1.5 }}>{t('currency.docs')}{' '}<Box component="code" translate="no">docs/pricing.md</Box></Typography>
          </Panel>
        </Box>
      )}
    </DataState>
  );
}

/** Records that are in no sum; told of the whole organization, so to who sees it. */
function Unpriced() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay()('readCosts', 'org');
  const { data } = useQuery({ ...unpricedQuery(), enabled: may });
  const count = (data?.items ?? []).reduce((sum, item) => sum + item.unpriced, 0);
  if (count === 0) return null;
  return (
    <Box role="note" sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', bgcolor: 'soft.medium', borderRadius: 1, px: 2, py: 1, mt: 1.5 }}>
      <MediumIcon sx={{ color: 'tone.medium', mt: '1px' }} />
      <span>{t('currency.unpriced', { count, records: format.countExact(count) })}{' '}<MuiLink component={Link} to="/sources" color="text.primary" underline="always">{t('currency.unpricedLink')}</MuiLink></span>
    </Box>
  );
}

/** A rate as the server's settings take it, with the reader's own currency. */
const example = (reporting: string) => {
  const [from, rate] = reporting === 'USD' ? ['KRW', '0.00072'] : ['USD', reporting === 'KRW' ? '1391.5' : '1.0'];
  return [
    '# finopsai.json', '{ "FinOpsAI": { "Currency": {', `  "Rates": [ { "From": "${from}", "Rate": ${rate}, "AsOf": "${new Date().toISOString().slice(0, 8)}01T00:00:00Z", "Source": "treasury" } ],`,
    '  "RatesFile": "rates.csv" } } }', '', '# rates.csv', 'date,from,to,rate,source', `${new Date().toISOString().slice(0, 8)}01,${from},${reporting},${rate},treasury`,
  ].join('\n');
};
