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
import { channelKindsQuery, channelsQuery } from '../api/queries';
import type { Channel } from '../api/types';
import { useEnableChannel, useRemoveChannel } from '../api/use-alerts';
import { ChannelDialog } from './ChannelDialog';
import { ChannelsTable } from './ChannelsTable';
import { ChannelTestDialog } from './ChannelTestDialog';

/** What was opened last; it keeps its content while it closes. */
interface Opened {
  what: 'edit' | 'test' | 'remove';
  channel: Channel | null;
  isOpen: boolean;
}

/** The places where people are told, and how each fares. */
export function ChannelsPanel() {
  const { t } = useTranslation();
  const explain = useExplain();
  const query = useQuery(channelsQuery());
  const kinds = useQuery(channelKindsQuery());
  const enable = useEnableChannel();
  const remove = useRemoveChannel();
  const [told, setTold] = useState<Told | null>(null);
  const [opened, setOpened] = useState<Opened>({ what: 'edit', channel: null, isOpen: false });
  const open = (what: Opened['what'], channel: Channel | null) => setOpened({ what, channel, isOpen: true });
  const close = () => setOpened((last) => ({ ...last, isOpen: false }));
  const { channel } = opened;
  return (
    <Panel
      flush
      title={t('alerts.channels')}
      hint={t('alerts.channelsHint')}
      actions={<Button variant="contained" startIcon={<PlusIcon />} onClick={() => open('edit', null)} data-print="hide">{t('alerts.addChannel')}</Button>}
    >
      <Box sx={{ px: 2 }}><ToldNote told={told} onClose={() => setTold(null)} /></Box>
      <DataState what={t('alerts.channels')} query={query} height={200}>
        {(data) => (
          <ChannelsTable
            channels={data.items}
            kinds={kinds.data?.items ?? []}
            busy={enable.isPending}
            onEdit={(one) => open('edit', one)}
            onTest={(one) => open('test', one)}
            onRemove={(one) => open('remove', one)}
            onEnable={(one) => enable.mutate(one.id, {
              onSuccess: () => setTold({ isFault: false, text: t('alerts.enabled', { name: one.name }) }),
              onError: (error) => setTold({ isFault: true, text: explain(error) }),
            })}
          />
        )}
      </DataState>
      {kinds.data !== undefined && (
        <ChannelDialog
          open={opened.isOpen && opened.what === 'edit'}
          channel={channel}
          kinds={kinds.data.items}
          roles={kinds.data.roles}
          onClose={close}
          onSaved={(saved) => {
            close();
            setTold({ isFault: false, text: t('alerts.savedChannel', { name: saved.name }) });
          }}
        />
      )}
      <ChannelTestDialog open={opened.isOpen && opened.what === 'test'} channel={channel} onClose={close} />
      <ConfirmDialog
        open={opened.isOpen && opened.what === 'remove' && channel !== null}
        title={t('alerts.removeTitle', { name: channel?.name ?? '' })}
        text={t('alerts.removeChannelText')}
        confirm={t('alerts.remove')}
        deed={remove}
        onConfirm={() => channel !== null && remove.mutate(channel.id, { onSuccess: close })}
        onClose={close}
      />
    </Panel>
  );
}
