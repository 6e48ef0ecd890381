import type { LiveMessage } from './message';
import { sequence, type Positions } from './sequencer';

export interface DispatcherHost {
  now(): number;
  /** Runs the work before the next frame is drawn, at the earliest after the delay. */
  schedule(work: () => void, delay: number): void;
  apply(messages: readonly LiveMessage[]): void;
  /** Snapshots of before are void. */
  resync(): void;
}

/** No visible figure changes more often. With what the server gathers (250 ms) a record is on the screen within a second. */
const PACE = 500;

/** Gathers messages and hands them on in one go, at most twice a second; of several states of one thing only the last. */
export class Dispatcher {
  private readonly host: DispatcherHost;
  private positions: Positions = new Map();
  private waiting = new Map<string, LiveMessage>();
  private isScheduled = false;
  private isPaused = false;
  private flushedAt = Number.NEGATIVE_INFINITY;

  constructor(host: DispatcherHost) {
    this.host = host;
  }

  receive(batch: readonly LiveMessage[]): void {
    const step = sequence(this.positions, batch);
    this.positions = step.positions;
    for (const message of step.apply) this.waiting.set(`${message.stream}|${identity(message)}`, message);
    if (step.isBehind && !this.isPaused) this.host.resync();
    this.plan();
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    this.plan();
  }

  private plan(): void {
    if (this.isScheduled || this.isPaused || this.waiting.size === 0) return;
    this.isScheduled = true;
    this.host.schedule(() => this.flush(), Math.max(0, this.flushedAt + PACE - this.host.now()));
  }

  private flush(): void {
    this.isScheduled = false;
    if (this.isPaused || this.waiting.size === 0) return;
    const batch = [...this.waiting.values()];
    this.waiting = new Map();
    this.flushedAt = this.host.now();
    this.host.apply(batch);
  }
}

/** Several things share a stream (all incidents do): a newer state replaces only the same thing's older one. */
function identity(message: LiveMessage): string {
  const { payload } = message;
  return typeof payload === 'object' && payload !== null && 'id' in payload ? String(payload.id) : '';
}
