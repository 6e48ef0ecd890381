import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Source } from '@/api/types';
import { MoreIcon, PauseIcon, PlayIcon, ReadIcon } from '@/ui/icons';
import type { Told } from '@/ui/ToldNote';
import { useExplain } from '@/ui/use-explain';
import { useMay } from '@/ui/use-session';
import { useSourceDeed, type SourceDeed } from '../api/use-sources';
import { sourceAddress } from '../model/sources';
import { BackfillDialog } from './BackfillDialog';
import { RemoveSourceDialog } from './RemoveSourceDialog';
import { TestDialog } from './TestDialog';

interface SourceActionsProps {
  source: Source;
  readsByTime: boolean;
  /** Icons alone: for rows of a table. */
  compact?: boolean;
  onTold: (told: Told) => void;
  onRemoved: () => void;
}

export function SourceActions({ source, readsByTime, compact = false, onTold, onRemoved }: SourceActionsProps) {
  const { t } = useTranslation();
  const explain = useExplain();
  const menuId = useId();
  const deed = useSourceDeed();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [dialog, setDialog] = useState<'test' | 'backfill' | 'remove' | null>(null);
  const close = () => setDialog(null);
  const open = (next: typeof dialog) => {
    setAnchor(null);
    setDialog(next);
  };
  const may = useMay()('manageSources', 'org');
  const act = (name: SourceDeed) => deed.mutate({ id: source.id, deed: name }, {
    onSuccess: () => onTold({ isFault: false, text: t(`sources.done.${name}`, { name: source.name }) }),
    onError: (error) => onTold({ isFault: true, text: t('sources.deedFailed', { detail: explain(error) }) }),
  });
  const button = (label: string, icon: ReactElement, onClick: () => void, disabled = false) => compact
    ? (
      <Tooltip title={label}>
        <span><IconButton size="small" aria-label={`${label}: ${source.name}`} onClick={onClick} disabled={disabled || deed.isPending}>{icon}</IconButton></span>
      </Tooltip>
    )
    : <Button variant="outlined" startIcon={icon} onClick={onClick} disabled={disabled || deed.isPending}>{label}</Button>;
  if (!may) return null;
  return (
    <>
      {button(t('sources.read'), <ReadIcon sx={{ fontSize: 18 }} />, () => act('read'), source.isPaused)}
      {source.isPaused
        ? button(t('sources.resume'), <PlayIcon sx={{ fontSize: 18 }} />, () => act('resume'))
        : button(t('sources.pause'), <PauseIcon sx={{ fontSize: 18 }} />, () => act('pause'))}
      <Tooltip title={t('sources.more')}>
        <IconButton size="small" aria-label={`${t('sources.more')}: ${source.name}`} aria-haspopup="menu" aria-controls={anchor === null ? undefined : menuId} aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)}>
          <MoreIcon sx={{ fontSize: 18 }} />
        </IconButton>
      </Tooltip>
      <Menu id={menuId} anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={() => open('test')}>{t('sources.test')}</MenuItem>
        <MenuItem onClick={() => open('backfill')} disabled={source.isPaused}>{t('sources.backfill')}</MenuItem>
        <MenuItem component={Link} to={`${sourceAddress(source.id)}/edit`}>{t('sources.edit')}</MenuItem>
        <Divider />
        <MenuItem onClick={() => open('remove')}>{t('sources.remove')}</MenuItem>
      </Menu>
      <TestDialog open={dialog === 'test'} source={source} onClose={close} />
      <BackfillDialog open={dialog === 'backfill'} source={source} readsByTime={readsByTime} onClose={close} />
      <RemoveSourceDialog open={dialog === 'remove'} source={source} onClose={close} onRemoved={onRemoved} />
    </>
  );
}
