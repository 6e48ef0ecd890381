import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';

interface MarkButtonProps {
  name: string;
  color: string;
  isShown: boolean;
  onToggle: () => void;
}

/** One entry of a legend, by which a series is shown or hidden. */
export function MarkButton({ name, color, isShown, onToggle }: MarkButtonProps) {
  return (
    <ButtonBase
      aria-pressed={isShown}
      onClick={onToggle}
      sx={{ gap: 0.75, minHeight: 24, fontSize: 12, fontFamily: 'inherit', borderRadius: 0.5, color: isShown ? 'text.primary' : 'text.secondary', textDecoration: isShown ? 'none' : 'line-through' }}
    >
      <Box component="span" sx={{ width: 10, height: 10, borderRadius: 0.25, border: 2, flexShrink: 0, opacity: isShown ? 1 : 0.6 }} style={{ borderColor: color, backgroundColor: isShown ? color : 'transparent' }} />
      {name}
    </ButtonBase>
  );
}
