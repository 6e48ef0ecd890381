import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useEffect, type FormEvent, type ReactNode } from 'react';

interface DoorCardProps {
  title: string;
  text: string;
  onSubmit: () => void;
  children: ReactNode;
}

/** The one form on a page before signing in. */
export function DoorCard({ title, text, onSubmit, children }: DoorCardProps) {
  // Outside system: the browser's title.
  useEffect(() => {
    document.title = `${title} · FinOpsAI`;
  }, [title]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Box component="form" onSubmit={submit} noValidate sx={{ bgcolor: 'background.paper', border: 1, borderColor: 'divider', borderRadius: 1, p: { xs: 2.5, sm: 4 }, display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Box>
        <Typography variant="h1">{title}</Typography>
        <Typography sx={{ color: 'text.secondary', mt: 0.5 }}>{text}</Typography>
      </Box>
      {children}
    </Box>
  );
}
