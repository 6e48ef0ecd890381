import './theme/fonts.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { initI18n } from './i18n/init';
import { connectLive } from './app/connect-live';
import { Application } from './app/providers';
import { printInLight } from './theme/print';

printInLight();
await initI18n();
connectLive();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Application />
  </StrictMode>,
);
