import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import { useState, type ReactNode } from 'react';
import { CheckIcon } from '@/ui/icons';

interface ChoiceMenuProps<T extends string> {
  label: string;
  icon: ReactNode;
  options: readonly { value: T; label: string; icon?: ReactNode }[];
  value: string;
  onChange: (value: T) => void;
}

export function ChoiceMenu<T extends string>({ label, icon, options, value, onChange }: ChoiceMenuProps<T>) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Tooltip title={label}>
        <IconButton aria-label={label} aria-haspopup="menu" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)}>{icon}</IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} slotProps={{ list: { dense: true, 'aria-label': label } }}>
        {options.map((option) => (
          <MenuItem
            key={option.value}
            role="menuitemradio"
            aria-checked={option.value === value}
            selected={option.value === value}
            lang={option.value === 'ko' || option.value === 'en' ? option.value : undefined}
            onClick={() => {
              setAnchor(null);
              onChange(option.value);
            }}
            sx={{ gap: 1.25, minWidth: 150 }}
          >
            {option.icon}
            <Box component="span" sx={{ flex: 1 }}>{option.label}</Box>
            {option.value === value && <CheckIcon sx={{ fontSize: 16 }} />}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
