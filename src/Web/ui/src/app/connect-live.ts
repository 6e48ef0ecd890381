import { focusManager, notifyManager } from '@tanstack/react-query';
import { queryClient } from '@/api/query-client';
import { applyIncident } from '@/features/anomalies/live';
import { applySummary } from '@/features/spend/live';
import { startLive } from '@/live/live';
import { liveStatus } from '@/live/live-status';

/** Which messages change which cached answers. One batch, one rendering. */
export function connectLive(): void {
  startLive({
    apply: (messages) => notifyManager.batch(() => {
      for (const message of messages) {
        if (message.kind === 'summary') applySummary(queryClient, message.payload);
        else if (message.kind === 'incident') applyIncident(queryClient, message.payload);
      }
    }),
    resync: () => void queryClient.invalidateQueries(),
  });
  // A paused page asks for nothing on its own, as a page that nobody looks at.
  liveStatus.subscribe(() => focusManager.setFocused(liveStatus.get().state === 'paused' ? false : undefined));
}
