import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useFormat } from '@/format/use-format';
import { BackLink } from '@/ui/BackLink';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { DataState } from '@/ui/DataState';
import { CopyIcon } from '@/ui/icons';
import { Page } from '@/ui/Page';
import { ScopeField } from '@/ui/ScopeField';
import { ToldNote, type Told } from '@/ui/ToldNote';
import { useExplain } from '@/ui/use-explain';
import { useMinute } from '@/ui/use-now';
import { usePerson } from '@/ui/use-person';
import { useScopeName } from '@/ui/use-scope-name';
import { useHomeScope, useMay } from '@/ui/use-session';
import { isoDay } from '@/url/day-range';
import { modelChoicesQuery, previewQuery } from '../api/queries';
import type { Scenario } from '../api/types';
import { useRemoveScenario, useSaveScenario } from '../api/use-scenarios';
import { requestOf, scenarioAddress } from '../model/scenario';
import { BudgetMenu } from './BudgetMenu';
import { DriverPanel } from './DriverPanel';
import { ResultPanel } from './ResultPanel';
import { SaveScenarioDialog } from './SaveScenarioDialog';
import { useDraft } from './use-draft';
import { useDriverWords } from './use-driver-words';

interface ScenarioEditorProps {
  /** The scenario that was saved; null begins a new one. */
  saved: Scenario | null;
  /** Opens the form of a budget. */
  onBudget: (budget: { name: string; scope: string; amount: number }) => void;
}

/** Sliders on the left, what comes of them on the right; both stand in the address. */
export function ScenarioEditor({ saved, onBudget }: ScenarioEditorProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const explain = useExplain();
  const person = usePerson();
  const scopeName = useScopeName();
  const wordsOf = useDriverWords();
  const navigate = useNavigate();
  const may = useMay();
  const home = useHomeScope();
  const now = useMinute();
  const today = isoDay(now);
  const { shown, settled, change, clear } = useDraft(saved, today);
  const [dialog, setDialog] = useState<'save' | 'remove' | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const save = useSaveScenario();
  const remove = useRemoveScenario();
  const scope = shown.scope ?? home;
  const query = useQuery(previewQuery(requestOf(settled, settled.scope ?? home, today)));
  const models = useQuery(modelChoicesQuery(scope));
  const maySave = may('saveAnalyses', scope);
  const isMine = saved !== null && saved.isMine && maySave;
  const isEdited = shown.edited;
  const copy = () => void navigator.clipboard.writeText(globalThis.location.href).then(() => setTold({ isFault: false, text: t('scenarios.copied') }), () => setTold({ isFault: true, text: t('scenarios.notCopied') }));
  const title = saved === null ? t('scenarios.new') : saved.name;
  return (
    <Page
      title={title}
      above={<BackLink to="/scenarios" label={t('nav.pages.scenarios')} />}
      beside={saved === null ? undefined : (
        <Typography component="span" variant="caption" sx={{ color: 'text.secondary' }}>
          {[scopeName.path(saved.scope), person(saved.ownerName), t('scenarios.savedAt', { time: format.dateTime(saved.savedAt) }), ...(isEdited ? [t('scenarios.isEdited')] : [])].join(' · ')}
        </Typography>
      )}
      actions={(
        <Box data-print="hide" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          {isEdited && <Button variant="outlined" color="inherit" onClick={clear} sx={{ borderColor: 'divider' }}>{t('scenarios.discard')}</Button>}
          {isMine && isEdited && (
            <Button
              variant="contained"
              disabled={save.isPending}
              onClick={() => save.mutate({ id: saved.id, scenario: requestOf(shown, saved.scope, today, saved) }, { onSuccess: () => { clear(); setTold({ isFault: false, text: t('scenarios.saved') }); } })}
            >
              {t('scenarios.saveChanges')}
            </Button>
          )}
          {maySave && <Button variant={saved === null ? 'contained' : 'outlined'} onClick={() => setDialog('save')}>{t(saved === null ? 'scenarios.save' : 'scenarios.saveAs')}</Button>}
          {query.data !== undefined && may('manageBudgets', scope) && <BudgetMenu result={query.data} start={settled.start} onChoose={(amount) => onBudget({ name: saved?.name ?? t('scenarios.budgetName', { scope: scopeName.path(scope) }), scope, amount })} />}
          <Button variant="outlined" color="inherit" onClick={copy} startIcon={<CopyIcon />} sx={{ borderColor: 'divider' }}>{t('scenarios.copyLink')}</Button>
          {isMine && <Button variant="outlined" color="inherit" onClick={() => setDialog('remove')} sx={{ borderColor: 'divider' }}>{t('scenarios.remove')}</Button>}
        </Box>
      )}
    >
      {told !== null && <ToldNote told={told} onClose={() => setTold(null)} />}
      {save.error !== null && <Alert severity="error" onClose={() => save.reset()}>{explain(save.error)}</Alert>}
      {saved !== null && saved.note !== '' && <Typography sx={{ color: 'text.secondary', whiteSpace: 'pre-wrap', maxWidth: 900 }}>{saved.note}</Typography>}
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '340px minmax(0, 1fr)' }, alignItems: 'start' }}>
        <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
          {saved === null && (
            <Box sx={{ '& .MuiAutocomplete-root': { width: '100%' } }}>
              <ScopeField compact id="scenario-scope" label={t('scenarios.scope')} value={scope} onChange={(next) => change({ scope: next === home ? null : next })} />
            </Box>
          )}
          <DriverPanel state={shown} now={now} result={query.data} models={models.data?.items ?? []} onChange={change} />
        </Box>
        <Box sx={{ minWidth: 0, position: 'relative' }}>
          <Box sx={{ position: 'absolute', top: -6, left: 0, right: 0, height: 2 }}>{query.isFetching && query.isPlaceholderData && <LinearProgress aria-label={t('scenarios.computing')} sx={{ height: 2 }} />}</Box>
          {query.error !== null && query.data !== undefined && <Alert severity="error" sx={{ mb: 2 }}>{explain(query.error)}</Alert>}
          <DataState what={t('scenarios.result')} query={query} height={520}>{(result) => <ResultPanel result={result} state={settled} today={today} />}</DataState>
        </Box>
      </Box>
      {dialog === 'save' && (
        <SaveScenarioDialog
          title={t(saved === null ? 'scenarios.save' : 'scenarios.saveAs')}
          id={null}
          name={saved === null ? '' : t('scenarios.copyOf', { name: saved.name })}
          note={saved?.note ?? ''}
          summary={wordsOf(shown)}
          request={(kept) => requestOf(shown, scope, today, kept)}
          onClose={() => setDialog(null)}
          onSaved={({ id }) => { setDialog(null); void navigate(scenarioAddress(id), { replace: true }); }}
        />
      )}
      {saved !== null && (
        <ConfirmDialog
          open={dialog === 'remove'}
          title={t('scenarios.removeTitle', { name: saved.name })}
          text={t('scenarios.removeText')}
          confirm={t('scenarios.remove')}
          deed={remove}
          onConfirm={() => remove.mutate(saved.id, { onSuccess: () => void navigate('/scenarios') })}
          onClose={() => setDialog(null)}
        />
      )}
    </Page>
  );
}
