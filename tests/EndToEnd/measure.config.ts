import { defineConfig } from '@playwright/test';
import base from './playwright.config';

// Figures for docs/performance.md, not tests: run by hand on a machine that does nothing else.
export default defineConfig(base, { testDir: 'measure', timeout: 600_000, use: { trace: 'off', screenshot: 'off' } });
