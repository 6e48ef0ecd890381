import Alert from '@mui/material/Alert';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/ui/use-session';
import { useWhoMay } from '@/ui/use-who-may';
import { MAX_FILE_BYTES } from '../model/mapping';
import { DropZone } from './DropZone';
import { FileReview } from './FileReview';

interface UploadFlowProps {
  /** A file was chosen that is looked at now. */
  onChosen?: () => void;
  onDone?: () => void;
}

/** A file: chosen, looked at, sent. */
export function UploadFlow({ onChosen, onDone }: UploadFlowProps) {
  const { t } = useTranslation();
  const id = useId();
  const may = useMay();
  const whoMay = useWhoMay();
  const [chosen, setChosen] = useState<{ file: File; number: number } | null>(null);
  const [fault, setFault] = useState<'tooLarge' | 'empty' | null>(null);
  const take = (file: File | null) => {
    const wrong = file === null ? null : file.size > MAX_FILE_BYTES ? 'tooLarge' : file.size === 0 ? 'empty' : null;
    setFault(wrong);
    // A file of the same name may have been changed since: each choice is another one.
    setChosen(file === null || wrong !== null ? null : { file, number: Date.now() });
    if (file !== null && wrong === null) onChosen?.();
  };
  if (!may('ingest', 'org')) return <Alert severity="info">{whoMay('ingest')}</Alert>;
  if (chosen !== null) return <FileReview key={chosen.number} file={chosen.file} number={chosen.number} onOther={() => take(null)} onDone={onDone} />;
  return (
    <>
      {fault !== null && <Alert severity="error" id={`${id}-fault`} sx={{ mb: 2 }}>{t(`onboarding.fileFault.${fault}`)}</Alert>}
      <DropZone onFile={take} describedBy={fault === null ? undefined : `${id}-fault`} />
    </>
  );
}
