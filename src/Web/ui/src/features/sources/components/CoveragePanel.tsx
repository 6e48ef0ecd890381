import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { coverageQuery } from '@/api/queries';
import type { Coverage } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { nobody, scopeAddress, scopeKey } from '@/url/scope-path';
import { dayRange } from '@/url/time-range';
import { useSearchState } from '@/url/use-search-state';
import { DataState, EmptyNote } from '@/ui/DataState';
import { PaceBar } from '@/ui/PaceBar';
import { Panel } from '@/ui/Panel';
import { useMinute } from '@/ui/use-now';
import { driftFields } from '../model/drift';

const SHOWN = 8;

/** What is missing in the figures: prices, and teams. */
export function CoveragePanel() {
  const { t } = useTranslation();
  const [{ days }] = useSearchState(driftFields);
  const { from, to } = dayRange(Number(days), useMinute());
  const query = useQuery(coverageQuery(from, to));
  return (
    <Panel title={t('sources.coverage')} hint={t('sources.coverageHint', { count: Number(days) })}>
      <DataState what={t('sources.coverage')} query={query} height={180}>
        {(data) => data.records === 0 ? <EmptyNote title={t('sources.noRecords')} height={120} /> : (
          <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2.5 }}>
            <Unattributed coverage={data} days={days} />
            <Unpriced coverage={data} />
          </Box>
        )}
      </DataState>
    </Panel>
  );
}

function Unattributed({ coverage: { unattributed }, days }: { coverage: Coverage; days: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = unattributed.share ?? 0;
  return (
    <Section title={t('sources.unattributed')}>
      {unattributed.records === 0 ? <Good>{t('sources.allAttributed')}</Good> : (
        <>
          <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1, flexWrap: 'wrap' }}>
            <MuiLink component={Link} to={`${scopeAddress(scopeKey([nobody]))}?range=${days}d`} underline="always" title={format.moneyExact(unattributed.amount)} sx={{ fontSize: 18, lineHeight: '26px', fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}>
              {format.money(unattributed.amount)}
            </MuiLink>
            <span>{t('sources.shareOfAll', { share: format.percent(share, 1) })}</span>
          </Box>
          <Box sx={{ display: 'flex' }}><PaceBar thin used={share} label={t('sources.shareOfAll', { share: format.percent(share, 1) })} /></Box>
          <Hint>{t('sources.unattributedHint')}</Hint>
        </>
      )}
    </Section>
  );
}

function Unpriced({ coverage }: { coverage: Coverage }) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = coverage.models.slice(0, SHOWN);
  return (
    <Section title={t('sources.unpriced')}>
      {shown.length === 0 ? <Good>{t('sources.allPriced')}</Good> : (
        <>
          <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'flex', flexDirection: 'column', gap: 0.5 }}>
            {shown.map((model) => (
              <Box component="li" key={model.model} sx={{ display: 'flex', gap: 1 }}>
                <Box component="span" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere', fontWeight: 600 }}>{model.model || t('spend.unnamedModel')}</Box>
                <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>{t('sources.unpricedOf', { unpriced: format.countExact(model.unpriced), records: format.countExact(model.records) })}</Box>
              </Box>
            ))}
          </Box>
          {coverage.models.length > SHOWN && <Hint>{t('sources.moreModels', { count: coverage.models.length - SHOWN })}</Hint>}
          <Hint>{t('sources.unpricedHint')}</Hint>
          <MuiLink component={Link} to="/org?group=model&view=table" underline="always">{t('sources.costByModel')}</MuiLink>
        </>
      )}
    </Section>
  );
}

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <Box component="section" aria-label={title} sx={{ display: 'flex', flexDirection: 'column', gap: 0.75 }}>
    <Typography variant="h3">{title}</Typography>
    {children}
  </Box>
);
const Good = ({ children }: { children: ReactNode }) => <Typography sx={{ color: 'tone.ok' }}>{children}</Typography>;
const Hint = ({ children }: { children: ReactNode }) => <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>{children}</Typography>;
