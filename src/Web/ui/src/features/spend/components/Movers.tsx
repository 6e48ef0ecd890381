import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { childrenQuery } from '@/api/queries';
import { useFormat } from '@/format/use-format';
import { scopeAddress } from '@/url/scope-path';
import { DataState, EmptyNote } from '@/ui/DataState';
import { Delta } from '@/ui/Delta';
import { Panel } from '@/ui/Panel';
import { useScopeName } from '@/ui/use-scope-name';
import { movers } from '../model/children';

/** Which parts changed most in money, week against week. */
export function Movers({ scope }: { scope: string }) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const query = useQuery(childrenQuery(scope));
  return (
    <Panel title={t('spend.movers')} hint={t('spend.moversHint')}>
      <DataState what={t('spend.movers')} query={query} height={160}>
        {(data) => {
          const rows = movers(data.items, 6);
          if (rows.length === 0) return <EmptyNote title={t('spend.moversNone')} height={100} />;
          const widest = Math.abs(rows[0]!.difference);
          return (
            <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', flexDirection: 'column', gap: 1.25 }}>
              {rows.map(({ child, difference }) => <MoverRow key={child.scope.key} name={scopeName.own(child.scope.key)} address={scopeAddress(child.scope.key)} difference={difference} share={Math.abs(difference) / widest} now={child.last7Days} before={child.previous7Days} />)}
            </Box>
          );
        }}
      </DataState>
    </Panel>
  );
}

interface MoverRowProps {
  name: string;
  address: string;
  difference: number;
  share: number;
  now: number;
  before: number;
}

function MoverRow({ name, address, difference, share, now, before }: MoverRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const up = difference > 0;
  return (
    <Box component="li">
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1 }}>
        <MuiLink component={Link} to={address} color="text.primary" sx={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }} title={name}>{name}</MuiLink>
        <Box component="span" sx={{ fontWeight: 600, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }} title={t(up ? 'spend.more' : 'spend.less')}>{format.moneyDelta(difference)}</Box>
        <Typography component="span" variant="caption" sx={{ color: 'text.secondary', minWidth: 52, textAlign: 'right' }}><Delta now={now} before={before} /></Typography>
      </Box>
      <Box aria-hidden sx={{ position: 'relative', height: 6, mt: 0.5, bgcolor: 'raised', borderRadius: 0.5 }}>
        <Box sx={{ position: 'absolute', left: up ? '50%' : 'auto', right: up ? 'auto' : '50%', height: 6, borderRadius: 0.5, bgcolor: up ? 'chart.line' : 'chart.bandInner' }} style={{ width: `${share * 50}%` }} />
        <Box sx={{ position: 'absolute', left: '50%', width: '1px', top: -1, height: 8, bgcolor: 'control' }} />
      </Box>
    </Box>
  );
}
