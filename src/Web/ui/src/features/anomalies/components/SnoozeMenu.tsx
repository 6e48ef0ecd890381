import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { browserZone } from '@/format/format';
import { AskDialog } from '@/ui/AskDialog';
import { ChevronDownIcon } from '@/ui/icons';
import { useMinute } from '@/ui/use-now';
import { snoozeChoices, snoozeFault, snoozeUntil } from '../model/handling';

/** Puts an incident off: for a while, until tomorrow, or until a time of one's own. */
export function SnoozeMenu({ disabled, onSnooze }: { disabled: boolean; onSnooze: (until: Date) => void }) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [isOwn, setOwn] = useState(false);
  const close = () => setAnchor(null);
  return (
    <>
      <Button variant="outlined" disabled={disabled} aria-haspopup="menu" aria-expanded={anchor !== null} endIcon={<ChevronDownIcon sx={{ fontSize: 16 }} />} onClick={(event) => setAnchor(event.currentTarget)}>
        {t('anomalies.snooze')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close} slotProps={{ list: { dense: true, 'aria-label': t('anomalies.snooze') } }}>
        {snoozeChoices.map((choice) => (
          <MenuItem
            key={choice}
            onClick={() => {
              close();
              onSnooze(snoozeUntil(choice, Date.now()));
            }}
          >
            {t(`anomalies.snoozeFor.${choice}`)}
          </MenuItem>
        ))}
        <MenuItem
          onClick={() => {
            close();
            setOwn(true);
          }}
        >
          {t('anomalies.snoozeOwn')}
        </MenuItem>
      </Menu>
      <OwnTime
        open={isOwn}
        onClose={() => setOwn(false)}
        onSnooze={(until) => {
          setOwn(false);
          onSnooze(until);
        }}
      />
    </>
  );
}

function OwnTime({ open, onClose, onSnooze }: { open: boolean; onClose: () => void; onSnooze: (until: Date) => void }) {
  const { t } = useTranslation();
  const formId = useId();
  const [text, setText] = useState('');
  const [seen, setSeen] = useState(false);
  const now = useMinute();
  const fault = seen ? snoozeFault(text, now) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSeen(true);
    if (snoozeFault(text, Date.now()) === null) onSnooze(new Date(text));
  };
  return (
    <AskDialog
      open={open}
      title={t('anomalies.snooze')}
      onClose={onClose}
      actions={(
        <>
          <Button variant="outlined" onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="contained" type="submit" form={formId}>{t('anomalies.snooze')}</Button>
        </>
      )}
    >
      <form id={formId} onSubmit={submit} noValidate>
        <TextField
          type="datetime-local"
          size="small"
          margin="dense"
          fullWidth
          autoFocus
          required
          label={t('anomalies.snoozeUntil')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          error={fault !== null}
          helperText={fault === null ? t('anomalies.snoozeZone', { zone: browserZone() }) : t(`anomalies.snoozeFault.${fault}`)}
          slotProps={{ inputLabel: { shrink: true } }}
        />
      </form>
    </AskDialog>
  );
}
