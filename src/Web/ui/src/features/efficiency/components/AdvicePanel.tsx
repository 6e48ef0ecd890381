import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/use-format';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Panel } from '@/ui/Panel';
import { Chip } from '@/ui/SeverityChip';
import { adviceQuery } from '../api/queries';
import type { AdviceItem } from '../api/types';
import { scenarioOf, togetherPerMonth } from '../model/advice';

const kinds = ['model', 'batch', 'cache'] as const;
const assumptions = ['same_tokens', 'quality_not_judged', 'list_prices', 'agreed_prices', 'may_wait_a_day', 'cache_rate', 'base_price'] as const;
/** More are shown on asking. */
const FIRST = 4;

interface AdvicePanelProps {
  scope: string;
  from: string;
  to: string;
}

/** What the same use would have cost otherwise, one sentence each. */
export function AdvicePanel({ scope, from, to }: AdvicePanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isAll, setAll] = useState(false);
  const query = useQuery(adviceQuery({ scope, from, to }));
  const items = query.data?.items ?? [];
  return (
    <Panel
      title={t('efficiency.advice')}
      hint={items.length === 0 ? t('efficiency.adviceHint') : t('efficiency.together', { amount: format.money(togetherPerMonth(items)) })}
    >
      <DataState what={t('efficiency.advice')} query={query} height={160}>
        {(data) => data.items.length === 0 ? <EmptyNote title={t('efficiency.noAdvice')} hint={t('efficiency.noAdviceHint')} height={120} /> : (
          <>
            <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
              {(isAll ? data.items : data.items.slice(0, FIRST)).map((item) => <Item key={`${item.kind}|${item.provider}|${item.model}|${item.toModel}`} item={item} address={scenarioOf(item, scope)} />)}
            </Box>
            {data.items.length > FIRST && <Button color="inherit" data-print="hide" onClick={() => setAll(!isAll)} sx={{ alignSelf: 'flex-start', color: 'text.secondary' }}>{isAll ? t('efficiency.fewer') : t('efficiency.showMore', { count: data.items.length - FIRST })}</Button>}
          </>
        )}
      </DataState>
    </Panel>
  );
}

function Item({ item, address }: { item: AdviceItem; address: string | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const kind = kinds.find((one) => one === item.kind);
  const words = { model: item.model, to: item.toModel ?? '', cost: format.money(item.cost), would: format.money(item.wouldCost), saving: format.money(item.savingPerMonth) };
  const taken = assumptions.filter((one) => item.assumptions.includes(one)).map((one) => t(`efficiency.assumption.${one}`));
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'flex-start', flexWrap: { xs: 'wrap', md: 'nowrap' }, gap: 2, py: 1.25, borderTop: 1, borderColor: 'divider', '&:first-of-type': { borderTop: 0, pt: 0.25 } }}>
      <Box sx={{ width: 84, flexShrink: 0, pt: 0.25 }}>{kind !== undefined && <Chip tone="neutral">{t(`efficiency.kind.${kind}`)}</Chip>}</Box>
      <Box sx={{ flex: 1, minWidth: 240 }}>
        <Typography sx={{ overflowWrap: 'anywhere' }}>{kind === undefined ? t('efficiency.sentence.other', words) : t(`efficiency.sentence.${kind}`, words)}</Typography>
        {taken.length > 0 && <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>{`${t('efficiency.assumes')} ${taken.join(' · ')}`}</Typography>}
      </Box>
      <Box sx={{ textAlign: 'right', minWidth: 120, flexShrink: 0 }}>
        <Box sx={{ fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}>{format.moneyDelta(-item.savingPerMonth)}</Box>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>{t('efficiency.aMonth')}</Typography>
      </Box>
      {address !== null && <Button component={Link} to={address} variant="outlined" data-print="hide" sx={{ flexShrink: 0 }}>{t('efficiency.try')}</Button>}
    </Box>
  );
}
