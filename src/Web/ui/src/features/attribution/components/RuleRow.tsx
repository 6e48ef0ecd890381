import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import type { KeyboardEvent, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/use-format';
import { DownIcon, EditIcon, PauseIcon, PlayIcon, RemoveIcon, UpIcon } from '@/ui/icons';
import { Chip } from '@/ui/SeverityChip';
import { useMay } from '@/ui/use-session';
import type { Rule } from '../api/types';
import { endedOn, ruleState } from '../model/rules';
import { RuleWords } from './RuleWords';

interface RuleRowProps {
  rule: Rule;
  place: number;
  count: number;
  /** The UTC day. */
  today: string;
  handleId: string;
  onMove: (to: number) => void;
  onEdit: () => void;
  onChange: (rule: Rule) => void;
  onRemove: () => void;
}

const tones = { holds: 'ok', ahead: 'low', ended: 'neutral' } as const;

/** One rule of the list; its number is a button by which arrow keys move it. */
export function RuleRow({ rule, place, count, today, handleId, onMove, onEdit, onChange, onRemove }: RuleRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay()('manageAttribution', 'org');
  const state = ruleState(rule, today);
  const ended = endedOn(rule, today);
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowUp: place - 1, ArrowDown: place + 1, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onMove(to);
  };
  const action = (label: string, icon: ReactElement, onClick: () => void, disabled = false) => (
    <Tooltip title={label}>
      <span><IconButton size="small" aria-label={`${label}: ${rule.name}`} onClick={onClick} disabled={disabled}>{icon}</IconButton></span>
    </Tooltip>
  );
  const dates = [
    ...(rule.effectiveFrom ? [t('attribution.fromDate', { day: format.day(rule.effectiveFrom) })] : []),
    ...(rule.effectiveUntil ? [t('attribution.untilDate', { day: format.day(rule.effectiveUntil) })] : []),
  ];
  return (
    <Box component="li" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5, px: 2, py: 1.25, borderTop: 1, borderColor: 'divider' }}>
      {may ? (
        <Tooltip title={t('attribution.moveHint')}>
          <Button id={handleId} variant="outlined" onKeyDown={onKeyDown} aria-label={t('attribution.placeOf', { name: rule.name, place: place + 1, count })} aria-keyshortcuts="ArrowUp ArrowDown Home End" sx={{ minWidth: 36, px: 0, fontVariantNumeric: 'tabular-nums' }}>{place + 1}</Button>
        </Tooltip>
      ) : <Box component="span" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>{place + 1}</Box>}
      <Box sx={{ flex: '1 1 260px', minWidth: 0, opacity: state === 'ended' ? 0.75 : 1 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
          <Box component="span" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{rule.name}</Box>
          <Chip tone={tones[state]}>{t(`attribution.ruleState.${state}`)}</Chip>
          {dates.length > 0 && <Typography variant="caption" sx={{ color: 'text.secondary' }}>{dates.join(', ')}</Typography>}
        </Box>
        <RuleWords rule={rule} />
      </Box>
      {may && (
        <Box data-print="hide" sx={{ whiteSpace: 'nowrap' }}>
          {action(t('attribution.up'), <UpIcon sx={{ fontSize: 18 }} />, () => onMove(place - 1), place === 0)}
          {action(t('attribution.down'), <DownIcon sx={{ fontSize: 18 }} />, () => onMove(place + 1), place === count - 1)}
          {action(t('attribution.edit'), <EditIcon sx={{ fontSize: 18 }} />, onEdit)}
          {state === 'ended'
            ? action(t('attribution.enable'), <PlayIcon sx={{ fontSize: 18 }} />, () => onChange({ ...rule, effectiveUntil: null }))
            : action(t('attribution.disable'), <PauseIcon sx={{ fontSize: 18 }} />, () => ended !== null && onChange(ended), ended === null)}
          {action(t('attribution.remove'), <RemoveIcon sx={{ fontSize: 18 }} />, onRemove)}
        </Box>
      )}
    </Box>
  );
}
