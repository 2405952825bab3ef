// In: generated requests at the same time on engines that die at random places, and clients that leave. Out: every request ends once, its text is
// one engine's, text that was shown is never followed by another's, and no load is left behind.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import { Fault } from '../../contract/fault.ts';
import type { ServiceEvent } from '../../contract/observer.ts';
import { conversationOf, greedy, turn } from '../../engine/engine.suite.ts';
import { createScriptedEngine } from '../../engine/scripted/scripted-engine.ts';
import { createDispatcher } from '../dispatcher.ts';
import { Fleet } from './fleet.ts';
import { createPooledDispatch } from './pooled-dispatch.ts';

const ids = ['a', 'b', 'c'];
const wordCount = 3;

/** Before which word an engine dies in a run, for each engine one after the other; null never. */
const deaths = fc.array(fc.option(fc.nat(wordCount), { nil: null, freq: 2 }), { minLength: 1, maxLength: 8 });
const requests = fc.array(
  fc.record({
    text: fc.nat(5).map((number) => `question ${number}`),
    /** Leaves when it has so many words; null stays. */
    leavesAfter: fc.option(fc.nat(wordCount), { nil: null, freq: 3 }),
    choiceCount: fc.constantFrom(1, 1, 2),
  }),
  { minLength: 1, maxLength: 12 },
);

function build(plan: readonly (number | null)[]) {
  let run = 0;
  const engines = ids.map((id) =>
    createScriptedEngine({
      id,
      facts: { contextTokens: 100, slotCount: 2, vocabularySize: null, fingerprint: id, dialect: 'calls' },
      answer: () => ({
        deltas: Array.from({ length: wordCount }, () => id),
        reason: 'stop',
        delayMs: 0,
        diesAtDelta: plan[run++ % plan.length] ?? null,
      }),
    }),
  );
  const events: ServiceEvent[] = [];
  const observer = { emit: (event: ServiceEvent) => void events.push(event) };
  const members = ids.map((id) => ({ id, weight: 1, slots: 2 }));
  const fleet = new Fleet(members, {
    failuresToOpen: 3,
    openMs: 1,
    longestOpenMs: 2,
    loadFactor: 1.25,
    failedChecksToDown: 2,
    longestPauseMs: 10,
  });
  const dispatch = createPooledDispatch({
    inner: createDispatcher({
      clock: systemClock,
      engines,
      queueLength: 2,
      pooledIds: new Set(ids),
      observer,
    }),
    fleet,
    pools: [{ id: 'pool', engineIds: ids }],
    ownEngineId: null,
    clock: systemClock,
    observer,
  });
  return { dispatch, fleet, engines, events };
}

test('however engines die and clients leave', async () => {
  await fc.assert(
    fc.asyncProperty(deaths, requests, async (plan, asks) => {
      const { dispatch, fleet, engines, events } = build(plan);
      const outcomes = await Promise.all(
        asks.map(async ({ text, leavesAfter, choiceCount }) => {
          const leaving = new AbortController();
          const words: string[] = [];
          try {
            const conversation = conversationOf([turn('user', text)]);
            const prepared = await dispatch.prepare(
              { engineId: 'pool', conversation, partition: 'p', adapter: null },
              leaving.signal,
            );
            const order = { sampling: greedy, constraint: null, choiceCount };
            if (leavesAfter === 0) leaving.abort(new Fault('client_closed', 'left'));
            for await (const { delta } of dispatch.generate(prepared, order, leaving.signal)) {
              if (delta.kind === 'text-delta') words.push(delta.text);
              if (words.length === leavesAfter) leaving.abort(new Fault('client_closed', 'left'));
            }
            expect(words).toHaveLength(wordCount * choiceCount);
            return 'whole';
          } catch (error) {
            if (!(error instanceof Fault)) throw error;
            if (error.code === 'client_closed') return 'left';
            // A fault before any text means that others were asked as well, and there was no one left.
            expect(['engine_died', 'engine_unavailable', 'rate_limit_exceeded']).toContain(error.code);
            return 'faulted';
          } finally {
            expect(new Set(words).size, words.join(' ')).toBeLessThanOrEqual(1);
          }
        }),
      );
      const ends = events.flatMap((event) => (event.kind === 'engine-attempt' ? [event] : []));
      const whole = outcomes.filter((outcome) => outcome === 'whole').length;
      const answered = ends.filter(({ end }) => end === 'answered').length;
      expect(answered).toBeGreaterThanOrEqual(whole);
      expect(answered).toBeLessThanOrEqual(whole + outcomes.filter((outcome) => outcome === 'left').length);
      for (const engine of engines) {
        expect(engine.running()).toBe(0);
        expect(fleet.status(engine.id, Date.now())?.load).toBe(0);
      }
    }),
    { numRuns: 200 },
  );
});
