import Box from '@mui/material/Box';
import ClickAwayListener from '@mui/material/ClickAwayListener';
import IconButton from '@mui/material/IconButton';
import Popper from '@mui/material/Popper';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { InfoIcon } from './icons';
import { FigureCard, type FigureContext } from './FigureCard';
import type { FigureId } from './figures';
import { useFigureWords } from './use-figure-words';
import { useHoverCard } from './use-hover-card';
import { useView } from './use-view';

interface FigureNameProps extends FigureContext {
  id: FigureId;
  /** Where the name stands elsewhere already, or is said otherwise: the button alone. */
  bare?: boolean;
}

/** What a figure is called, and on asking what it means, how sure it is and where it comes from: the one way to explain a figure. */
export function FigureName({ id, bare = false, ...context }: FigureNameProps) {
  const { t } = useTranslation();
  const words = useFigureWords()(id, useView());
  const { isOpen, isPinned, trigger, card, close } = useHoverCard();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const cardId = useId();
  const leave = () => {
    close();
    anchor?.focus();
  };
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', verticalAlign: 'middle', gap: 0.25, minWidth: 0 }}>
      {!bare && <span>{words.name}</span>}
      <IconButton
        ref={setAnchor}
        size="small"
        aria-label={t('figures.about', { name: words.name })}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={isOpen ? cardId : undefined}
        data-print="hide"
        data-figure={id}
        {...trigger}
        sx={{ p: 0.5, my: -0.75, minWidth: 24, minHeight: 24, color: 'text.secondary', '& svg': { fontSize: 15 } }}
      >
        <InfoIcon />
      </IconButton>
      <Popper open={isOpen} anchorEl={anchor} placement="bottom-start" sx={{ zIndex: 1350, maxWidth: 'calc(100vw - 24px)' }} modifiers={[{ name: 'offset', options: { offset: [-8, 4] } }]}>
        <ClickAwayListener onClickAway={(event) => { if (anchor?.contains(event.target as Node) !== true) close(); }}>
          <Box {...card}>
            <FigureCard id={id} cardId={cardId} words={words} takesFocus={isPinned} onClose={leave} {...context} />
          </Box>
        </ClickAwayListener>
      </Popper>
    </Box>
  );
}
