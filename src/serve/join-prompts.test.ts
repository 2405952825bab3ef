// In: the answers to several prompts. Out: one stream with choices numbered through and prompts added up; a failure ends them all.
import { expect, test } from 'vitest';
import type { ChoiceDelta } from '../contract/dispatch.ts';
import { joinPrompts } from './join-prompts.ts';

const text = (choice: number, words: string): ChoiceDelta => ({
  choice,
  delta: { kind: 'text-delta', text: words, tokens: [], logprobs: [] },
});
const finish = (choice: number, promptTokens: number, cachedTokens: number): ChoiceDelta => ({
  choice,
  delta: { kind: 'finish', reason: 'stop', stopText: null, usage: { promptTokens, completionTokens: 1, cachedTokens } },
});

async function* streamOf(...deltas: readonly ChoiceDelta[]): AsyncGenerator<ChoiceDelta> {
  yield* deltas;
}

test('choices are numbered prompt by prompt, each prompt is counted once', async () => {
  const answers = [
    streamOf(text(0, 'a'), finish(0, 5, 0), text(1, 'b'), finish(1, 5, 4)),
    streamOf(text(1, 'c'), finish(1, 7, 1), finish(0, 7, 2)),
  ];
  const joined: ChoiceDelta[] = [];
  for await (const delta of joinPrompts(answers, 2, new AbortController())) joined.push(delta);
  const texts = joined.flatMap(({ choice, delta }) => (delta.kind === 'text-delta' ? [`${choice}${delta.text}`] : []));
  expect(texts.sort()).toEqual(['0a', '1b', '3c']);
  const usages = joined.flatMap(({ delta }) => (delta.kind === 'finish' ? [delta.usage] : []));
  expect(usages.every(({ completionTokens }) => completionTokens === 1)).toBe(true);
  expect(Math.max(...usages.map(({ promptTokens }) => promptTokens))).toBe(12);
  expect(Math.max(...usages.map(({ cachedTokens }) => cachedTokens))).toBe(6);
});

test('the first failure is told to the others at once', async () => {
  const failing = new AbortController();
  async function* broken(): AsyncGenerator<ChoiceDelta> {
    yield text(0, 'a');
    throw new Error('died');
  }
  async function* patient(): AsyncGenerator<ChoiceDelta> {
    await new Promise((_, reject) => failing.signal.addEventListener('abort', () => reject(failing.signal.reason)));
  }
  const reading = (async () => {
    for await (const _ of joinPrompts([patient(), broken()], 1, failing));
  })();
  await expect(reading).rejects.toThrow('died');
  expect(failing.signal.aborted).toBe(true);
});
