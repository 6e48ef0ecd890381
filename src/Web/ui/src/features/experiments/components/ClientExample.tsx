import Box from '@mui/material/Box';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandBlock } from '@/ui/CommandBlock';
import { Segmented } from '@/ui/Segmented';
import { clientExample, clients, type Client } from '../model/client-example';

/** How the code of an experiment reports to it, ready to be copied. */
export function ClientExample({ id, budgetId }: { id: string; budgetId: string | null }) {
  const { t } = useTranslation();
  const [client, setClient] = useState<Client>('python');
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5, alignItems: 'flex-start', minWidth: 0 }}>
      <Segmented label={t('experiments.example')} value={client} options={clients.map((value) => ({ value, label: t(`experiments.client.${value}`) }))} onChange={setClient} />
      <Box sx={{ width: '100%', minWidth: 0 }}><CommandBlock key={client} label={t(`experiments.client.${client}`)} text={clientExample(client, { origin: window.location.origin, id, budgetId })} /></Box>
    </Box>
  );
}
