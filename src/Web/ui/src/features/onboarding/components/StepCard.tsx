import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckIcon, ChevronDownIcon } from '@/ui/icons';
import { VisuallyHidden } from '@/ui/VisuallyHidden';

interface StepCardProps {
  number: number;
  title: string;
  hint: string;
  isDone: boolean;
  isOpen: boolean;
  onToggle: () => void;
  children: ReactNode;
}

/** One step: its head is always in sight, its content when it is the one to be done. */
export function StepCard({ number, title, hint, isDone, isOpen, onToggle, children }: StepCardProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Box component="li" sx={{ bgcolor: 'background.paper', border: 1, borderColor: isOpen ? 'control' : 'divider', borderRadius: 1, minWidth: 0 }}>
      <Typography variant="h2" sx={{ m: 0 }}>
        <ButtonBase
          aria-expanded={isOpen}
          aria-controls={`${id}-content`}
          onClick={onToggle}
          sx={{ width: '100%', display: 'flex', alignItems: 'center', justifyContent: 'flex-start', textAlign: 'left', gap: 2, px: { xs: 2, md: 3 }, py: 2, borderRadius: 1, fontFamily: 'inherit' }}
        >
          <StepMark number={number} isDone={isDone} isOpen={isOpen} />
          <Box component="span" sx={{ flex: 1, minWidth: 0 }}>
            <Box component="span" sx={{ display: 'block', fontSize: 16, fontWeight: 600, lineHeight: '24px' }}>{title}</Box>
            <Typography component="span" variant="body2" sx={{ color: 'text.secondary', display: 'block' }}>{hint}</Typography>
          </Box>
          {isDone && <Typography component="span" variant="body2" sx={{ color: 'tone.ok', fontWeight: 600, whiteSpace: 'nowrap' }}>{t('onboarding.done')}</Typography>}
          <ChevronDownIcon sx={{ color: 'text.secondary', transform: isOpen ? 'rotate(180deg)' : 'none' }} />
        </ButtonBase>
      </Typography>
      <Box id={`${id}-content`} hidden={!isOpen} sx={isOpen ? { px: { xs: 2, md: 3 }, pb: 3, pl: { md: 9 } } : undefined}>{isOpen && children}</Box>
    </Box>
  );
}

function StepMark({ number, isDone, isOpen }: { number: number; isDone: boolean; isOpen: boolean }) {
  const { t } = useTranslation();
  const look = isDone ? { bgcolor: 'soft.ok', color: 'tone.ok' } : isOpen ? { bgcolor: 'primary.main', color: 'primary.contrastText' } : { bgcolor: 'soft.neutral', color: 'tone.neutral' };
  return (
    <Box component="span" sx={{ width: 32, height: 32, borderRadius: '50%', display: 'inline-flex', alignItems: 'center', justifyContent: 'center', flexShrink: 0, fontWeight: 600, fontSize: 15, ...look }}>
      {isDone ? <CheckIcon /> : <span aria-hidden>{number}</span>}
      {!isDone && <VisuallyHidden>{t('onboarding.stepNumber', { number })}</VisuallyHidden>}
    </Box>
  );
}
