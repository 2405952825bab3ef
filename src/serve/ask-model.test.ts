// In: engines of each dialect that answer by script. Out: how far they say yes, by the probabilities of their first word or by the word itself;
// what it costs; and a fault where they say neither.

import { expect, test } from 'vitest';
import { systemClock } from '../base/clock.ts';
import type { Dispatch } from '../contract/dispatch.ts';
import type { EngineDelta, EngineFacts } from '../contract/engine.ts';
import type { TokenChance } from '../contract/logprobs.ts';
import type { Turn } from '../contract/turn.ts';
import { createDispatcher } from '../dispatch/dispatcher.ts';
import { byteTokenizer } from '../engine/scripted/byte-tokenizer.ts';
import { createScriptedEngine } from '../engine/scripted/scripted-engine.ts';
import { askModel } from './ask-model.ts';

const never = new AbortController().signal;
const turns: readonly Turn[] = [
  { role: 'user', parts: [{ kind: 'text', text: 'Is it so?' }], name: null, toolCalls: [], toolCallId: null },
];
const facts: EngineFacts = {
  contextTokens: 64,
  slotCount: 1,
  vocabularySize: 9,
  fingerprint: 'f',
  dialect: 'constrained',
};

function engineSaying(deltas: readonly string[], rest: Partial<EngineFacts> = {}) {
  const engine = createScriptedEngine({
    id: 'e',
    facts: { ...facts, ...rest },
    tokenizer: byteTokenizer(),
    answer: () => ({ deltas, reason: 'stop', delayMs: 0, diesAtDelta: null }),
  });
  const computed: number[] = [];
  const dispatch = createDispatcher({
    clock: systemClock,
    engines: [engine],
    queueLength: 1,
    observer: { emit: () => undefined },
  });
  const model = askModel({
    dispatch,
    deployment: { engineId: 'e' },
    partition: 'p',
    adapter: null,
    onComputed: (count) => computed.push(count),
  });
  return { engine, computed, model };
}

/** With these likeliest tokens at its first place. */
function modelWith(text: string, top: readonly TokenChance[]) {
  const delta: EngineDelta = {
    kind: 'text-delta',
    text,
    tokens: [1],
    logprobs: [{ token: text, bytes: [], logprob: 0, top }],
  };
  const prompt = { kind: 'tokens', tokens: [1], opening: '' } as const;
  const dispatch: Pick<Dispatch, 'prepare' | 'generate'> = {
    prepare: async () => ({ engineId: 'e', partition: 'p', adapter: null, prompt, promptTokens: 1, facts }),
    generate: async function* () {
      yield { choice: 0, delta };
    },
  };
  // The others are not called.
  const whole = dispatch as Dispatch;
  return askModel({
    dispatch: whole,
    deployment: { engineId: 'e' },
    partition: 'p',
    adapter: null,
    onComputed: () => undefined,
  });
}
const chance = (token: string, share: number): TokenChance => ({ token, bytes: [], logprob: Math.log(share) });

test('yes among yes and no, in all their spellings', async () => {
  const top = [chance('Yes', 0.4), chance(' yes', 0.2), chance('no', 0.2), chance('Well', 0.2)];
  expect(await modelWith('Yes', top).shareOfYes(turns, never)).toBeCloseTo(0.75);
  expect(await modelWith('no', [chance('no', 0.9)]).shareOfYes(turns, never)).toBe(0);
});

test('the word itself where no probability tells', async () => {
  expect(await modelWith('Yes.', []).shareOfYes(turns, never)).toBe(1);
  expect(await modelWith('"No"', [chance('"', 0.9)]).shareOfYes(turns, never)).toBe(0);
  await expect(modelWith('Perhaps', []).shareOfYes(turns, never)).rejects.toMatchObject({ code: 'engine_error' });
});

test('one greedy step under a grammar of both words, where the engine obeys one', async () => {
  const { engine, computed, model } = engineSaying(['yes']);
  expect(await model.shareOfYes(turns, never)).toBe(1);
  expect(engine.runs).toMatchObject([
    { sampling: { temperature: 0, maxTokens: 3, topLogprobs: 20 }, constraint: { triggers: null } },
  ]);
  expect(computed).toEqual([4]);
  const elsewhere = engineSaying(['No', ', it is not', ' so', ' at all'], { dialect: 'calls' });
  expect(await elsewhere.model.shareOfYes(turns, never)).toBe(0);
  expect(elsewhere.engine.runs).toMatchObject([{ constraint: null }]);
});

test('a text, of so many tokens at most', async () => {
  const { model } = engineSaying([' It', ' is', ' so', '. And', ' on']);
  expect(await model.write(turns, 4, never)).toBe('It is so. And');
});

test('a question that does not fit costs nothing', async () => {
  const { engine, computed, model } = engineSaying(['yes'], { contextTokens: 6 });
  await expect(model.shareOfYes(turns, never)).rejects.toMatchObject({ code: 'context_length_exceeded' });
  expect([engine.runs, computed]).toEqual([[], []]);
});
