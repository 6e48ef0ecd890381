import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ComparePanel } from '@/features/experiments/components/ComparePanel';
import { ExperimentsPanel } from '@/features/experiments/components/ExperimentsPanel';
import { StartDialog } from '@/features/experiments/components/StartDialog';
import { UndeclaredPanel } from '@/features/experiments/components/UndeclaredPanel';
import { Page } from '@/ui/Page';
import { PlusIcon } from '@/ui/icons';
import { Permitted } from '@/ui/Permitted';

export function Component() {
  const { t } = useTranslation();
  const [start, setStart] = useState<{ id: string | null; isOpen: boolean }>({ id: null, isOpen: false });
  const open = (id: string | null) => setStart({ id, isOpen: true });
  return (
    <Page
      title={t('nav.pages.experiments')}
      actions={<Permitted permission="manageExperiments"><Button variant="contained" startIcon={<PlusIcon />} onClick={() => open(null)} data-print="hide">{t('experiments.start')}</Button></Permitted>}
    >
      <ExperimentsPanel onStart={() => open(null)} />
      <ComparePanel />
      <UndeclaredPanel onDeclare={open} />
      <StartDialog key={start.id} open={start.isOpen} id={start.id} onClose={() => setStart((last) => ({ ...last, isOpen: false }))} />
    </Page>
  );
}
