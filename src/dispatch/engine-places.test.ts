// In: places that are taken, waited for, given up and given back. Out: a slot is never lost and never given twice.
import { describe, expect, test } from 'vitest';
import { manualClock } from '../base/manual-clock.suite.ts';
import { Fault } from '../contract/fault.ts';
import type { ServiceEvent } from '../contract/observer.ts';
import { EnginePlaces } from './engine-places.ts';

const run = {
  ...{ partition: 'a', tokens: [1, 2], isDivisible: true, isRepeatable: false, flow: 'a', weight: 1 },
  ...{ isBackground: false, startByMs: null, mostTokens: null, wantedUntilMs: null, adapter: null },
};
const never = new AbortController().signal;

function places(slotCount: number, queueLength: number, clock = manualClock()) {
  const events: ServiceEvent[] = [];
  const created = new EnginePlaces({
    engine: { id: 'e' },
    slotCount,
    queueLength,
    stepTokens: null,
    observer: { emit: (event) => events.push(event) },
    clock,
  });
  return { created, last: () => events.at(-1), count: () => events.length };
}

async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending');
  return (
    (await Promise.race([promise.catch(() => null), new Promise((resolve) => setTimeout(resolve, 5, pending))])) ===
    pending
  );
}

describe('places', () => {
  test('start in order, each when one before it is given back', async () => {
    const { created, last } = places(1, 5);
    const [first] = created.take(1, run, never);
    const [second, third] = created.take(2, run, never);
    if (first === undefined || second === undefined || third === undefined) throw new Error('no place');
    expect(await first.turn()).toMatchObject({ slot: 0, isCacheReused: false });
    expect(await isPending(second.turn())).toBe(true);
    first.giveBack([1, 2]);
    first.giveBack([1, 2]);
    expect(await second.turn()).toMatchObject({ slot: 0, isCacheReused: true });
    expect(await isPending(third.turn())).toBe(true);
    second.giveBack(null);
    expect(await third.turn()).toMatchObject({ slot: 0 });
    third.giveBack(null);
    expect(last()).toMatchObject({ kind: 'queue-changed', running: 0, waiting: 0, slotCount: 1 });
  });

  test('all or none', () => {
    const { created, last } = places(2, 1);
    created.take(2, run, never);
    const before = last();
    expect(() => created.take(2, run, never)).toThrow(
      expect.objectContaining({ code: 'rate_limit_exceeded', retryAfterMs: 1000 }),
    );
    expect(last()).toBe(before);
    created.take(1, run, never);
    expect(() => created.take(1, run, never)).toThrow(Fault);
  });

  test('one that waits gives up at the signal, with its reason; one that runs keeps its slot', async () => {
    const { created, last } = places(1, 5);
    const leaving = new AbortController();
    const [running, waiting] = created.take(2, run, leaving.signal);
    await running?.turn();
    leaving.abort(new Fault('client_closed', 'gone'));
    await expect(waiting?.turn()).rejects.toMatchObject({ code: 'client_closed' });
    expect(last()).toMatchObject({ running: 1, waiting: 0 });
    running?.giveBack(null);
    waiting?.giveBack(null);
    expect(last()).toMatchObject({ running: 0, waiting: 0 });
  });

  test('one whose signal was aborted before takes no place in the queue', async () => {
    const { created, last } = places(1, 5);
    created.take(1, run, never);
    const gone = AbortSignal.abort(new Fault('client_closed', 'gone'));
    expect(() => created.take(1, run, gone)).toThrow(expect.objectContaining({ code: 'client_closed' }));
    expect(last()).toMatchObject({ running: 1, waiting: 0 });
  });

  test('one that waits too long is over, with a fault of its own, and its timer with it', async () => {
    const clock = manualClock();
    const { created, last } = places(1, 5, clock);
    const [running] = created.take(1, { ...run, startByMs: 100 }, never);
    expect(clock.waiting()).toBe(0);
    const [second] = created.take(1, { ...run, startByMs: 200 }, never);
    const [third] = created.take(1, { ...run, startByMs: 300 }, never);
    clock.pass(200);
    await expect(second?.turn()).rejects.toMatchObject({ code: 'request_timeout' });
    expect(last()).toMatchObject({ running: 1, waiting: 1 });
    second?.giveBack(null);
    expect(last()).toMatchObject({ running: 1, waiting: 1 });
    running?.giveBack(null);
    expect(await third?.turn()).toMatchObject({ slot: 0 });
    expect(clock.waiting()).toBe(0);
  });

  test('one whose turn would come too late is refused, and told when to come again', () => {
    const clock = manualClock();
    const { created } = places(1, 20, clock);
    const taken = created.take(12, run, never);
    for (const place of taken.slice(0, 2)) {
      clock.pass(1000);
      place.told();
      place.giveBack(null);
    }
    const refused = { code: 'rate_limit_exceeded', retryAfterMs: 5100 };
    for (const late of [{ startByMs: 6900 }, { wantedUntilMs: 6900 }])
      expect(() => created.take(1, { ...run, ...late }, never)).toThrow(expect.objectContaining(refused));
    created.take(1, { ...run, startByMs: 12_100 }, never);
  });

  test('what an answer wrote is counted, without a word to anybody', () => {
    const clock = manualClock();
    const { created, count } = places(1, 20, clock);
    const [first, second] = [run, { ...run, mostTokens: 8 }].flatMap((one) => created.take(1, one, never));
    first?.told();
    clock.pass(1000);
    first?.wrote(10);
    first?.giveBack(null);
    second?.told();
    const before = count();
    second?.wrote(7);
    expect(count()).toBe(before);
    expect(() => created.checkRoom(1, { ...run, startByMs: 1050 })).toThrow(Fault);
    second?.wrote(1);
    created.checkRoom(1, { ...run, startByMs: 1050 });
  });
});
