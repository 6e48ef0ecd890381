import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { summaryQuery } from '@/api/queries';
import { useFormat } from '@/format/use-format';
import { FigureName } from '@/ui/FigureName';

/** What was used this month, and how sure its cost is: one line, since the money above is the matter. */
export function UsageStrip({ scope }: { scope: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: summary } = useQuery(summaryQuery(scope));
  if (summary === undefined) return null;
  const { usage, spend, records } = summary.monthToDate;
  const tokens = usage.inputTokens + usage.cachedTokens + usage.outputTokens;
  const items = [
    { figure: 'tokens', value: format.count(tokens), hint: t('spend.tokensParts', { input: format.count(usage.inputTokens), cached: format.count(usage.cachedTokens), output: format.count(usage.outputTokens) }) },
    { figure: 'requests', value: format.count(usage.requests), hint: format.countExact(usage.requests) },
    { figure: 'gpuHours', value: format.count(usage.gpuHours), hint: format.countExact(usage.gpuHours) },
    { figure: 'records', value: format.count(records), hint: format.countExact(records) },
  ] as const;
  const total = spend.total;
  const shares = [
    { key: 'invoiced', value: spend.invoiced, color: 'chart.line' },
    { key: 'confirmed', value: spend.confirmed, color: 'chart.bandInner' },
    { key: 'estimated', value: spend.estimated, color: 'track' },
  ] as const;
  return (
    <Box
      component="section"
      aria-label={t('spend.usageMonth')}
      data-print="whole"
      sx={{ bgcolor: 'background.paper', border: 1, borderColor: 'divider', borderRadius: 1, px: 2, py: 1.25, display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 4, rowGap: 1 }}
    >
      <Typography component="h2" variant="body2" sx={{ color: 'text.secondary' }}>{t('spend.usageMonth')}</Typography>
      {items.map((item) => (
        <Box key={item.figure} sx={{ display: 'flex', alignItems: 'center', gap: 0.75, whiteSpace: 'nowrap' }}>
          <Typography component="span" variant="caption" sx={{ color: 'text.secondary' }}><FigureName id={item.figure} scope={scope} /></Typography>
          <Tooltip title={item.hint}><Box component="span" sx={{ fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}>{item.value}</Box></Tooltip>
        </Box>
      ))}
      {total > 0 && (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, ml: { md: 'auto' }, minWidth: 260 }}>
          <Typography component="span" variant="caption" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}><FigureName id="certainty" scope={scope} /></Typography>
          <Tooltip title={t('spend.certaintyParts', { estimated: format.money(spend.estimated), confirmed: format.money(spend.confirmed), invoiced: format.money(spend.invoiced) })}>
            <Box role="img" aria-label={shares.map((share) => `${t(`spend.status.${share.key}`)} ${format.percent(share.value / total)}`).join(', ')} sx={{ display: 'flex', flex: 1, height: 8, borderRadius: 0.5, overflow: 'hidden', bgcolor: 'track' }}>
              {shares.map((share) => share.value > 0 && <Box key={share.key} sx={{ bgcolor: share.color }} style={{ width: `${(share.value / total) * 100}%` }} />)}
            </Box>
          </Tooltip>
          <Typography component="span" variant="caption" sx={{ whiteSpace: 'nowrap' }}>
            {`${t('spend.status.estimated')} ${format.percent(spend.estimated / total)}`}
          </Typography>
        </Box>
      )}
    </Box>
  );
}
