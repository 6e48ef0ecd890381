import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import { DownloadIcon } from './icons';

/** Downloads what is shown beside it. */
export function CsvButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <Button color="inherit" onClick={onClick} title={t('spend.csvHint')} aria-label={t('spend.csvHint')} data-print="hide" sx={{ minHeight: 28, color: 'text.secondary', minWidth: 0 }} startIcon={<DownloadIcon sx={{ fontSize: 16 }} />}>
      {t('spend.csv')}
    </Button>
  );
}
