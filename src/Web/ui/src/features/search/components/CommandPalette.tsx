import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import InputBase from '@mui/material/InputBase';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { scopesQuery } from '@/api/queries';
import { SearchIcon } from '@/ui/icons';
import { useHomeScope, useMay } from '@/ui/use-session';
import { pages } from '@/url/pages';
import { useScopeName } from '@/ui/use-scope-name';
import { paletteItems, type PaletteItem } from '../model/items';

export function CommandPalette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      aria-label={t('search.label')}
      maxWidth="sm"
      fullWidth
      sx={{ '& .MuiDialog-container': { alignItems: 'flex-start' } }}
      slotProps={{ paper: { sx: { mt: { xs: 2, md: 10 }, overflow: 'hidden' } } }}
    >
      <Palette onClose={onClose} />
    </Dialog>
  );
}

function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { words } = useScopeName();
  const navigate = useNavigate();
  const may = useMay();
  const listId = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const { data } = useQuery(scopesQuery(useDeferredValue(text.trim()), useHomeScope()));
  const found = [
    ...pages.filter((page) => may(page.needs, page.on)).map((page) => ({ label: t(`nav.pages.${page.name}`), address: page.address })),
    ...(may('manageSources', 'org') ? [{ label: t('search.addSource'), address: '/sources/new' }] : []),
  ];
  const items = paletteItems(data?.items ?? [], found, text, words);
  const index = Math.min(chosen, Math.max(0, items.length - 1));
  const go = (item: PaletteItem | undefined) => {
    if (item === undefined) return;
    onClose();
    void navigate(item.address);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && items.length > 0) {
      event.preventDefault();
      const next = (index + step + items.length) % items.length;
      setChosen(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      go(items[index]);
    }
  };

  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 2, height: 52, borderBottom: 1, borderColor: 'divider' }}>
        <SearchIcon sx={{ color: 'text.secondary' }} />
        <InputBase
          autoFocus
          fullWidth
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          placeholder={t('search.placeholder')}
          slotProps={{ input: { role: 'combobox', 'aria-label': t('search.label'), 'aria-expanded': true, 'aria-controls': listId, 'aria-activedescendant': items.length > 0 ? `${listId}-${index}` : undefined, style: { outline: 'none' } } }}
        />
      </Box>
      <Box role="listbox" id={listId} aria-label={t('search.results')} sx={{ maxHeight: 380, overflow: 'auto', py: 1 }}>
        {items.map((item, i) => (
          <Box
            key={item.address}
            id={`${listId}-${i}`}
            role="option"
            aria-selected={i === index}
            onPointerMove={() => setChosen(i)}
            onClick={() => go(item)}
            sx={{ display: 'flex', alignItems: 'baseline', gap: 1.5, px: 2, py: 0.75, cursor: 'pointer', bgcolor: i === index ? 'soft.low' : 'transparent' }}
          >
            <Box component="span" sx={{ minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{item.label}</Box>
            <Typography component="span" variant="caption" sx={{ color: 'text.secondary', flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{item.path}</Typography>
            <Typography component="span" variant="caption" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
              {item.kind === 'page' ? t('search.pages') : t(`common.kind.${item.kind}`)}
            </Typography>
          </Box>
        ))}
        {items.length === 0 && data !== undefined && (
          <Typography sx={{ px: 2, py: 2, color: 'text.secondary' }}>{t('search.none', { text })}</Typography>
        )}
      </Box>
      <Typography variant="caption" component="p" sx={{ px: 2, py: 1, color: 'text.secondary', borderTop: 1, borderColor: 'divider' }}>{t('search.hint')}</Typography>
    </>
  );
}
