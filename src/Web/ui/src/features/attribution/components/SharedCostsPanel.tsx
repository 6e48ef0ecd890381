import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { choice, type Fields } from '@/url/search-state';
import { useSearchState } from '@/url/use-search-state';
import { AskDialog } from '@/ui/AskDialog';
import { DataState, EmptyNote } from '@/ui/DataState';
import { EditIcon, PlusIcon, RemoveIcon } from '@/ui/icons';
import { Panel } from '@/ui/Panel';
import { Permitted } from '@/ui/Permitted';
import { Segmented } from '@/ui/Segmented';
import { useExplain } from '@/ui/use-explain';
import { useMinute } from '@/ui/use-now';
import { useScopeName } from '@/ui/use-scope-name';
import { sharedCostsQuery, sharedResultQuery } from '../api/queries';
import type { SharedCost } from '../api/types';
import { useRemoveSharedCost } from '../api/use-attribution';
import { lastMonthStart, utcDay } from '../model/rules';
import { SharedCostDialog } from './SharedCostDialog';
import { SharedResultView } from './SharedResultView';

const fields: Fields<{ month: 'this' | 'last' }> = { month: choice(['this', 'last'], 'this') };

interface Opened {
  what: 'edit' | 'remove';
  shared: SharedCost | null;
  key: number;
  isOpen: boolean;
}

/** Shared costs and how each was divided in a month. */
export function SharedCostsPanel() {
  const { t } = useTranslation();
  const [{ month }, setState] = useSearchState(fields);
  const now = useMinute();
  const thisMonth = `${utcDay(now).slice(0, 7)}-01`;
  const [from, to] = month === 'this' ? [thisMonth, utcDay(now + 86_400_000)] : [lastMonthStart(now), thisMonth];
  const query = useQuery(sharedCostsQuery());
  const { data: results } = useQuery(sharedResultQuery(`${from}T00:00:00Z`, `${to}T00:00:00Z`));
  const [opened, setOpened] = useState<Opened>({ what: 'edit', shared: null, key: 0, isOpen: false });
  const open = (what: Opened['what'], shared: SharedCost | null) => setOpened((last) => ({ what, shared, key: last.key + 1, isOpen: true }));
  const close = () => setOpened((last) => ({ ...last, isOpen: false }));
  const isEmpty = query.data?.items.length === 0;
  const add = <Permitted permission="manageAttribution" scope="org"><Button variant={isEmpty ? 'contained' : 'outlined'} startIcon={<PlusIcon />} onClick={() => open('edit', null)} data-print="hide">{t('attribution.addShared')}</Button></Permitted>;
  return (
    <Panel
      flush
      title={t('attribution.shared')}
      hint={t('attribution.sharedHint')}
      actions={isEmpty ? undefined : (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
          <Segmented label={t('attribution.monthTitle')} value={month} options={(['this', 'last'] as const).map((value) => ({ value, label: t(`attribution.month.${value}`) }))} onChange={(next) => setState({ month: next }, { replace: true })} />
          {add}
        </Box>
      )}
    >
      <DataState what={t('attribution.shared')} query={query} height={160}>
        {(data) => data.items.length === 0 ? <EmptyNote title={t('attribution.noShared')} hint={t('attribution.noSharedHint')} action={add} /> : (
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {data.items.map((shared) => {
              const result = results?.items.find((item) => item.id === shared.id);
              return (
                <Box component="li" key={shared.id} sx={{ px: 2, py: 1.5, borderTop: 1, borderColor: 'divider' }}>
                  <SharedHead shared={shared} onEdit={() => open('edit', shared)} onRemove={() => open('remove', shared)} />
                  {result !== undefined && <SharedResultView result={result} />}
                </Box>
              );
            })}
          </Box>
        )}
      </DataState>
      <SharedCostDialog key={opened.key} open={opened.isOpen && opened.what === 'edit'} shared={opened.shared} onClose={close} />
      {opened.shared !== null && <RemoveSharedDialog open={opened.isOpen && opened.what === 'remove'} shared={opened.shared} onClose={close} />}
    </Panel>
  );
}

function SharedHead({ shared, onEdit, onRemove }: { shared: SharedCost; onEdit: () => void; onRemove: () => void }) {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const format = useFormat();
  const words = [
    t('attribution.fromOrigin', { scope: scopeName.path(shared.origin.scope) }),
    ...[shared.origin.provider, shared.origin.model].filter((text) => typeof text === 'string'),
    shared.method === 'proportional' && shared.driver !== null ? t('attribution.byDriver', { driver: t(`attribution.driver.${shared.driver}`) }) : t(`attribution.method.${shared.method}`),
    shared.targets.length === 0 ? t('attribution.amongAll') : t('attribution.amongTargets', { count: shared.targets.length }),
    ...(shared.effectiveFrom === null ? [] : [t('attribution.fromDate', { day: format.day(shared.effectiveFrom) })]),
    ...(shared.effectiveUntil === null ? [] : [t('attribution.untilDate', { day: format.day(shared.effectiveUntil) })]),
  ];
  return (
    <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1.5 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{shared.name}</Box>
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>{words.join(' · ')}</Typography>
      </Box>
      <Box data-print="hide" sx={{ whiteSpace: 'nowrap' }}>
        <Permitted permission="manageAttribution" scope="org"><Tooltip title={t('attribution.edit')}><IconButton size="small" onClick={onEdit} aria-label={`${t('attribution.edit')}: ${shared.name}`}><EditIcon sx={{ fontSize: 18 }} /></IconButton></Tooltip></Permitted>
        <Permitted permission="manageAttribution" scope="org"><Tooltip title={t('attribution.remove')}><IconButton size="small" onClick={onRemove} aria-label={`${t('attribution.remove')}: ${shared.name}`}><RemoveIcon sx={{ fontSize: 18 }} /></IconButton></Tooltip></Permitted>
      </Box>
    </Box>
  );
}

function RemoveSharedDialog({ open, shared, onClose }: { open: boolean; shared: SharedCost; onClose: () => void }) {
  const { t } = useTranslation();
  const explain = useExplain();
  const remove = useRemoveSharedCost();
  return (
    <AskDialog
      open={open}
      title={t('attribution.removeShared', { name: shared.name })}
      onClose={onClose}
      actions={(
        <>
          <Button variant="outlined" onClick={onClose} autoFocus>{t('common.cancel')}</Button>
          <Button variant="contained" color="error" disabled={remove.isPending} onClick={() => remove.mutate(shared.id, { onSuccess: onClose })}>{t('attribution.remove')}</Button>
        </>
      )}
    >
      <Typography>{t('attribution.removeSharedText')}</Typography>
      {remove.error !== null && <Alert severity="error">{t('attribution.sharedFailed', { detail: explain(remove.error) })}</Alert>}
    </AskDialog>
  );
}
