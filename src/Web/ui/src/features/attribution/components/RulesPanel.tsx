import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { DataState, EmptyNote } from '@/ui/DataState';
import { PlusIcon } from '@/ui/icons';
import { Panel } from '@/ui/Panel';
import { Permitted } from '@/ui/Permitted';
import { useMinute } from '@/ui/use-now';
import { VisuallyHidden } from '@/ui/VisuallyHidden';
import { rulesQuery } from '../api/queries';
import type { Rule, RuleSet } from '../api/types';
import { moved, utcDay } from '../model/rules';
import { ChangeDialog } from './ChangeDialog';
import { RuleDialog } from './RuleDialog';
import { RuleRow } from './RuleRow';
import { VersionsDialog } from './VersionsDialog';

/** The rules in their order. Changes gather here and become one version, after a look at what they move. */
export function RulesPanel() {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuery(rulesQuery());
  const [dialog, setDialog] = useState<'versions' | null>(null);
  const set = query.data;
  return (
    <Panel
      flush
      title={t('attribution.rules')}
      hint={set === undefined || set.version === 0 ? t('attribution.rulesHint') : `${t('attribution.rulesHint')} · ${t('attribution.versionBy', { version: set.version, by: set.by, time: format.dateTime(set.at) })}`}
      actions={set === undefined || set.version === 0 ? undefined : <Button variant="outlined" onClick={() => setDialog('versions')} data-print="hide">{t('attribution.versions')}</Button>}
    >
      <DataState what={t('attribution.rules')} query={query} height={200}>{(data) => <RulesEditor set={data} />}</DataState>
      {set !== undefined && <VersionsDialog open={dialog === 'versions'} present={set.version} onClose={() => setDialog(null)} />}
    </Panel>
  );
}

function RulesEditor({ set }: { set: RuleSet }) {
  const { t } = useTranslation();
  const listId = useId();
  const today = utcDay(useMinute());
  // What is being changed, with the version that it starts from; null while nothing is.
  const [draft, setDraft] = useState<{ base: number; rules: Rule[] } | null>(null);
  const [edited, setEdited] = useState<{ rule: Rule | null; key: number; isOpen: boolean }>({ rule: null, key: 0, isOpen: false });
  const [saving, setSaving] = useState<{ rules: Rule[]; base: number; key: number; isOpen: boolean } | null>(null);
  const [told, setTold] = useState('');
  const rules = draft?.rules ?? set.rules;
  const change = (next: Rule[]) => setDraft({ base: draft?.base ?? set.version, rules: next });
  const open = (rule: Rule | null) => setEdited((last) => ({ rule, key: last.key + 1, isOpen: true }));
  const close = () => setEdited((last) => ({ ...last, isOpen: false }));
  const move = (from: number, to: number) => {
    if (to < 0 || to >= rules.length) return;
    const rule = rules[from]!;
    change(moved(rules, from, to));
    setTold(t('attribution.nowAt', { name: rule.name, place: to + 1, count: rules.length }));
    // A moved row loses the focus where the browser takes it out and puts it back.
    requestAnimationFrame(() => document.getElementById(`${listId}-${rule.id}`)?.focus());
  };
  const done = (rule: Rule) => {
    change(edited.rule === null ? [...rules, rule] : rules.map((one) => (one.id === rule.id ? rule : one)));
    close();
  };
  const add = <Permitted permission="manageAttribution" scope="org"><Button variant={rules.length === 0 ? 'contained' : 'outlined'} startIcon={<PlusIcon />} onClick={() => open(null)} data-print="hide">{t('attribution.addRule')}</Button></Permitted>;
  return (
    <>
      {draft !== null && (
        <Alert
          severity="info"
          sx={{ mx: 2, mb: 1.5 }}
          action={(
            <Box sx={{ display: 'flex', gap: 1 }}>
              <Button variant="contained" onClick={() => setSaving((last) => ({ rules, base: draft.base, key: (last?.key ?? 0) + 1, isOpen: true }))}>{t('attribution.previewAndSave')}</Button>
              <Button variant="outlined" onClick={() => setDraft(null)}>{t('attribution.discard')}</Button>
            </Box>
          )}
        >
          {t(draft.base === set.version ? 'attribution.unsaved' : 'attribution.outdated')}
        </Alert>
      )}
      {rules.length === 0
        ? <EmptyNote title={t('attribution.noRules')} hint={t('attribution.noRulesHint')} action={add} />
        : (
          <>
            <Box component="ol" aria-label={t('attribution.rules')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
              {rules.map((rule, place) => (
                <RuleRow
                  key={rule.id}
                  rule={rule}
                  place={place}
                  count={rules.length}
                  today={today}
                  handleId={`${listId}-${rule.id}`}
                  onMove={(to) => move(place, to)}
                  onEdit={() => open(rule)}
                  onChange={(next) => change(rules.map((one) => (one.id === next.id ? next : one)))}
                  onRemove={() => change(rules.filter((one) => one.id !== rule.id))}
                />
              ))}
            </Box>
            <Box sx={{ px: 2, py: 1.5, borderTop: 1, borderColor: 'divider' }}>{add}</Box>
          </>
        )}
      <VisuallyHidden><span role="status">{told}</span></VisuallyHidden>
      <RuleDialog key={edited.key} open={edited.isOpen} rule={edited.rule} taken={rules.map((rule) => rule.id)} onClose={close} onDone={done} />
      {saving !== null && (
        <ChangeDialog
          key={`change-${saving.key}`}
          open={saving.isOpen}
          title={t('attribution.previewTitle')}
          rules={saving.rules}
          added={null}
          expectedVersion={saving.base}
          onClose={() => setSaving({ ...saving, isOpen: false })}
          onSaved={() => setDraft(null)}
        />
      )}
    </>
  );
}
