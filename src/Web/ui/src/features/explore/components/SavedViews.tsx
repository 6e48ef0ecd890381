import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import ListSubheader from '@mui/material/ListSubheader';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { ChevronDownIcon } from '@/ui/icons';
import { usePerson } from '@/ui/use-person';
import { useMay } from '@/ui/use-session';
import { viewsQuery } from '../api/queries';
import type { SavedView } from '../api/types';
import { useRemoveView, useSaveView } from '../api/use-views';
import { isChanged, viewAddress, viewQuery } from '../model/views';
import { SaveViewDialog } from './SaveViewDialog';

interface SavedViewsProps {
  scope: string;
  /** The view that was opened. */
  opened: string | null;
}

/** Questions that somebody keeps: one's own and those of others that are shared. */
export function SavedViews({ scope, opened }: SavedViewsProps) {
  const { t } = useTranslation();
  const person = usePerson();
  const navigate = useNavigate();
  const { search } = useLocation();
  const maySave = useMay()('saveAnalyses', scope);
  const query = useQuery(viewsQuery());
  const save = useSaveView();
  const remove = useRemoveView();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [dialog, setDialog] = useState<'save' | 'edit' | 'remove' | null>(null);
  const views = query.data?.items ?? [];
  const view = views.find(({ id }) => id === opened) ?? null;
  const isEdited = view !== null && isChanged(view, search);
  const act = (deed: () => void) => () => {
    setAnchor(null);
    deed();
  };
  const item = (one: SavedView) => (
    <MenuItem key={one.id} selected={one.id === opened} onClick={act(() => void navigate(viewAddress(one)))} sx={{ display: 'block', maxWidth: 360 }}>
      <Box component="span" sx={{ display: 'block', overflow: 'hidden', textOverflow: 'ellipsis' }}>{one.name}</Box>
      {(!one.isMine || one.isShared) && <Typography variant="caption" component="span" sx={{ color: 'text.secondary' }}>{one.isMine ? t('explore.shared') : person(one.ownerName)}</Typography>}
    </MenuItem>
  );
  const groups = [{ title: t('explore.mine'), items: views.filter((one) => one.isMine) }, { title: t('explore.ofOthers'), items: views.filter((one) => !one.isMine) }].filter(({ items }) => items.length > 0);
  return (
    <Box data-print="hide" sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
      {isEdited && view.isMine && maySave && (
        <Button variant="outlined" disabled={save.isPending} onClick={() => save.mutate({ id: view.id, view: { name: view.name, scope, query: viewQuery(search), isShared: view.isShared } })}>{t('explore.updateView')}</Button>
      )}
      {maySave && (view === null || isEdited) && <Button variant="outlined" onClick={() => setDialog('save')}>{t('explore.saveAs')}</Button>}
      <Button variant="outlined" color="inherit" aria-haspopup="menu" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)} endIcon={<ChevronDownIcon sx={{ fontSize: 16 }} />} sx={{ borderColor: 'divider', maxWidth: 320 }}>
        <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{view === null ? t('explore.views') : isEdited ? t('explore.edited', { name: view.name }) : view.name}</Box>
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} slotProps={{ list: { dense: true, 'aria-label': t('explore.views') } }}>
        {groups.length === 0 && <MenuItem disabled sx={{ whiteSpace: 'normal', maxWidth: 300 }}>{t(maySave ? 'explore.noViews' : 'explore.noSharedViews')}</MenuItem>}
        {groups.flatMap(({ title, items }) => [<ListSubheader key={title} disableSticky sx={{ lineHeight: '28px', bgcolor: 'transparent' }}>{title}</ListSubheader>, ...items.map(item)])}
        {view !== null && view.isMine && maySave && [
          <Divider key="line" />,
          <MenuItem key="edit" onClick={act(() => setDialog('edit'))}>{t('explore.editView')}</MenuItem>,
          <MenuItem key="remove" onClick={act(() => setDialog('remove'))}>{t('explore.removeView')}</MenuItem>,
        ]}
        {view !== null && isEdited && <MenuItem onClick={act(() => void navigate(viewAddress(view)))}>{t('explore.revertView')}</MenuItem>}
      </Menu>
      {(dialog === 'save' || dialog === 'edit') && (
        <SaveViewDialog
          view={dialog === 'edit' ? view : null}
          scope={dialog === 'edit' && view !== null ? view.scope : scope}
          query={dialog === 'edit' && view !== null ? view.query : viewQuery(search)}
          onClose={() => setDialog(null)}
          onSaved={(saved) => {
            setDialog(null);
            if (dialog === 'save') void navigate(viewAddress(saved), { replace: true });
          }}
        />
      )}
      {view !== null && (
        <ConfirmDialog
          open={dialog === 'remove'}
          title={t('explore.removeTitle', { name: view.name })}
          text={t(view.isShared ? 'explore.removeSharedText' : 'explore.removeText')}
          confirm={t('explore.removeView')}
          deed={remove}
          onConfirm={() => remove.mutate(view.id, { onSuccess: () => { setDialog(null); void navigate(`/explore?${viewQuery(search)}`, { replace: true }); } })}
          onClose={() => setDialog(null)}
        />
      )}
    </Box>
  );
}
