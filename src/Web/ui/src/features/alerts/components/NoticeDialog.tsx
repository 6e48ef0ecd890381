import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Delivery, Notice } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { DataState, EmptyNote } from '@/ui/DataState';
import { DeliveryChip } from '@/ui/DeliveryChip';
import { Facts } from '@/ui/Facts';
import { SeverityChip } from '@/ui/SeverityChip';
import { noticesQuery } from '../api/queries';
import type { NoticeText } from '../api/types';

/** The words of what was sent, in both languages: what reached the receiver is one of the two. */
export function NoticeDialog({ delivery, onClose }: { delivery: Delivery | null; onClose: () => void }) {
  return (
    <Dialog open={delivery !== null} onClose={onClose} maxWidth="md" fullWidth>
      {delivery !== null && <Content delivery={delivery} onClose={onClose} />}
    </Dialog>
  );
}

function Content({ delivery, onClose }: { delivery: Delivery; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuery(noticesQuery(delivery));
  const page = query.data?.[0]?.page ?? null;
  return (
    <>
      <DialogTitle variant="h2" sx={{ overflowWrap: 'anywhere' }}>{t('alerts.sentTo', { channel: delivery.channelKind === 'console' ? t('alerts.consoleName') : delivery.channelName })}</DialogTitle>
      <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
          <DeliveryChip state={delivery.state} />
          <Typography variant="caption" sx={{ color: 'text.secondary' }}>{format.dateTime(delivery.deliveredAt ?? delivery.lastTriedAt ?? delivery.createdAt)}</Typography>
        </Box>
        <DataState what={t('alerts.notice')} query={query} height={220}>
          {(notices) => notices.length === 0 ? <EmptyNote title={t('alerts.noNotice')} height={100} /> : notices.map((notice) => <Words key={notice.key} notice={notice} />)}
        </DataState>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        {page !== null && <Button component={Link} to={page} variant="outlined">{t('alerts.openPage')}</Button>}
        <Button variant="contained" onClick={onClose}>{t('common.close')}</Button>
      </DialogActions>
    </>
  );
}

function Words({ notice }: { notice: Notice }) {
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(0, 1fr) minmax(0, 1fr)' }, borderTop: 1, borderColor: 'divider', pt: 2 }}>
      <Text text={notice.english} lang="en" notice={notice} />
      <Text text={notice.korean} lang="ko" notice={notice} />
    </Box>
  );
}

function Text({ text, lang, notice }: { text: NoticeText; lang: 'en' | 'ko'; notice: Notice }) {
  const { t } = useTranslation();
  return (
    <Box component="section" aria-label={t(`alerts.language.${lang}`)} sx={{ minWidth: 0, display: 'flex', flexDirection: 'column', gap: 1.5 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <Typography variant="caption" sx={{ color: 'text.secondary', fontWeight: 600 }}>{t(`alerts.language.${lang}`)}</Typography>
        {lang === 'en' && <SeverityChip severity={notice.severity} />}
      </Box>
      <Box lang={lang} sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}>
        <Typography component="p" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{text.title}</Typography>
        {text.paragraphs.map((paragraph) => <Typography key={paragraph}>{paragraph}</Typography>)}
        {text.facts.length > 0 && <Facts facts={text.facts.map((fact) => [fact.name, fact.value] as const)} />}
        {text.advice.length > 0 && (
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>{text.advice.map((line) => <li key={line}>{line}</li>)}</Box>
        )}
      </Box>
    </Box>
  );
}
