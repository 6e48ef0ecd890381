import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandBlock } from '@/ui/CommandBlock';
import { Panel } from '@/ui/Panel';
import { Segmented } from '@/ui/Segmented';
import { reservationCalls, reservationCommand, type ReservationCall } from '../model/commands';

/** How a gateway or job launcher reserves before it spends. */
export function ReservationCalls({ budget }: { budget: string }) {
  const { t } = useTranslation();
  const [call, setCall] = useState<ReservationCall>('reserve');
  return (
    <Panel
      title={t('budgets.calls')}
      hint={t('budgets.callsHint')}
      actions={<Segmented label={t('budgets.calls')} value={call} options={reservationCalls.map((value) => ({ value, label: t(`budgets.call.${value}`) }))} onChange={setCall} />}
    >
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}>
        <Typography>{t(`budgets.callText.${call}`)}</Typography>
        <CommandBlock key={call} label={t(`budgets.call.${call}`)} text={reservationCommand(call, window.location.origin, budget, 10)} />
      </Box>
    </Panel>
  );
}
