import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import { PrintIcon } from './icons';

export function PrintButton() {
  const { t } = useTranslation();
  return <Button variant="outlined" startIcon={<PrintIcon />} onClick={() => window.print()} data-print="hide">{t('common.print')}</Button>;
}
