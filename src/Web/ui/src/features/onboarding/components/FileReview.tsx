import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPreview } from '@/api/types';
import { HEAD_BYTES, type ImportChoices } from '@/api/upload';
import { useFormat } from '@/format/use-format';
import { DataState } from '@/ui/DataState';
import { Chip } from '@/ui/SeverityChip';
import { previewQuery, useImport } from '../api/use-onboarding';
import { chooseField, mapOf, nextRevision, sizeOf } from '../model/mapping';
import { ColumnTable } from './ColumnTable';
import { FaultList } from './FaultList';
import { FileProblem } from './FileProblem';
import { ImportResult } from './ImportResult';
import { PreviewRows } from './PreviewRows';
import { RowDefaults } from './RowDefaults';
import { SendProgress } from './SendProgress';

interface FileReviewProps {
  file: File;
  number: number;
  onOther: () => void;
  onDone?: (() => void) | undefined;
}

const untouched: ImportChoices = { format: null, map: null, provider: '', team: '', currency: '', decimalComma: null, revision: 0 };

/** How a file would be read, to be put right and sent. */
export function FileReview({ file, number, onOther, onDone }: FileReviewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [choices, setChoices] = useState<ImportChoices>(untouched);
  const [sent, setSent] = useState(0);
  const stop = useRef<AbortController | null>(null);
  const task = useImport();
  const preview = useQuery(previewQuery(number, file, choices));
  // Outside system: a request that goes on for minutes ends with the page.
  useEffect(() => () => stop.current?.abort(), []);
  const send = (read: ImportPreview, revision: number) => {
    stop.current = new AbortController();
    setSent(0);
    const map = read.canMap ? mapOf(read.columns) : null;
    task.mutate(
      { file, choices: { ...choices, format: read.format, map, decimalComma: read.decimalComma, revision }, signal: stop.current.signal, onSent: setSent },
      { onSuccess: () => onDone?.() },
    );
  };
  const size = sizeOf(file.size);
  const isRefused = preview.isError && preview.data === undefined;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2.5 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1.5 }}>
        <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{file.name}</Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>{t(`onboarding.size.${size.unit}`, { value: format.countExact(size.value) })}</Typography>
        {preview.data !== undefined && <Chip tone="low">{t('onboarding.format', { format: preview.data.format })}</Chip>}
        <Box sx={{ flex: 1 }} />
        {!task.isPending && task.data === undefined && <Button variant="outlined" onClick={onOther}>{t('onboarding.otherFile')}</Button>}
      </Box>
      {task.data !== undefined ? (
        <ImportResult
          receipt={task.data}
          onOther={onOther}
          onReplace={preview.data === undefined ? undefined : () => send(preview.data, nextRevision(Date.now()))}
        />
      ) : isRefused ? <FileProblem error={preview.error} /> : (
        <DataState what={t('onboarding.preview')} query={preview} height={240}>
          {(data) => (
            <>
              {data.missing.length > 0 && (
                <Alert severity="warning">
                  {t('onboarding.missingTitle')}
                  <Box component="ul" sx={{ m: 0, pl: 2.5 }}>{data.missing.map((lack) => <li key={lack}>{t(`onboarding.missing.${lack}`)}</li>)}</Box>
                </Alert>
              )}
              {preview.isError && <FileProblem error={preview.error} />}
              {data.columns.length > 0 && (
                <ColumnTable
                  preview={data}
                  // A second choice before the answer to the first goes on from the first.
                  onChoose={(column, field) => setChoices((before) => ({ ...before, map: chooseField(before.map ?? mapOf(data.columns), column, field) }))}
                />
              )}
              {data.canMap && <RowDefaults preview={data} choices={choices} onChange={(patch) => setChoices((before) => ({ ...before, map: before.map ?? mapOf(data.columns), ...patch }))} />}
              {data.rows.length > 0 && <PreviewRows preview={data} isHead={file.size > HEAD_BYTES} />}
              {data.errors.length > 0 && <FaultList errors={data.errors} title={t('onboarding.faults', { count: Math.max(data.rejected, data.errors.length) })} />}
              {task.isError && !stop.current?.signal.aborted && <FileProblem error={task.error} />}
              {task.isPending
                ? <SendProgress share={sent} onStop={() => stop.current?.abort()} />
                : (
                  <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1.5 }}>
                    <Button variant="contained" disabled={data.rows.length === 0 || preview.isFetching} onClick={() => send(data, 0)}>{t('onboarding.import')}</Button>
                    <Typography variant="body2" sx={{ color: 'text.secondary' }}>{t(data.rows.length === 0 ? 'onboarding.importNot' : 'onboarding.importHint')}</Typography>
                  </Box>
                )}
            </>
          )}
        </DataState>
      )}
    </Box>
  );
}
