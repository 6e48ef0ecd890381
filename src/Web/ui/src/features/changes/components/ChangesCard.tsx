import Button from '@mui/material/Button';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PlusIcon } from '@/ui/icons';
import { Panel } from '@/ui/Panel';
import { Permitted } from '@/ui/Permitted';
import { ChangeDialog } from './ChangeDialog';
import { RemoveChangeDialog } from './RemoveChangeDialog';

export interface Removable {
  id: string;
  title: string;
}

interface ChangesCardProps {
  title: string;
  hint: string;
  /** What a new change is of, unless something else is chosen; null for nothing yet. */
  scope: string | null;
  children: (onRemove: (change: Removable) => void) => ReactNode;
}

/** A list of changes; who may adds and deletes them here. */
export function ChangesCard({ title, hint, scope, children }: ChangesCardProps) {
  const { t } = useTranslation();
  const [isAdding, setAdding] = useState(false);
  const [removed, setRemoved] = useState<Removable & { isOpen: boolean }>();
  return (
    <Panel
      title={title}
      hint={hint}
      actions={(
        <Permitted permission="managePlans" scope={scope}>
          <Button variant="outlined" startIcon={<PlusIcon />} onClick={() => setAdding(true)} data-print="hide">{t('changes.add')}</Button>
        </Permitted>
      )}
    >
      {children((change) => setRemoved({ ...change, isOpen: true }))}
      <ChangeDialog open={isAdding} scope={scope} onClose={() => setAdding(false)} />
      <RemoveChangeDialog
        open={removed?.isOpen === true}
        id={removed?.id ?? null}
        title={removed?.title ?? ''}
        onClose={() => setRemoved((last) => last && { ...last, isOpen: false })}
      />
    </Panel>
  );
}
