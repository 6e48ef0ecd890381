import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { compareNames } from '@/format/format';
import { useFormat } from '@/format/use-format';
import { SortCell } from '@/ui/SortCell';
import { TableFrame } from '@/ui/TableFrame';
import { useMinute } from '@/ui/use-now';
import { useSearchState } from '@/url/use-search-state';
import type { Token } from '../api/types';
import { columnOrder, settingsFields } from '../model/settings';
import { sortTokens, tokenStanding, type TokenColumn } from '../model/tokens';
import { StandingChip } from './StandingChip';
import { useScopeName } from './use-grant-name';

interface TokensTableProps {
  tokens: readonly Token[];
  withOwner: boolean;
  onRevoke: (token: Token) => void;
}

const figures = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };

export function TokensTable({ tokens, withOwner, onRevoke }: TokensTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const scopeName = useScopeName();
  const now = useMinute();
  const [state, setState] = useSearchState(settingsFields);
  const heading = (column: TokenColumn, label: string) => (
    <SortCell
      label={label}
      order={state.tokens === column ? state.tokensOrder : null}
      onSort={() => setState({ tokens: column, tokensOrder: columnOrder(state.tokens === column, state.tokensOrder, column) }, { replace: true })}
    />
  );
  return (
    <TableFrame label={t('identity.tab.tokens')} minWidth={940}>
      <TableHead>
        <TableRow>
          {heading('name', t('identity.token.name'))}
          {withOwner && heading('owner', t('identity.token.owner'))}
          <TableCell scope="col">{t('identity.token.may')}</TableCell>
          {heading('standing', t('identity.standingTitle'))}
          {heading('created', t('identity.token.created'))}
          {heading('lastUsed', t('identity.token.lastUsed'))}
          <TableCell scope="col" data-print="hide">{t('identity.actions')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {sortTokens(tokens, state.tokens, state.tokensOrder, now, compareNames(format.language)).map((token) => {
          const standing = tokenStanding(token, now);
          return (
            <TableRow key={token.id} hover>
              <TableCell component="th" scope="row" sx={{ maxWidth: 260 }}>
                <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{token.name}</Box>
                <Typography variant="caption" component="div" translate="no" sx={{ color: 'text.secondary', fontFamily: 'monospace' }}>{`${token.prefix}…`}</Typography>
              </TableCell>
              {withOwner && <TableCell sx={{ overflowWrap: 'anywhere' }}>{token.owner ?? t('common.none')}</TableCell>}
              <TableCell sx={{ maxWidth: 320 }}>
                <Box>{token.permissions.map((permission) => t(`identity.permission.${permission}`)).join(', ')}</Box>
                <Typography variant="caption" component="div" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>{scopeName(token.scope.key)}</Typography>
              </TableCell>
              <TableCell>
                <StandingChip standing={standing} />
                <Typography variant="caption" component="div" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
                  {token.revokedAt !== null ? format.dateTime(token.revokedAt) : token.expiresAt === null ? t('identity.token.noEnd') : t('identity.token.until', { time: format.date(token.expiresAt) })}
                </Typography>
              </TableCell>
              <TableCell sx={figures}>{format.dateTime(token.createdAt)}</TableCell>
              <TableCell sx={figures}>{token.lastUsedAt === null ? t('identity.never') : format.dateTime(token.lastUsedAt)}</TableCell>
              <TableCell data-print="hide">
                {standing === 'good' && <Button variant="outlined" onClick={() => onRevoke(token)} aria-label={t('identity.revokeOf', { name: token.name })}>{t('identity.revoke')}</Button>}
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </TableFrame>
  );
}
