import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ApiProblem } from '@/api/problem';
import type { Source, SourceKind, SourceSetting } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { Panel } from '@/ui/Panel';
import { SecretField } from '@/ui/SecretField';
import { settingField } from '@/ui/setting-draft';
import { SettingField } from '@/ui/SettingField';
import { useExplain } from '@/ui/use-explain';
import { useMinute } from '@/ui/use-now';
import { useSaveSource, useTestSource } from '../api/use-sources';
import { everyChoices, fieldOrder, ownSettings, placementSettings, settlesSettings, sourceDraft, sourceFaults, sourceRequest, testRequest, type SourceDraft } from '../model/source-form';
import { sourceAddress } from '../model/sources';
import { TestAnswer } from './TestAnswer';

interface SourceFormProps {
  kind: SourceKind;
  /** The source to change; null sets up a new one. */
  source: Source | null;
  onSaved: (id: string) => void;
}

/** Sets up a source of a kind, or changes one: the fields come from the kind. */
export function SourceForm({ kind, source, onSaved }: SourceFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const explain = useExplain();
  const formId = useId();
  const [draft, setDraft] = useState<SourceDraft>(() => sourceDraft(kind, source, kind.title[format.language]));
  // A field is told its fault once it was left or the form was sent, then with every letter.
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const save = useSaveSource();
  const test = useTestSource();
  const faults = sourceFaults(kind, draft, useMinute());
  const refused = { ...refusals(test.error), ...refusals(save.error) };

  const change = (patch: Partial<SourceDraft>) => {
    save.reset();
    test.reset();
    setDraft((current) => ({ ...current, ...patch }));
  };
  const leave = (field: string) => () => setSeen((current) => new Set([...current, field]));
  const fault = (field: string): string | null => {
    if (seen.has(field) && faults[field] !== undefined) return t(`sources.formFault.${faults[field]}`);
    return refused[field] ?? null;
  };
  const isWhole = (): boolean => {
    const order = fieldOrder(kind);
    setSeen(new Set(order));
    const first = order.find((field) => faults[field] !== undefined);
    if (first !== undefined) document.getElementById(`${formId}-${first}`)?.focus();
    return first === undefined;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWhole()) save.mutate({ id: source?.id ?? null, source: sourceRequest(kind, draft) }, { onSuccess: (saved) => onSaved(saved.id) });
  };
  const tryIt = () => {
    if (isWhole()) test.mutate(testRequest(kind, draft, source));
  };
  const field = (setting: SourceSetting) => {
    const name = settingField(setting);
    const shared = { id: `${formId}-${name}`, setting, fault: fault(name), onBlur: leave(name) };
    return setting.type === 'secret'
      ? <SecretField key={name} {...shared} saved={source?.secrets[setting.name]} value={draft.secrets[setting.name]!} onChange={(value) => change({ secrets: { ...draft.secrets, [setting.name]: value } })} />
      : <SettingField key={name} {...shared} value={draft.settings[setting.name] ?? ''} onChange={(value) => change({ settings: { ...draft.settings, [setting.name]: value } })} />;
  };
  const text = (name: 'name' | 'every' | 'since' | 'layer', label: string, help: string) => ({
    id: `${formId}-${name}`, size: 'small' as const, fullWidth: true, label, value: draft[name], onBlur: leave(name),
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }), error: fault(name) !== null, helperText: fault(name) ?? help,
  });
  const known = new Set(fieldOrder(kind));
  const others = save.error instanceof ApiProblem && Object.keys(save.error.fields).some((name) => !known.has(name));
  const asKind = (value: string) => t('sources.asKind', { value });
  return (
    <Box component="form" onSubmit={submit} noValidate sx={{ display: 'flex', flexDirection: 'column', gap: 2, maxWidth: 860 }}>
      <Panel title={kind.title[format.language]} hint={kind.description[format.language]}>
        <Fields>
          <TextField {...text('name', t('sources.name'), t('sources.nameHelp'))} required slotProps={{ htmlInput: { autoComplete: 'off' } }} />
          {ownSettings(kind).map(field)}
        </Fields>
      </Panel>
      <Panel title={t('sources.placement')} hint={t('sources.placementHint')}>
        <Fields>{placementSettings(kind).map(field)}</Fields>
      </Panel>
      <Panel title={t('sources.schedule')}>
        <Fields>
          <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '1fr 1fr' } }}>
            <TextField {...text('every', t('sources.every'), '')} select slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}>
              <MenuItem value="">{asKind(format.duration(kind.everySeconds * 1_000))}</MenuItem>
              {everyChoices(draft.every).map((seconds) => <MenuItem key={seconds} value={String(seconds)}>{format.duration(seconds * 1_000)}</MenuItem>)}
            </TextField>
            <TextField
              {...text('since', t('sources.since'), source === null ? t('sources.sinceHelp', { span: format.duration(kind.firstReadSeconds * 1_000) }) : t('sources.utcDay'))}
              type="date"
              slotProps={{ inputLabel: { shrink: true } }}
            />
          </Box>
          <TextField {...text('layer', t('sources.layerTitle'), t('sources.layerHelp'))} select slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}>
            <MenuItem value="">{asKind(t(`sources.layer.${kind.layer}`))}</MenuItem>
            {(['spend', 'bill'] as const).map((layer) => <MenuItem key={layer} value={layer}>{t(`sources.layer.${layer}`)}</MenuItem>)}
          </TextField>
          {settlesSettings(kind, draft).map(field)}
        </Fields>
      </Panel>
      <TestAnswer test={Object.keys(refusals(test.error)).length > 0 ? { ...test, error: null } : test} />
      {save.error !== null && (others || Object.keys(refused).length === 0) && <Alert severity="error">{t('sources.saveFailed', { detail: explain(save.error) })}</Alert>}
      {Object.keys(refused).length > 0 && !others && <Alert severity="error">{t('sources.refused')}</Alert>}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <Button type="submit" variant="contained" disabled={save.isPending}>{t(source === null ? 'sources.saveNew' : 'common.save')}</Button>
        <Button variant="outlined" onClick={tryIt} disabled={test.isPending}>{t('sources.testConnection')}</Button>
        <Button component={Link} to={source === null ? '/sources' : sourceAddress(source.id)} color="inherit" sx={{ color: 'text.secondary' }}>{t('common.cancel')}</Button>
      </Box>
    </Box>
  );
}

const Fields = ({ children }: { children: ReactNode }) => <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, pt: 1 }}>{children}</Box>;

/** What the server did not accept, by field, in its words. */
function refusals(error: unknown): Record<string, string> {
  return error instanceof ApiProblem ? Object.fromEntries(Object.entries(error.fields).map(([name, words]) => [name, words.join(' ')])) : {};
}
