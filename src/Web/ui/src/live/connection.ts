import type { HubConnection } from '@microsoft/signalr';
import { loadAgain } from '@/api/load-again';
import { isLiveMessage, type LiveMessage } from './message';

export interface ConnectionHost {
  onMessages(messages: LiveMessage[]): void;
  onState(state: 'connecting' | 'live' | 'polling'): void;
}

/** Waits grow to 30 s with some chance in them, so that a restarted server is not met by everyone at once; they never end. */
function delay(attempt: number): number {
  return Math.min(30_000, 500 * 2 ** Math.min(attempt, 6)) * (0.7 + 0.6 * Math.random());
}

/** The one connection to the live hub. It lives outside React and re-joins its scopes whenever the line comes back. */
export class LiveConnection {
  private readonly host: ConnectionHost;
  private hub: HubConnection | null = null;
  private scopes: readonly string[] = [];
  private isStarted = false;

  constructor(host: ConnectionHost) {
    this.host = host;
  }

  async start(): Promise<void> {
    if (this.isStarted) return;
    this.isStarted = true;
    // Not needed for the first figures, hence not part of the first load.
    const { HubConnectionBuilder, LogLevel } = await loadAgain(() => import('@microsoft/signalr'));
    const hub = new HubConnectionBuilder()
      .withUrl('/hubs/live')
      .withAutomaticReconnect({ nextRetryDelayInMilliseconds: ({ previousRetryCount }) => delay(previousRetryCount) })
      .configureLogging(LogLevel.None)
      .build();
    hub.serverTimeoutInMilliseconds = 20_000;
    hub.on('live', (batch: unknown) => this.accept(batch));
    hub.onreconnecting(() => this.host.onState('polling'));
    hub.onreconnected(() => void this.join());
    hub.onclose(() => void this.connect(hub));
    this.hub = hub;
    await this.connect(hub);
  }

  /** Replaces the set of scopes whose figures are sent. */
  subscribe(scopes: readonly string[]): void {
    this.scopes = scopes;
    if (this.hub?.state === 'Connected') void this.join();
  }

  private async connect(hub: HubConnection): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await hub.start();
        await this.join();
        return;
      } catch {
        this.host.onState('polling');
        await new Promise((resolve) => setTimeout(resolve, delay(attempt)));
        if (hub.state === 'Connected') return;
      }
    }
  }

  private async join(): Promise<void> {
    try {
      const asked = this.scopes;
      this.accept(await this.hub!.invoke('Subscribe', asked));
      this.host.onState('live');
    } catch {
      // The line went down in between; the next connection joins again.
      this.host.onState('polling');
    }
  }

  private accept(batch: unknown): void {
    if (Array.isArray(batch)) this.host.onMessages(batch.filter(isLiveMessage));
  }
}
