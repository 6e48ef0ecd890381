import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionActor } from '@/api/session';
import { Facts } from '@/ui/Facts';
import { Panel } from '@/ui/Panel';
import { PasswordDialog } from './PasswordDialog';
import { useGrantName, useScopeName } from './use-grant-name';

/** Who is signed in, as what, and what that allows where. */
export function AccountPanel({ actor, display }: { actor: SessionActor; display: ReactNode }) {
  const { t } = useTranslation();
  const grantName = useGrantName();
  const scopeName = useScopeName();
  const [isChanging, setChanging] = useState(false);
  const isPerson = actor.kind === 'user';
  const lines = (items: readonly string[]) => items.map((item) => <Box key={item}>{item}</Box>);
  const facts = [
    ...(isPerson ? [[t('identity.name'), actor.name] as const, [t('identity.displayName'), actor.displayName] as const] : []),
    [t('identity.roles'), actor.grants.length === 0 ? t('identity.noRole') : lines(actor.grants.map(grantName))],
    [t('identity.youMay'), <Box key="may" sx={{ columnCount: { sm: 2 } }}>{lines(actor.permissions.map(({ permission, scopes }) =>
      scopes.every(({ key }) => key === 'org') ? t(`identity.permission.${permission}`) : t('identity.mayOn', { permission: t(`identity.permission.${permission}`), scopes: scopes.map(({ key }) => scopeName(key)).join(', ') })))}</Box>],
  ] as const;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1.6fr) minmax(280px, 1fr)' }, alignItems: 'start' }}>
      <Panel
        title={t('identity.tab.account')}
        actions={isPerson && <Button variant="outlined" onClick={() => setChanging(true)}>{t('identity.changePassword')}</Button>}
      >
        <Facts facts={facts} />
      </Panel>
      <Panel title={t('identity.display')} hint={t('identity.displayHint')}>{display}</Panel>
      <PasswordDialog open={isChanging} onClose={() => setChanging(false)} />
    </Box>
  );
}
