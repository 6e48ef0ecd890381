import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { firstRecordCommand, litellmSetting, otlpSetting } from '@/api/send-commands';
import { CommandBlock } from '@/ui/CommandBlock';
import { Panel } from '@/ui/Panel';
import { Segmented } from '@/ui/Segmented';

const ways = ['usage', 'litellm', 'otlp'] as const;

/** What sends its usage by itself needs no source here: only the address. */
export function PushPanel() {
  const { t } = useTranslation();
  const [way, setWay] = useState<(typeof ways)[number]>('usage');
  const [texts] = useState(() => {
    const { origin } = window.location;
    return { usage: firstRecordCommand(origin, new Date()), litellm: litellmSetting(origin), otlp: otlpSetting(origin) };
  });
  return (
    <Panel
      title={t('sources.push')}
      hint={t('sources.pushHint')}
      actions={<Segmented label={t('sources.push')} value={way} options={ways.map((value) => ({ value, label: t(`sources.way.${value}`) }))} onChange={setWay} />}
    >
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}>
        <Typography>{t(`sources.wayText.${way}`)}</Typography>
        <CommandBlock key={way} label={t(`sources.way.${way}`)} text={texts[way]} />
      </Box>
    </Panel>
  );
}
