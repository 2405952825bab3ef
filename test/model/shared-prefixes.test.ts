// In: prompts that begin alike, on the real engine. Out: their beginning is computed once and put into the other slots, what is told as cached
// is what was reused, and the texts at temperature 0 are those without it.
import { randomUUID } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { greedy } from '../../src/engine/engine.suite.ts';
import { busySlots, engineAddress, type ModelService, never, startModelService } from './start-model-service.ts';

const words = ['river', 'stone', 'maple', 'night', 'glass', 'table', 'seven', 'quick'];
const entries = Array.from({ length: 220 }, (_, at) => `${words[(at * 5) % words.length]}${at}`).join(' ');
const system = `You repeat the word that you are given, and nothing else. Do not use these: ${entries}`;

let sharing: ModelService;
let plain: ModelService;
beforeAll(async () => {
  sharing = await startModelService({ slots: 4, contextTokens: 2048 });
  plain = await startModelService({ slots: 4, contextTokens: 2048, environment: { KINGLET_PREFIXES_KEPT: 'no' } });
});
afterAll(async () => {
  await sharing.stop();
  await plain.stop();
});

interface Told {
  readonly text: string;
  readonly promptTokens: number;
  readonly cachedTokens: number;
}

async function ask(service: ModelService, content: string, choices = 1, systemText = system): Promise<Told> {
  const { choices: answers, usage } = await service.client().chat.completions.create({
    ...{ model: 'gpt-4o-mini', temperature: 0, max_tokens: 6, n: choices },
    messages: [
      { role: 'system', content: systemText },
      { role: 'user', content },
    ],
  });
  return {
    text: answers.map(({ message }) => message.content).join('|'),
    promptTokens: usage?.prompt_tokens ?? 0,
    cachedTokens: usage?.prompt_tokens_details?.cached_tokens ?? 0,
  };
}

test('a burst: computed once, and the texts are those without', async () => {
  const questions = ['apple', 'house', 'green', 'music'].map((word) => `Repeat: ${word}`);
  const shared = await Promise.all(questions.map((question) => ask(sharing, question)));
  const cached = shared.map(({ cachedTokens }) => cachedTokens).sort((left, right) => left - right);
  expect(cached[0]).toBeLessThan(64);
  for (const count of cached.slice(1)) expect(count).toBeGreaterThan((shared[0]?.promptTokens ?? 0) - 40);
  const alone: Told[] = [];
  for (const question of questions) alone.push(await ask(plain, question));
  expect(shared.map(({ text }) => text)).toEqual(alone.map(({ text }) => text));
  expect(await busySlots(engineAddress(sharing.engine))).toBe(0);
});

test('three answers to one prompt: computed once, and nothing of it counts as cached', async () => {
  const fresh = `${randomUUID()} ${system}`;
  const { text, promptTokens, cachedTokens } = await ask(sharing, 'Repeat: violet', 3, fresh);
  expect(new Set(text.split('|')).size).toBe(1);
  expect(cachedTokens).toBeLessThan(64);
  expect((await ask(sharing, 'Repeat: violet', 1, fresh)).cachedTokens).toBe(promptTokens - 1);
});

test('a seed gives the same text again, whether its prompt is computed or still there', async () => {
  const subjects = ['a lighthouse', 'two old dogs', 'the last train', 'a stolen bicycle', 'rain in spring', 'my uncle'];
  const write = async (subject: string) => {
    const { choices } = await sharing.client().chat.completions.create({
      ...{ model: 'gpt-4o-mini', temperature: 1, seed: 11, max_tokens: 32 },
      messages: [{ role: 'user', content: `Invent the first lines of a short story about ${subject}.` }],
    });
    return choices[0]?.message.content;
  };
  for (const subject of subjects) expect(await write(subject)).toBe(await write(subject));
});

describe('the store of states', () => {
  test('what is put into another slot goes on as what is there', async () => {
    const { engine } = sharing;
    const { states, tokenizer } = engine;
    if (states === undefined || tokenizer === null) throw new Error('no store');
    const beginning = await tokenizer.tokenize(`A list of names: ${entries}.`, never);
    const rest = await tokenizer.tokenize(' The first three of them are', never);
    const run = async (slot: number, isCacheReused: boolean) => {
      const prompt = { kind: 'tokens' as const, tokens: [...beginning, ...rest], opening: '' };
      let text = '';
      let cachedTokens = 0;
      for await (const delta of engine.generate(
        { prompt, sampling: { ...greedy, maxTokens: 16 }, constraint: null, slot, isCacheReused, adapter: null },
        never,
      )) {
        if (delta.kind === 'text-delta') text += delta.text;
        if (delta.kind === 'finish') cachedTokens = delta.usage.cachedTokens;
      }
      return { text, cachedTokens };
    };
    const reads: number[] = [];
    const onPromptProgress = (count: number) => void reads.push(count);
    await states.prefill({ tokens: beginning, slot: 1, isCacheReused: false, adapter: null, onPromptProgress }, never);
    expect(reads.at(-1)).toBe(beginning.length);
    const state = { stateId: 999_999, partition: 'p', tokens: beginning };
    expect(await states.save(1, state)).toBeGreaterThan(1000);
    await states.restore(2, 999_999, null);
    // Computed in one go the text may differ in a word: the engine's arithmetic depends on how a prompt is cut into batches.
    const there = await run(1, true);
    expect(there.cachedTokens).toBe(beginning.length);
    expect(await run(2, true)).toEqual(there);
    await states.drop(999_999);
    await expect(states.restore(2, 999_999, null)).rejects.toMatchObject({ code: 'engine_error' });
  });

  test('is private, and gone with the service', async () => {
    const service = await startModelService({ slots: 2, contextTokens: 1024 });
    const folder = engineAddress(service.engine).slotFolder;
    expect(statSync(folder).mode & 0o077).toBe(0);
    await service.engine.states?.save(0, { stateId: 1, partition: 'p', tokens: [1] });
    expect(readdirSync(folder)).toEqual(['1.state']);
    expect(statSync(`${folder}/1.state`).mode & 0o077).toBe(0);
    await service.stop();
    expect(() => statSync(folder)).toThrow();
  });
});
