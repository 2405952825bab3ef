// In: every order in which a request can end. Out: exactly one ledger row and one event, with what was counted until then.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../base/clock.ts';
import type { Deployment } from '../contract/caller.ts';
import type { ChoiceDelta } from '../contract/dispatch.ts';
import { Fault } from '../contract/fault.ts';
import type { LedgerClosing } from '../contract/ledger.ts';
import { noHierarchyPolicy } from '../hierarchy/system-hierarchy-policies.ts';
import { openSettlement } from './settle.ts';

const opening = { requestId: 'req_1', keyId: 'k', partition: 'p', operation: 'chat.completions', openedAtMs: 1000 };
const deployment: Deployment = {
  name: 'd',
  aliases: [],
  snapshot: 'd',
  modelId: 'm',
  engineId: 'e',
  neutralSystemText: '',
  limits: { maxOutputTokens: 10, answerMs: null },
  prices: { inputUsdPerMillion: 1, cachedInputUsdPerMillion: 0.5, outputUsdPerMillion: 4 },
  contentPolicy: 'default',
  hierarchyPolicy: noHierarchyPolicy,
  sharedPrefixes: false,
  adapter: null,
};

function settling() {
  const closings: LedgerClosing[] = [];
  const events: unknown[] = [];
  let opened = 0;
  const settlement = openSettlement(opening, {
    ledger: {
      open: () => {
        opened += 1;
      },
      close: (_id, closing) => closings.push(closing),
    },
    observer: { emit: (event) => events.push(event) },
    clock: { ...systemClock, nowMs: () => 1500 },
  });
  return { settlement, closings, events, opened: () => opened };
}

async function* deltas(...items: readonly ChoiceDelta[]): AsyncGenerator<ChoiceDelta> {
  yield* items;
}
const text = (choice: number, tokens: readonly number[]): ChoiceDelta => ({
  choice,
  delta: { kind: 'text-delta', text: 'x', tokens, logprobs: [] },
});
const finish = (choice: number, completionTokens: number): ChoiceDelta => ({
  choice,
  delta: {
    kind: 'finish',
    reason: 'stop',
    stopText: null,
    usage: { promptTokens: 100, completionTokens, cachedTokens: 40 },
  },
});
async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream);
}

describe('a settlement', () => {
  test('closes once, whatever is called and however often', () => {
    const call = fc.constantFrom('done', 'aborted', 'failed', 'client') as fc.Arbitrary<
      'done' | 'aborted' | 'failed' | 'client'
    >;
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 6 }), (calls) => {
        const { settlement, closings, events, opened } = settling();
        for (const name of calls) {
          if (name === 'done') settlement.done();
          else if (name === 'aborted') settlement.aborted();
          else settlement.failed(name === 'client' ? new Fault('client_closed', '') : new Error('x'));
        }
        expect(opened()).toBe(1);
        expect(closings).toHaveLength(1);
        expect(events).toHaveLength(1);
        const expected = { done: 'done', aborted: 'aborted', failed: 'faulted', client: 'aborted' }[calls[0] ?? 'done'];
        expect(closings[0]).toMatchObject({ outcome: expected, faultCode: calls[0] === 'failed' ? 'internal' : null });
      }),
    );
  });

  test('counts the prompt once and every choice’s tokens, and what they cost', async () => {
    const { settlement, closings } = settling();
    settlement.know({ deployment, isStream: true, endUser: 'ada', promptTokens: 100 });
    await drain(settlement.count(deltas(text(0, [1]), text(1, [1, 2]), finish(0, 5), finish(1, 7))));
    settlement.done();
    expect(closings[0]).toEqual({
      outcome: 'done',
      faultCode: null,
      deployment: 'd',
      modelId: 'm',
      isStream: true,
      usage: { promptTokens: 100, completionTokens: 12, cachedTokens: 40 },
      costUsd: (60 * 1 + 40 * 0.5 + 12 * 4) / 1e6,
      firstTextAfterMs: 500,
      closedAtMs: 1500,
      endUser: 'ada',
    });
  });

  test('an answer cut short is counted as far as it went; one that never began costs nothing', async () => {
    const cut = settling();
    cut.settlement.know({ promptTokens: 100 });
    await drain(cut.settlement.count(deltas(text(0, [1, 2]), text(0, []), finish(1, 3))));
    cut.settlement.aborted();
    expect(cut.closings[0]?.usage).toEqual({ promptTokens: 100, completionTokens: 6, cachedTokens: 40 });
    const unbegun = settling();
    unbegun.settlement.know({ promptTokens: 100 });
    unbegun.settlement.failed(new Fault('engine_died', ''));
    expect(unbegun.closings[0]).toMatchObject({
      outcome: 'faulted',
      faultCode: 'engine_died',
      usage: { promptTokens: 0, completionTokens: 0 },
      firstTextAfterMs: null,
      deployment: null,
      costUsd: 0,
    });
  });

  test('tokens computed without an answer are counted as they come', () => {
    const { settlement, closings } = settling();
    settlement.know({ deployment });
    settlement.computed(30);
    settlement.computed(12);
    settlement.aborted();
    const usage = { promptTokens: 42, completionTokens: 0, cachedTokens: 0 };
    expect(closings[0]).toMatchObject({ outcome: 'aborted', usage, firstTextAfterMs: null });
    expect(closings[0]?.costUsd).toBeCloseTo(42 / 1e6, 12);
  });
});
