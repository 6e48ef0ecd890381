import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyIcon } from './icons';

interface CommandBlockProps {
  label: string;
  text: string;
  /** What the button says, where it is no command. */
  copy?: string;
}

/** Text for a terminal or a file, ready to be copied. */
export function CommandBlock({ label, text, copy }: CommandBlockProps) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1, alignItems: 'flex-start', minWidth: 0 }}>
      <Box component="pre" tabIndex={0} aria-label={label} sx={{ m: 0, p: 2, width: '100%', bgcolor: 'raised', borderRadius: 1, overflowX: 'auto', fontSize: 13, lineHeight: '20px' }}>{text}</Box>
      <Button variant="outlined" startIcon={<CopyIcon />} onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
        {isCopied ? t('common.first.copied') : copy ?? t('common.first.copy')}
      </Button>
    </Box>
  );
}
