import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionActor } from '@/api/session';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { DataState, EmptyNote } from '@/ui/DataState';
import { PlusIcon } from '@/ui/icons';
import { Panel } from '@/ui/Panel';
import { Segmented } from '@/ui/Segmented';
import { ToldNote, type Told } from '@/ui/ToldNote';
import { useMay } from '@/ui/use-session';
import { useSearchState } from '@/url/use-search-state';
import { tokensQuery } from '../api/queries';
import type { Token } from '../api/types';
import { useRevokeToken } from '../api/use-identity';
import { settingsFields } from '../model/settings';
import { isMine } from '../model/tokens';
import { TokenDialog } from './TokenDialog';
import { TokensTable } from './TokensTable';

/** What programs come in with: one's own tokens, and everybody's for who manages them. */
export function TokensPanel({ actor }: { actor: SessionActor }) {
  const { t } = useTranslation();
  const may = useMay();
  const query = useQuery(tokensQuery());
  const revoke = useRevokeToken();
  const [{ whose }, setState] = useSearchState(settingsFields);
  const [told, setTold] = useState<Told | null>(null);
  const [isMaking, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<{ token: Token | null; isOpen: boolean }>({ token: null, isOpen: false });
  const managesAll = may('manageIdentity', 'org');
  const isAll = managesAll && whose === 'all';
  const close = () => setRevoking((last) => ({ ...last, isOpen: false }));
  const name = revoking.token?.name ?? '';
  const make = <Button variant="contained" startIcon={<PlusIcon />} onClick={() => setMaking(true)}>{t('identity.makeToken')}</Button>;
  return (
    <Panel
      flush
      title={t('identity.tab.tokens')}
      hint={t('identity.tokensHint')}
      actions={(
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
          {managesAll && <Segmented label={t('identity.whose')} value={whose} options={[{ value: 'mine', label: t('identity.mine') }, { value: 'all', label: t('identity.everybodys') }]} onChange={(next) => setState({ whose: next })} />}
          {make}
        </Box>
      )}
    >
      <Box sx={{ px: 2 }}><ToldNote told={told} onClose={() => setTold(null)} /></Box>
      <DataState what={t('identity.tab.tokens')} query={query} height={240}>
        {(data) => {
          const shown = isAll ? data.items : data.items.filter((token) => isMine(token, actor));
          return shown.length === 0
            ? <EmptyNote title={t('identity.noTokens')} hint={t('identity.noTokensHint')} height={200} />
            : <TokensTable tokens={shown} withOwner={isAll} onRevoke={(token) => setRevoking({ token, isOpen: true })} />;
        }}
      </DataState>
      <TokenDialog open={isMaking} actor={actor} onClose={() => setMaking(false)} />
      <ConfirmDialog
        open={revoking.isOpen}
        title={t('identity.revokeTitle', { name })}
        text={t('identity.revokeText')}
        confirm={t('identity.revoke')}
        deed={revoke}
        onConfirm={() => revoke.mutate(revoking.token!.id, {
          onSuccess: () => {
            close();
            setTold({ isFault: false, text: t('identity.revoked', { name }) });
          },
        })}
        onClose={close}
      />
    </Panel>
  );
}
