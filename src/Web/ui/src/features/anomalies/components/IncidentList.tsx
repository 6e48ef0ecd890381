import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '@/api/types';
import { useHeld } from '@/ui/use-held';
import { IncidentRow } from './IncidentRow';

interface IncidentListProps {
  items: readonly Incident[];
  compact?: boolean;
  /** With it the rows can be selected. */
  onToggle?: (id: string) => void;
  selected?: ReadonlySet<string>;
}

const PAGE = 25;

/** The rows stand still while the pointer or the focus is on them; what arrives meanwhile waits behind a button. */
export function IncidentList({ items, compact = false, onToggle, selected }: IncidentListProps) {
  const { t } = useTranslation();
  const held = useHeld(items, (incident) => incident.id);
  const [limit, setLimit] = useState(PAGE);
  const hidden = held.shown.length - limit;
  return (
    <Box onPointerEnter={held.hold} onPointerLeave={held.release} onFocus={held.hold} onBlur={held.release} sx={{ position: 'relative' }}>
      {held.waiting > 0 && (
        <Button variant="contained" onClick={held.release} sx={{ position: 'absolute', top: 6, left: '50%', transform: 'translateX(-50%)', zIndex: 1 }}>
          {t('anomalies.waiting', { count: held.waiting })}
        </Button>
      )}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {held.shown.slice(0, limit).map((incident) => (
          <IncidentRow key={incident.id} incident={incident} compact={compact} isSelected={selected?.has(incident.id) ?? false} onToggle={onToggle} />
        ))}
      </Box>
      {hidden > 0 && (
        <Box sx={{ display: 'flex', justifyContent: 'center', p: 1.5, borderTop: 1, borderColor: 'divider' }}>
          <Button variant="outlined" onClick={() => setLimit(limit + PAGE)}>{t('anomalies.showMore', { count: Math.min(hidden, PAGE) })}</Button>
        </Box>
      )}
    </Box>
  );
}
