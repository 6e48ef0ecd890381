import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { DataState } from '@/ui/DataState';
import { PlusIcon } from '@/ui/icons';
import { Panel } from '@/ui/Panel';
import { ToldNote, type Told } from '@/ui/ToldNote';
import { useExplain } from '@/ui/use-explain';
import { usersQuery } from '../api/queries';
import type { User } from '../api/types';
import { useLetIn } from '../api/use-identity';
import { SetPasswordDialog } from './SetPasswordDialog';
import { UserDialog } from './UserDialog';
import { UsersTable } from './UsersTable';

/** What was opened last; it keeps its content while it closes. */
interface Opened {
  what: 'edit' | 'password' | 'disable';
  user: User | null;
  isOpen: boolean;
}

/** Who can sign in, and as what. */
export function UsersPanel({ minPasswordLength, me }: { minPasswordLength: number; me: string }) {
  const { t } = useTranslation();
  const explain = useExplain();
  const query = useQuery(usersQuery());
  const letIn = useLetIn();
  const disable = useLetIn();
  const [told, setTold] = useState<Told | null>(null);
  const [opened, setOpened] = useState<Opened>({ what: 'edit', user: null, isOpen: false });
  const open = (what: Opened['what'], user: User | null) => setOpened({ what, user, isOpen: true });
  const close = () => setOpened((last) => ({ ...last, isOpen: false }));
  const isOpen = (what: Opened['what']) => opened.isOpen && opened.what === what;
  const done = (text: string) => {
    close();
    setTold({ isFault: false, text });
  };
  const name = opened.user?.displayName ?? '';
  return (
    <Panel
      flush
      title={query.data === undefined ? t('identity.tab.users') : t('identity.usersCount', { count: query.data.items.length })}
      hint={t('identity.usersHint')}
      actions={<Button variant="contained" startIcon={<PlusIcon />} onClick={() => open('edit', null)}>{t('identity.addUser')}</Button>}
    >
      <Box sx={{ px: 2 }}><ToldNote told={told} onClose={() => setTold(null)} /></Box>
      <DataState what={t('identity.tab.users')} query={query} height={240}>
        {(data) => (
          <UsersTable
            users={data.items}
            me={me}
            busy={letIn.isPending}
            onEdit={(user) => open('edit', user)}
            onPassword={(user) => open('password', user)}
            onDisable={(user) => open('disable', user)}
            onEnable={(user) => letIn.mutate({ id: user.id, isIn: true }, {
              onSuccess: () => setTold({ isFault: false, text: t('identity.enabled', { name: user.displayName }) }),
              onError: (error) => setTold({ isFault: true, text: explain(error) }),
            })}
          />
        )}
      </DataState>
      <UserDialog open={isOpen('edit')} user={opened.user} minPasswordLength={minPasswordLength} onClose={close} onSaved={(user) => done(t('identity.savedUser', { name: user.displayName }))} />
      <SetPasswordDialog open={isOpen('password')} user={opened.user} minPasswordLength={minPasswordLength} onClose={close} onSaved={(user) => done(t('identity.passwordSet', { name: user.displayName }))} />
      <ConfirmDialog
        open={isOpen('disable')}
        title={t('identity.disableTitle', { name })}
        text={t('identity.disableText')}
        confirm={t('identity.disable')}
        deed={disable}
        onConfirm={() => disable.mutate({ id: opened.user!.id, isIn: false }, { onSuccess: () => done(t('identity.disabled', { name })) })}
        onClose={close}
      />
    </Panel>
  );
}
