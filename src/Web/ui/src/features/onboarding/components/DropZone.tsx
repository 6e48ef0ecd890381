import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { UploadIcon } from '@/ui/icons';

interface DropZoneProps {
  describedBy: string | undefined;
  onFile: (file: File) => void;
}

/** Where a file is dropped; the button beside it does the same for keyboard and screen reader. */
export function DropZone({ describedBy, onFile }: DropZoneProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined) onFile(file);
  };
  return (
    <Box
      onDragOver={(event) => { event.preventDefault(); setOver(true); }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      sx={{ display: 'flex', flexDirection: 'column', alignItems: 'center', textAlign: 'center', gap: 1.5, px: 2, py: 4, borderRadius: 1, border: '1.5px dashed', borderColor: isOver ? 'focus' : 'control', bgcolor: isOver ? 'soft.low' : 'raised' }}
    >
      <UploadIcon sx={{ fontSize: 28, color: 'text.secondary' }} />
      <Typography>{t(isOver ? 'onboarding.dropNow' : 'onboarding.drop')}</Typography>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,.json,.ndjson,.jsonl,.gz"
        aria-label={t('onboarding.chooseFile')}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) onFile(file);
          // The same file can be chosen again after it was changed.
          event.target.value = '';
        }}
      />
      <Button variant="contained" onClick={() => input.current?.click()} aria-describedby={describedBy}>{t('onboarding.chooseFile')}</Button>
      <Typography variant="caption" sx={{ color: 'text.secondary', maxWidth: 560 }}>{t('onboarding.formats')}</Typography>
    </Box>
  );
}
