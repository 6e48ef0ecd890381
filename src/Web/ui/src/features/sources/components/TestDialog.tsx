import Button from '@mui/material/Button';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Source } from '@/api/types';
import { useTestSource } from '../api/use-sources';
import { AskDialog } from '@/ui/AskDialog';
import { TestAnswer } from './TestAnswer';

interface TestDialogProps {
  open: boolean;
  source: Source;
  onClose: () => void;
}

/** Tries a saved source as soon as it is opened. */
export function TestDialog({ open, source, onClose }: TestDialogProps) {
  const { t } = useTranslation();
  const test = useTestSource();
  const { mutate } = test;
  const again = () => mutate({ id: source.id, kind: null, settings: null, secrets: null });
  // Outside system: the provider, asked once each time the dialog opens.
  useEffect(() => {
    if (open) mutate({ id: source.id, kind: null, settings: null, secrets: null });
  }, [open, source.id, mutate]);
  return (
    <AskDialog
      open={open}
      title={t('sources.testTitle', { name: source.name })}
      onClose={onClose}
      actions={(
        <>
          <Button variant="outlined" onClick={again} disabled={test.isPending}>{t('sources.testAgain')}</Button>
          <Button variant="contained" onClick={onClose}>{t('common.close')}</Button>
        </>
      )}
    >
      <TestAnswer test={test} />
    </AskDialog>
  );
}
