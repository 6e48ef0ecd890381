import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { downloadCsv, toCsv } from '@/charts/prepare/csv';
import { useFormat } from '@/format/use-format';
import { choice, type Fields } from '@/url/search-state';
import { dayRange } from '@/url/time-range';
import { useSearchState } from '@/url/use-search-state';
import { CsvButton } from '@/ui/CsvButton';
import { DataState } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { Permitted } from '@/ui/Permitted';
import { Segmented } from '@/ui/Segmented';
import { useMinute } from '@/ui/use-now';
import { rulesQuery, unattributedQuery } from '../api/queries';
import type { Rule, RuleSet, Suggestion, Unattributed } from '../api/types';
import { freeId } from '../model/rules';
import { ChangeDialog } from './ChangeDialog';
import { GroupBars } from './GroupBars';
import { RuleWords } from './RuleWords';

const ranges = ['30', '90'] as const;
const fields: Fields<{ days: (typeof ranges)[number] }> = { days: choice(ranges, '30') };

/** Spend without a team: how much, what it has in common, and rules that would place it. */
export function UnattributedPanel() {
  const { t } = useTranslation();
  const [{ days }, setState] = useSearchState(fields);
  const { from, to } = dayRange(Number(days), useMinute());
  const query = useQuery(unattributedQuery(from, to));
  const exportCsv = () => downloadCsv('unattributed.csv', toCsv(
    [t('attribution.dimension'), t('attribution.value'), t('attribution.cost'), t('attribution.recordsTitle'), t('attribution.share')],
    (query.data?.groups ?? []).flatMap((group) => group.values.map((value) => [group.dimension, value.value, value.cost, value.records, value.share])),
  ));
  return (
    <Panel
      title={t('attribution.unattributed')}
      hint={t('attribution.unattributedHint')}
      actions={(
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
          <CsvButton onClick={exportCsv} />
          <Segmented label={t('attribution.range')} value={days} options={ranges.map((value) => ({ value, label: t('attribution.lastDays', { count: Number(value) }) }))} onChange={(next) => setState({ days: next }, { replace: true })} />
        </Box>
      )}
    >
      <DataState what={t('attribution.unattributed')} query={query} height={220}>{(data) => <Report report={data} />}</DataState>
    </Panel>
  );
}

function Report({ report }: { report: Unattributed }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: rules } = useQuery(rulesQuery());
  // What was accepted, as the rules were then: saving it changes the rules, which must not change what the dialog shows.
  const [accepted, setAccepted] = useState<{ rule: Rule; rules: RuleSet; key: number; isOpen: boolean } | null>(null);
  const accept = (suggestion: Suggestion) => {
    if (rules === undefined) return;
    const rule = { ...suggestion.rule, id: freeId(suggestion.rule.id, rules.rules.map((one) => one.id)) };
    setAccepted((last) => ({ rule, rules, key: (last?.key ?? 0) + 1, isOpen: true }));
  };
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: 1.5 }}>
        <Box component="span" data-testid="unattributed" title={format.moneyExact(report.cost)} sx={{ fontSize: 28, lineHeight: '38px', fontWeight: 600, letterSpacing: '-0.02em', fontVariantNumeric: 'tabular-nums' }}>{format.money(report.cost)}</Box>
        <span>{t('attribution.shareOfAll', { share: format.percent(report.share, 1), total: format.money(report.organizationCost) })}</span>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {[t('attribution.records', { count: report.records, records: format.countExact(report.records) }), ...(report.isPartial ? [t('attribution.partial', { day: format.day(report.lookedFrom) })] : [])].join(' · ')}
        </Typography>
        {report.cost > 0 && <MuiLink component={Link} to="/t/unattributed">{t('attribution.openScope')}</MuiLink>}
      </Box>
      {report.records === 0 ? <Typography sx={{ color: 'text.secondary' }}>{t('attribution.allPlaced')}</Typography> : (
        <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1.2fr) minmax(0, 1fr)' } }}>
          <Box sx={{ minWidth: 0 }}>
            <Typography variant="subtitle2" component="h3">{t('attribution.suggestions')}</Typography>
            {report.suggestions.length === 0 && <Typography sx={{ color: 'text.secondary' }}>{t('attribution.noSuggestions')}</Typography>}
            <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
              {report.suggestions.map((suggestion) => (
                <Box component="li" key={suggestion.rule.id} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center', py: 1.25, borderBottom: 1, borderColor: 'divider' }}>
                  <Box sx={{ flex: '1 1 220px', minWidth: 0 }}>
                    <RuleWords rule={suggestion.rule} />
                    <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
                      {t(`attribution.why.${suggestion.reason}`, { count: suggestion.evidence, records: format.countExact(suggestion.evidence) })}
                    </Typography>
                  </Box>
                  <Box sx={{ fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}>{format.money(suggestion.cost)}</Box>
                  <Permitted permission="manageAttribution" scope="org"><Button variant="outlined" disabled={rules === undefined} onClick={() => accept(suggestion)} aria-label={t('attribution.acceptOf', { name: suggestion.rule.name })} data-print="hide">{t('attribution.accept')}</Button></Permitted>
                </Box>
              ))}
            </Box>
          </Box>
          <GroupBars groups={report.groups} />
        </Box>
      )}
      {accepted !== null && (
        <ChangeDialog
          key={accepted.key}
          open={accepted.isOpen}
          title={t('attribution.acceptTitle')}
          rules={[...accepted.rules.rules, accepted.rule]}
          added={accepted.rule}
          expectedVersion={accepted.rules.version}
          onClose={() => setAccepted({ ...accepted, isOpen: false })}
          onSaved={() => undefined}
        />
      )}
    </Box>
  );
}
