import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyNote } from '@/ui/DataState';

interface MissingPageProps {
  title?: string;
  text?: string;
}

export function MissingPage({ title, text }: MissingPageProps) {
  const { t } = useTranslation();
  return (
    <Box sx={{ py: 8 }}>
      <EmptyNote
        page
        title={title ?? t('common.missing.title')}
        hint={text ?? t('common.missing.text')}
        height={280}
        action={<Button component={Link} to="/" variant="outlined">{t('common.missing.back')}</Button>}
      />
    </Box>
  );
}
