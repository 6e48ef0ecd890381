import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/use-format';
import { scopeAddress } from '@/url/scope-path';
import { Delta } from '@/ui/Delta';
import { useScopeName } from '@/ui/use-scope-name';
import type { Mover } from '../model/children';

/** Changes as bars to either side, the largest first. */
export function ChangeList({ movers, withPath = false }: { movers: readonly Mover[]; withPath?: boolean }) {
  const widest = Math.abs(movers[0]?.difference ?? 0);
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', flexDirection: 'column', gap: 1.25 }}>
      {movers.map((mover) => <Row key={mover.child.scope.key} mover={mover} share={widest === 0 ? 0 : Math.abs(mover.difference) / widest} withPath={withPath} />)}
    </Box>
  );
}

function Row({ mover: { child, difference }, share, withPath }: { mover: Mover; share: number; withPath: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const scopeName = useScopeName();
  const up = difference > 0;
  const { key } = child.scope;
  const path = scopeName.path(key);
  return (
    <Box component="li">
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1 }}>
        <MuiLink component={Link} to={scopeAddress(key)} color="text.primary" noWrap sx={{ flex: 1, minWidth: 0 }} title={path}>
          {scopeName.own(key)}
          {withPath && <Typography component="span" variant="caption" sx={{ color: 'text.secondary', ml: 1 }}>{path.split(' / ').slice(0, -1).join(' / ')}</Typography>}
        </MuiLink>
        <Box component="span" sx={{ fontWeight: 600, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }} title={t(up ? 'spend.more' : 'spend.less')}>{format.moneyDelta(difference)}</Box>
        <Typography component="span" variant="caption" sx={{ color: 'text.secondary', minWidth: 52, textAlign: 'right' }}><Delta now={child.last7Days} before={child.previous7Days} /></Typography>
      </Box>
      <Box aria-hidden sx={{ position: 'relative', height: 6, mt: 0.5, bgcolor: 'raised', borderRadius: 0.5 }}>
        <Box sx={{ position: 'absolute', left: up ? '50%' : 'auto', right: up ? 'auto' : '50%', height: 6, borderRadius: 0.5, bgcolor: up ? 'chart.line' : 'chart.bandInner' }} style={{ width: `${share * 50}%` }} />
        <Box sx={{ position: 'absolute', left: '50%', width: '1px', top: -1, height: 8, bgcolor: 'control' }} />
      </Box>
    </Box>
  );
}
