import './theme/fonts.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { initI18n } from './i18n/init';
import { queryClient } from './api/query-client';
import { sessionQuery } from './api/session';
import { Application } from './app/providers';
import { printInLight } from './theme/print';

printInLight();
// Everything waits for these two: side by side.
void queryClient.prefetchQuery(sessionQuery());
await initI18n();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Application />
  </StrictMode>,
);
