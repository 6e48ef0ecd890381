import { describe, expect, it } from 'vitest';
import { Dispatcher } from './dispatcher';
import type { LiveMessage } from './message';

const message = (stream: string, seq: number, payload: unknown = seq, epoch = 'a'): LiveMessage => ({ stream, epoch, seq, asOf: '', kind: 'k', payload });

/** A host whose time moves only when told. */
function setUp() {
  const jobs: { at: number; work: () => void }[] = [];
  const applied: unknown[][] = [];
  let now = 0;
  let resyncs = 0;
  const dispatcher = new Dispatcher({
    now: () => now,
    schedule: (work, delay) => jobs.push({ at: now + delay, work }),
    apply: (messages) => applied.push(messages.map((m) => m.payload)),
    resync: () => resyncs++,
  });
  const advance = (to: number) => {
    now = to;
    for (const job of jobs.splice(0)) (job.at <= now ? job.work : () => jobs.push(job))();
  };
  return { dispatcher, applied, advance, resyncs: () => resyncs };
}

describe('Dispatcher', () => {
  it('hands on only the last state of a stream', () => {
    const { dispatcher, applied, advance } = setUp();
    dispatcher.receive([message('x', 1), message('x', 2)]);
    dispatcher.receive([message('x', 3)]);
    advance(0);
    expect(applied).toEqual([[3]]);
  });

  it('changes a figure at most twice a second', () => {
    const { dispatcher, applied, advance } = setUp();
    dispatcher.receive([message('x', 1)]);
    advance(0);
    dispatcher.receive([message('x', 2)]);
    advance(200);
    dispatcher.receive([message('x', 3)]);
    advance(499);
    expect(applied).toEqual([[1]]);
    advance(500);
    expect(applied).toEqual([[1], [3]]);
  });

  it('keeps different incidents of one stream apart', () => {
    const { dispatcher, applied, advance } = setUp();
    const [a, b] = [{ id: 'a' }, { id: 'b' }];
    dispatcher.receive([message('incidents', 1, a), message('incidents', 2, b)]);
    advance(0);
    expect(applied).toEqual([[a, b]]);
  });

  it('holds everything back while paused and catches up afterwards', () => {
    const { dispatcher, applied, advance } = setUp();
    dispatcher.pause();
    dispatcher.receive([message('x', 1), message('x', 2)]);
    advance(5_000);
    expect(applied).toEqual([]);
    dispatcher.resume();
    advance(5_000);
    expect(applied).toEqual([[2]]);
  });

  it('asks for fresh snapshots when the server has restarted', () => {
    const { dispatcher, resyncs } = setUp();
    dispatcher.receive([message('x', 7)]);
    dispatcher.receive([message('x', 1, 1, 'b')]);
    expect(resyncs()).toBe(1);
  });
});
