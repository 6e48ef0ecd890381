import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { downloadCsv, toCsv } from '@/charts/prepare/csv';
import { useFormat } from '@/format/use-format';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { CsvButton } from '@/ui/CsvButton';
import { DataState, EmptyNote } from '@/ui/DataState';
import { PlusIcon } from '@/ui/icons';
import { Panel } from '@/ui/Panel';
import { Permitted } from '@/ui/Permitted';
import { ToldNote, type Told } from '@/ui/ToldNote';
import { valueQuery } from '../api/queries';
import type { UnitValue, ValueReport } from '../api/types';
import { useRemoveUnit } from '../api/use-value';
import { csvRows } from '../model/value';
import { CountDialog } from './CountDialog';
import { UnitDialog } from './UnitDialog';
import { ValueTable } from './ValueTable';

interface ValuePanelProps {
  scope: string;
  from: string;
  to: string;
  isOpen: boolean;
}

/** What was opened last; it keeps its content while it closes. */
interface Opened {
  what: 'edit' | 'count' | 'remove';
  item: UnitValue | null;
  isOpen: boolean;
}

/** Units of value of one's own, what one costs and what they return; set up, counted and removed here. */
export function ValuePanel({ scope, from, to, isOpen }: ValuePanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuery(valueQuery({ scope, from, to }));
  const remove = useRemoveUnit();
  const [told, setTold] = useState<Told | null>(null);
  const [opened, setOpened] = useState<Opened>({ what: 'edit', item: null, isOpen: false });
  const open = (what: Opened['what'], item: UnitValue | null) => setOpened({ what, item, isOpen: true });
  const close = () => setOpened((last) => ({ ...last, isOpen: false }));
  const isShown = (what: Opened['what']) => opened.isOpen && opened.what === what;
  const done = (text: string) => {
    close();
    setTold({ isFault: false, text });
  };
  const add = (
    <Permitted permission="manageBudgets" scope={scope}>
      <Button variant="contained" startIcon={<PlusIcon />} onClick={() => open('edit', null)}>{t('value.add')}</Button>
    </Permitted>
  );
  const exportCsv = (report: ValueReport) => {
    const money = (label: string) => `${label} (${format.currency})`;
    downloadCsv('value.csv', toCsv(
      [t('value.unit'), 'id', t('value.scope'), t('value.day'), t('value.count'), money(t('value.cost')), money(t('value.perUnit')), money(t('value.worthTotal'))],
      csvRows(report),
    ));
  };
  const isEmpty = query.data?.items.length === 0;
  const item = opened.item;
  return (
    <Panel
      flush
      title={t('value.title')}
      hint={t('value.hint')}
      actions={isEmpty || query.data === undefined ? undefined : (
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          <CsvButton onClick={() => exportCsv(query.data)} />
          {add}
        </Box>
      )}
    >
      <Box sx={{ px: 2 }}><ToldNote told={told} onClose={() => setTold(null)} /></Box>
      <DataState what={t('value.title')} query={query} height={140}>
        {(data) => data.items.length === 0
          ? <EmptyNote title={t('value.none')} hint={t('value.noneHint')} action={add} height={150} />
          : <ValueTable report={data} isOpen={isOpen} deeds={{ onCount: (one) => open('count', one), onEdit: (one) => open('edit', one), onRemove: (one) => open('remove', one) }} />}
      </DataState>
      <UnitDialog open={isShown('edit')} unit={item?.unit ?? null} scope={scope} onClose={close} onSaved={(unit) => done(t(item === null ? 'value.added' : 'value.saved', { name: unit.name }))} />
      {item !== null && <CountDialog key={item.unit.id} open={isShown('count')} item={item} onClose={close} onCounted={(count) => done(t('value.counted', { count, name: item.unit.name }))} />}
      <ConfirmDialog
        open={isShown('remove')}
        title={t('value.removeTitle', { name: item?.unit.name ?? '' })}
        text={t('value.removeText')}
        confirm={t('value.remove')}
        deed={remove}
        onConfirm={() => remove.mutate(item!.unit.id, { onSuccess: () => done(t('value.removed', { name: item!.unit.name })) })}
        onClose={close}
      />
    </Panel>
  );
}
