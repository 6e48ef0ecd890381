import { createBrowserRouter } from 'react-router';
import { CrashPage } from './routes/crash';
import { MissingPage } from './routes/missing';
import { Door } from './session/Door';
import { SessionGate } from './session/SessionGate';
import { Shell } from './shell/Shell';

export const router = createBrowserRouter([
  {
    element: <Door />,
    errorElement: <CrashPage />,
    HydrateFallback: () => null,
    children: [
      { path: 'sign-in', lazy: () => import('./routes/sign-in') },
      { path: 'setup', lazy: () => import('./routes/setup') },
    ],
  },
  {
    element: <SessionGate><Shell /></SessionGate>,
    errorElement: <CrashPage />,
    // Before the first page's code has arrived there is nothing to show but the ground.
    HydrateFallback: () => null,
    children: [
      {
        errorElement: <CrashPage />,
        children: [
          { index: true, lazy: () => import('./routes/overview') },
          { path: 'explore', lazy: () => import('./routes/explore') },
          { path: 'start', lazy: () => import('./routes/start') },
          { path: 'org', lazy: () => import('./routes/scope') },
          { path: 't/:team', lazy: () => import('./routes/scope') },
          { path: 't/:team/:project', lazy: () => import('./routes/scope') },
          { path: 't/:team/:project/:resource', lazy: () => import('./routes/scope') },
          { path: 'anomalies', lazy: () => import('./routes/anomalies') },
          { path: 'anomalies/:id', lazy: () => import('./routes/anomaly') },
          { path: 'budgets', lazy: () => import('./routes/budgets') },
          { path: 'budgets/:id', lazy: () => import('./routes/budget') },
          { path: 'experiments', lazy: () => import('./routes/experiments') },
          { path: 'experiments/:id', lazy: () => import('./routes/experiment') },
          { path: 'efficiency', lazy: () => import('./routes/efficiency') },
          { path: 'scenarios', lazy: () => import('./routes/scenarios') },
          { path: 'scenarios/new', lazy: () => import('./routes/scenario') },
          { path: 'scenarios/:id', lazy: () => import('./routes/scenario') },
          { path: 'allocation', lazy: () => import('./routes/allocation') },
          { path: 'showback', lazy: () => import('./routes/showback') },
          { path: 'plans', lazy: () => import('./routes/plans') },
          { path: 'sources', lazy: () => import('./routes/sources') },
          { path: 'sources/upload', lazy: () => import('./routes/upload') },
          { path: 'sources/new', lazy: () => import('./routes/new-source') },
          { path: 'sources/:id', lazy: () => import('./routes/source') },
          { path: 'sources/:id/edit', lazy: () => import('./routes/edit-source') },
          { path: 'alerts', lazy: () => import('./routes/alerts') },
          { path: 'policies', lazy: () => import('./routes/policies') },
          { path: 'policies/new', lazy: () => import('./routes/new-policy') },
          { path: 'policies/:id', lazy: () => import('./routes/policy') },
          { path: 'audit', lazy: () => import('./routes/audit') },
          { path: 'glossary', lazy: () => import('./routes/glossary') },
          { path: 'settings', lazy: () => import('./routes/settings') },
          { path: '*', element: <MissingPage /> },
        ],
      },
    ],
  },
]);
