import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useId, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { AskDialog } from '@/ui/AskDialog';
import { CommandBlock } from '@/ui/CommandBlock';
import { UploadIcon } from '@/ui/icons';
import { Segmented } from '@/ui/Segmented';
import { useExplain } from '@/ui/use-explain';
import { isoDay } from '@/url/day-range';
import { useMinute } from '@/ui/use-now';
import type { UnitValue, ValueCounts } from '../api/types';
import { useCountUnit, useTakeBackCount } from '../api/use-value';
import { countLine, rowCount } from '../model/value-form';

type Way = 'day' | 'many' | 'command';

const DAY = 86_400_000;

interface CountDialogProps {
  open: boolean;
  item: UnitValue;
  onClose: () => void;
  onCounted: (days: number) => void;
}

/** How many there were: a day by hand, many days at once, or by a command. */
export function CountDialog({ open, item, onClose, onCounted }: CountDialogProps) {
  const { t } = useTranslation();
  const formId = useId();
  const [way, setWay] = useState<Way>('day');
  return (
    <AskDialog
      open={open}
      title={t('value.countOf', { name: item.unit.name })}
      onClose={onClose}
      actions={(
        <>
          <Button variant="outlined" onClick={onClose}>{t(way === 'command' ? 'common.close' : 'common.cancel')}</Button>
          {way !== 'command' && <Button type="submit" form={formId} variant="contained">{t('common.save')}</Button>}
        </>
      )}
    >
      <Segmented label={t('value.way.title')} value={way} options={[{ value: 'day', label: t('value.way.day') }, { value: 'many', label: t('value.way.many') }, { value: 'command', label: t('value.way.command') }]} onChange={setWay} />
      {way === 'day' && <OneDay formId={formId} item={item} onCounted={onCounted} />}
      {way === 'many' && <ManyDays formId={formId} id={item.unit.id} onCounted={onCounted} />}
      {way === 'command' && <Command id={item.unit.id} />}
    </AskDialog>
  );
}

interface WayProps {
  formId: string;
  onCounted: (days: number) => void;
}

function OneDay({ formId, item: { unit, days }, onCounted }: WayProps & { item: UnitValue }) {
  const { t } = useTranslation();
  const format = useFormat();
  const explain = useExplain();
  const now = useMinute();
  const [day, setDay] = useState(() => isoDay(now - DAY));
  const [amount, setAmount] = useState('');
  const [isSent, setSent] = useState(false);
  const count = useCountUnit();
  const takeBack = useTakeBackCount();
  const line = countLine(day, amount);
  const known = days.find((one) => one.day === day)?.count ?? null;
  const error = count.error ?? takeBack.error;
  const faults = count.data?.errors ?? [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (line === null) document.getElementById(`${formId}-amount`)?.focus();
    else count.mutate({ id: unit.id, csv: line }, { onSuccess: ({ accepted }) => { if (accepted > 0) onCounted(accepted); } });
  };
  return (
    <form id={formId} onSubmit={submit} noValidate style={{ display: 'contents' }}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '1fr 1fr' } }}>
        <TextField type="date" size="small" fullWidth label={t('value.day')} value={day} onChange={(event) => setDay(event.target.value)} slotProps={{ inputLabel: { shrink: true }, htmlInput: { max: isoDay(now) } }} />
        <TextField id={`${formId}-amount`} autoFocus required size="small" fullWidth label={t('value.count')} value={amount} onChange={(event) => setAmount(event.target.value)} error={isSent && line === null} helperText={isSent && line === null ? t('value.fault.amount') : undefined} slotProps={{ htmlInput: { inputMode: 'decimal', autoComplete: 'off' } }} />
      </Box>
      {known !== null && (
        <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1 }}>
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>{t('value.known', { count: format.countExact(known) })}</Typography>
          <Button color="inherit" disabled={takeBack.isPending} onClick={() => takeBack.mutate({ id: unit.id, day }, { onSuccess: () => onCounted(1) })}>{t('value.takeBack')}</Button>
        </Box>
      )}
      {faults.length > 0 && <Alert severity="error"><span lang="en">{faults.map((fault) => fault.message).join(' ')}</span></Alert>}
      {error !== null && <Alert severity="error">{explain(error)}</Alert>}
    </form>
  );
}

function ManyDays({ formId, id, onCounted }: WayProps & { id: string }) {
  const { t } = useTranslation();
  const explain = useExplain();
  const file = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [isSent, setSent] = useState(false);
  const count = useCountUnit();
  const rows = rowCount(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (rows === 0) document.getElementById(`${formId}-rows`)?.focus();
    else count.mutate({ id, csv: text }, { onSuccess: ({ accepted, rejected }) => { if (rejected === 0) onCounted(accepted); } });
  };
  return (
    <form id={formId} onSubmit={submit} noValidate style={{ display: 'contents' }}>
      <TextField
        id={`${formId}-rows`}
        multiline
        minRows={5}
        maxRows={12}
        fullWidth
        size="small"
        label={t('value.rows')}
        placeholder={'2026-11-01,412\n2026-11-02,390'}
        value={text}
        onChange={(event) => { count.reset(); setText(event.target.value); }}
        error={isSent && rows === 0}
        helperText={isSent && rows === 0 ? t('value.fault.rows') : t('value.rowsHelp')}
        slotProps={{ inputLabel: { shrink: true }, htmlInput: { spellCheck: false, style: { fontFamily: 'monospace' } } }}
      />
      <Box>
        <Button variant="outlined" startIcon={<UploadIcon />} onClick={() => file.current?.click()}>{t('value.file')}</Button>
        <input ref={file} type="file" accept=".csv,.txt,text/csv,text/plain" hidden aria-label={t('value.file')} onChange={(event) => void event.target.files?.[0]?.text().then((read) => { count.reset(); setText(read); })} />
      </Box>
      {count.data !== undefined && count.data.rejected > 0 && <Faults answer={count.data} />}
      {count.error !== null && <Alert severity="error">{explain(count.error)}</Alert>}
    </form>
  );
}

/** Rows that were not taken, by line; the others were. */
function Faults({ answer }: { answer: ValueCounts }) {
  const { t } = useTranslation();
  return (
    <Alert severity="warning">
      {t('value.rejected', { accepted: answer.accepted, count: answer.rejected })}
      <Box component="ul" lang="en" sx={{ m: 0, mt: 0.5, pl: 2.5, maxHeight: 160, overflowY: 'auto' }}>
        {answer.errors.map((error) => <li key={`${error.line} ${error.field}`}>{`${error.line}: ${error.message}`}</li>)}
      </Box>
    </Alert>
  );
}

function Command({ id }: { id: string }) {
  const { t } = useTranslation();
  const yesterday = isoDay(useMinute() - DAY);
  const command = [
    'curl -X PUT -H "Authorization: Bearer $FINOPSAI_TOKEN" \\',
    "  -H 'Content-Type: application/json' \\",
    `  --data '{"counts":[{"day":"${yesterday}","amount":412}]}' \\`,
    `  ${window.location.origin}/api/v1/value-units/${id}/counts`,
  ].join('\n');
  return (
    <>
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>{t('value.commandHelp')}</Typography>
      <CommandBlock label={t('value.way.command')} text={command} />
    </>
  );
}
