import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { DataState, EmptyNote } from '@/ui/DataState';
import { PlusIcon } from '@/ui/icons';
import { Panel } from '@/ui/Panel';
import { channelKindsQuery, channelsQuery, routesQuery } from '../api/queries';
import type { Route } from '../api/types';
import { useRemoveRoute } from '../api/use-alerts';
import { RouteDialog } from './RouteDialog';
import { RoutesTable } from './RoutesTable';

interface Opened {
  what: 'edit' | 'remove';
  route: Route | null;
  isOpen: boolean;
}

/** Which notices go where. */
export function RoutesPanel() {
  const { t } = useTranslation();
  const query = useQuery(routesQuery());
  const channels = useQuery(channelsQuery());
  const kinds = useQuery(channelKindsQuery());
  const remove = useRemoveRoute();
  const [opened, setOpened] = useState<Opened>({ what: 'edit', route: null, isOpen: false });
  const open = (what: Opened['what'], route: Route | null) => setOpened({ what, route, isOpen: true });
  const close = () => setOpened((last) => ({ ...last, isOpen: false }));
  const { route } = opened;
  const add = <Button variant="contained" startIcon={<PlusIcon />} onClick={() => open('edit', null)} data-print="hide">{t('alerts.addRoute')}</Button>;
  return (
    <Panel flush title={t('alerts.routes')} hint={t('alerts.routesHint')} actions={query.data === undefined || query.data.items.length === 0 ? undefined : add}>
      <DataState what={t('alerts.routes')} query={query} height={180}>
        {(data) => data.items.length === 0
          ? <EmptyNote title={t('alerts.noRoutes')} hint={t('alerts.noRoutesHint')} action={add} />
          : <RoutesTable routes={data.items} channels={channels.data?.items ?? []} onEdit={(one) => open('edit', one)} onRemove={(one) => open('remove', one)} />}
      </DataState>
      <RouteDialog open={opened.isOpen && opened.what === 'edit'} route={route} channels={channels.data?.items ?? []} roles={kinds.data?.roles ?? []} onClose={close} />
      <ConfirmDialog
        open={opened.isOpen && opened.what === 'remove' && route !== null}
        title={t('alerts.removeTitle', { name: route?.name ?? '' })}
        text={t('alerts.removeRouteText')}
        confirm={t('alerts.remove')}
        deed={remove}
        onConfirm={() => route !== null && remove.mutate(route.id, { onSuccess: close })}
        onClose={close}
      />
    </Panel>
  );
}
