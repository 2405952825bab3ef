// In: asks for embeddings over the scripted embedder. Out: vectors in order, cut and settled; every refusal in OpenAI's words, before
// anything is computed.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { bindEmbeddings } from '../config/bind-embeddings.ts';
import type { Caller, Deployment } from '../contract/caller.ts';
import type { EmbedAsk } from '../contract/embed.ts';
import type { LedgerClosing } from '../contract/ledger.ts';
import { lengthOf, textInput } from '../engine/embedder.suite.ts';
import { createScriptedEmbedder } from '../engine/scripted/scripted-embedder.ts';
import { cut, embed } from './embed.ts';
import { openSettlement } from './settle.ts';

const never = new AbortController().signal;
const everyone: Caller = {
  keyId: 'k',
  partition: 'p',
  roles: ['caller'],
  deployments: null,
  policies: [],
  mostAuthority: 'system',
};
const ask: EmbedAsk = {
  model: 'text-embedding-3-small',
  inputs: ['one two', 'three', 'four five six'].map(textInput),
  isSingle: false,
  dimensions: null,
  encoding: 'float',
  endUser: 'ada',
};

async function run(changes: Partial<EmbedAsk> = {}, caller = everyone, signal = never) {
  const embedder = createScriptedEmbedder({
    id: 'scripted-encoder',
    dimensions: 16,
    maxTokens: 8,
    vocabularySize: 10,
    batchSize: 2,
    delayMs: 0,
  });
  const closings: LedgerClosing[] = [];
  const settlement = openSettlement(
    { requestId: 'r', keyId: 'k', partition: 'p', operation: 'embeddings', openedAtMs: 0 },
    {
      ledger: { open: () => undefined, close: (_, closing) => void closings.push(closing) },
      observer: { emit: () => undefined },
      clock: systemClock,
    },
  );
  // Only its name is looked at.
  const chat = { name: 'gpt-4o-mini' } as Deployment;
  const ports = {
    embeddings: [
      {
        ...bindEmbeddings(embedder),
        prices: { inputUsdPerMillion: 20, cachedInputUsdPerMillion: 0, outputUsdPerMillion: 0 },
      },
    ],
    findDeployment: (name: string) => (name === chat.name ? chat : null),
  };
  const outcome = await embed({ ...ask, ...changes }, caller, settlement, ports, signal).catch((error: unknown) => {
    settlement.failed(error);
    return { fault: error };
  });
  return { outcome, closings, batches: embedder.batches() };
}

test('one vector for each input, in their order, and one row with what it cost', async () => {
  const { outcome, closings } = await run();
  const alone = await Promise.all(ask.inputs.map((input) => run({ inputs: [input] })));
  expect(outcome).toMatchObject({ tokens: 6 });
  expect('vectors' in outcome && outcome.vectors).toEqual(
    alone.map((each) => ('vectors' in each.outcome ? each.outcome.vectors[0] : null)),
  );
  expect(closings).toMatchObject([
    {
      outcome: 'done',
      deployment: 'text-embedding-3-small',
      modelId: 'scripted-encoder',
      usage: { promptTokens: 6, completionTokens: 0, cachedTokens: 0 },
      endUser: 'ada',
    },
  ]);
  expect(closings[0]?.costUsd).toBeCloseTo((6 * 20) / 1e6, 12);
});

test('every name of it, and only for who may use it', async () => {
  for (const model of ['text-embedding-3-small', 'text-embedding-ada-002', 'scripted-encoder'])
    expect((await run({ model })).outcome).toMatchObject({ tokens: 6 });
  const limited = { ...everyone, deployments: ['gpt-4o-mini'] };
  expect((await run({}, limited)).outcome).toMatchObject({ fault: { code: 'model_not_found' } });
  expect((await run({ model: 'text-embedding-9' })).outcome).toMatchObject({
    fault: { code: 'model_not_found', message: expect.stringContaining('text-embedding-9') },
  });
  expect((await run({ model: 'gpt-4o-mini' })).outcome).toMatchObject({
    fault: { code: 'permission_denied', message: 'You are not allowed to generate embeddings from this model' },
  });
});

test('dimensions up to those of the model', async () => {
  const { outcome } = await run({ dimensions: 5 });
  for (const vector of 'vectors' in outcome ? outcome.vectors : []) {
    expect(vector).toHaveLength(5);
    expect(lengthOf(vector)).toBeCloseTo(1, 5);
  }
  const refused = await run({ dimensions: 17 });
  expect(refused.outcome).toMatchObject({ fault: { code: 'value_too_large', param: 'dimensions' } });
  expect(refused.batches).toBe(0);
});

test('the only input is `input`, one of several is `input[INDEX]`', async () => {
  const long = textInput('w '.repeat(9).trim());
  expect((await run({ inputs: [long], isSingle: true })).outcome).toMatchObject({ fault: { param: 'input' } });
  const tokens = { kind: 'tokens' as const, tokens: [1, 99] };
  expect((await run({ inputs: [tokens], isSingle: true })).outcome).toMatchObject({ fault: { param: 'input[1]' } });
  expect((await run({ inputs: [tokens] })).outcome).toMatchObject({ fault: { param: 'input[0][1]' } });
  const several = await run({ inputs: [textInput('a'), long] });
  expect(several.outcome).toMatchObject({ fault: { code: 'context_length_exceeded', param: 'input[1]' } });
  expect(several.closings).toMatchObject([{ outcome: 'faulted', usage: { promptTokens: 0 } }]);
});

test('cutting keeps the direction of what is kept, at unit length', () => {
  const component = fc.float({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(component, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 40 }),
      (values, size) => {
        const vector = Float32Array.from(values);
        const kept = cut(vector, size);
        expect(kept).toHaveLength(Math.min(size, values.length));
        if (size >= values.length) return;
        const before = lengthOf(vector.subarray(0, size));
        fc.pre(before > 1e-3);
        expect(lengthOf(kept)).toBeCloseTo(1, 4);
        for (const [at, value] of kept.entries()) expect(value * before).toBeCloseTo(vector[at] ?? 0, 4);
      },
    ),
  );
  expect(cut(new Float32Array(3), 2)).toEqual(new Float32Array(2));
});
