import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Severity } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { useHomeScope } from '@/ui/use-session';
import { CheckGroup } from '@/ui/CheckGroup';
import { Row } from '@/ui/Page';
import { Panel } from '@/ui/Panel';
import { ScopeField } from '@/ui/ScopeField';
import { Segmented } from '@/ui/Segmented';
import { useExplain } from '@/ui/use-explain';
import { useForm } from '@/ui/use-form';
import { thresholdsQuery } from '../api/queries';
import type { Policy } from '../api/types';
import { useSavePolicy } from '../api/use-policies';
import { actionKinds, answerable, autonomies, draftOf, keepsSecret, newPolicy, policyFaults, policyFields, policyRequest, policyServerNames, severities, subjectChoice, withKinds, type PolicyDraft } from '../model/policy-form';
import { PreviewPanel } from './PreviewPanel';
import { usePolicyWords } from './use-policy-words';

interface PolicyFormProps {
  /** The policy to change; null makes a new one. */
  policy: Policy | null;
  onSaved: (id: string) => void;
}

/** When a policy answers, and what it does then; beside it what it would have answered. */
export function PolicyForm({ policy, onSaved }: PolicyFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const explain = useExplain();
  const words = usePolicyWords();
  const { data: thresholds = [] } = useQuery(thresholdsQuery());
  const home = useHomeScope();
  const save = useSavePolicy();
  const form = useForm({
    initial: (): PolicyDraft => (policy === null ? { ...newPolicy, scope: home } : draftOf(policy)),
    fields: policyFields,
    faults: (draft) => policyFaults(draft, policy),
    words: (fault) => t(`policies.fault.${fault}`),
    serverNames: policyServerNames,
    deed: save,
  });
  const { draft, change } = form;
  const submit = form.submit(() => save.mutate({ id: policy?.id ?? null, policy: policyRequest(draft) }, { onSuccess: (saved) => onSaved(saved.id) }));
  const text = (...field: Parameters<typeof form.text>) => ({ ...form.text(...field), slotProps: { htmlInput: { autoComplete: 'off' } } });
  const subjects = subjectChoice(draft.kinds, thresholds, draft.subjects);
  const acts = draft.autonomy !== 'notify';
  return (
    <Row columns="minmax(0, 1.7fr) minmax(300px, 1fr)">
      <Box component="form" onSubmit={submit} noValidate sx={{ display: 'flex', flexDirection: 'column', gap: 2, minWidth: 0 }}>
        <Panel title={t('policies.when')} hint={t('policies.whenHint')}>
          <Fields>
            <TextField {...text('name', t('policies.name'), t('policies.nameHelp'))} required />
            <ScopeField {...form.scope('scope', t('policies.scope'), t('policies.scopeHelp'))} />
            <CheckGroup legend={t('policies.kinds')} help={t('policies.kindsHelp')} options={answerable.map((kind) => ({ value: kind, label: t(`alerts.noticeKind.${kind}`) }))} value={draft.kinds} onChange={(kinds) => change(withKinds(draft, kinds, thresholds))} />
            {subjects.length > 0 && <CheckGroup legend={t('policies.subjects')} help={t('policies.subjectsHelp')} options={subjects.map((code) => ({ value: code, label: words.subject(code) }))} value={draft.subjects} onChange={(chosen) => change({ subjects: chosen })} />}
            <Two>
              <TextField select size="small" label={t('policies.severity')} value={draft.severity} onChange={(event) => change({ severity: event.target.value as Severity })}>
                {severities.map((one) => <MenuItem key={one} value={one}>{t(`common.severity.${one}`)}</MenuItem>)}
              </TextField>
              <TextField {...text('excess', t('policies.excess', { currency: format.currency }))} />
              <TextField {...text('perHour', t('policies.perHour', { currency: format.currency }))} />
              <TextField {...text('share', t('policies.share'))} />
              <TextField {...text('probability', t('policies.probability'))} />
              <TextField {...text('hoursToBreach', t('policies.hoursToBreach'))} />
              <TextField {...text('cooldown', t('policies.cooldown'), t('policies.cooldownHelp'))} required />
            </Two>
          </Fields>
        </Panel>
        <Panel title={t('policies.does')}>
          <Fields>
            <Box>
              <Segmented label={t('policies.autonomyTitle')} value={draft.autonomy} options={autonomies.map((one) => ({ value: one, label: t(`policies.autonomy.${one}`) }))} onChange={(autonomy) => change({ autonomy })} />
              <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mt: 0.5 }}>{t(`policies.means.${draft.autonomy}`)}</Typography>
            </Box>
            {acts && (
              <>
                <Two>
                  <TextField select size="small" label={t('policies.actionTitle')} value={draft.action} onChange={(event) => change({ action: event.target.value as PolicyDraft['action'] })}>
                    {actionKinds.map((one) => <MenuItem key={one} value={one}>{t(`policies.action.${one}`)}</MenuItem>)}
                  </TextField>
                  <TextField {...text('duration', t('policies.duration'), t('policies.durationHelp'))} />
                </Two>
                <TextField {...text('parameters', t('policies.parameters'), t('policies.parametersHelp'))} multiline minRows={2} maxRows={8} />
                <TextField {...text('text', t('policies.text'))} multiline maxRows={4} />
                <TextField {...text('url', t('policies.url'), t('policies.urlHelp'))} required={draft.autonomy === 'act'} />
                {draft.url.trim() !== '' && (
                  <TextField {...text('secret', t('policies.secret'), keepsSecret(draft, policy) ? t('policies.secretKept') : t('policies.secretHelp'))} type={/^(env|file|config):/.test(draft.secret) ? 'text' : 'password'} slotProps={{ htmlInput: { autoComplete: 'new-password', spellCheck: false } }} />
                )}
                {draft.autonomy !== 'act' && (
                  <Two>
                    <TextField {...text('approver', t('policies.approver'), t('policies.approverHelp'))} />
                    <TextField {...text('timeout', t('policies.timeout'))} required />
                  </Two>
                )}
              </>
            )}
            <FormControlLabel control={<Checkbox size="small" checked={draft.isEnabled} onChange={(_, isEnabled) => change({ isEnabled })} />} label={t('policies.enabled')} />
            {draft.autonomy === 'act' && <Alert severity="info">{t('policies.beginsDry')}</Alert>}
          </Fields>
        </Panel>
        {form.error !== null && <Alert severity="error">{t('policies.saveFailed', { detail: explain(form.error) })}</Alert>}
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button type="submit" variant="contained" disabled={save.isPending}>{t(policy === null ? 'policies.add' : 'common.save')}</Button>
          {policy === null && <Button component={Link} to="/policies" color="inherit" sx={{ color: 'text.secondary' }}>{t('common.cancel')}</Button>}
        </Box>
      </Box>
      <Box sx={{ alignSelf: 'start', position: { md: 'sticky' }, top: 72 }}><PreviewPanel draft={draft} /></Box>
    </Row>
  );
}

const Fields = ({ children }: { children: ReactNode }) => <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, pt: 1 }}>{children}</Box>;
const Two = ({ children }: { children: ReactNode }) => <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '1fr 1fr' } }}>{children}</Box>;
