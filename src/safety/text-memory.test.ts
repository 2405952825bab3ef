// In: texts that come again. Out: they are scored once for each origin and version, and failures are tried again.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LeastRecentlyUsed } from '../base/least-recently-used.ts';
import { Fault } from '../contract/fault.ts';
import type { ScoreAsk, TextOrigin, TextScorer, TextScores } from '../contract/safety.ts';
import { scriptedScorer } from './scripted-scorer.suite.ts';
import { rememberingScorer } from './text-memory.ts';

const { signal } = new AbortController();
const user = (text: string): ScoreAsk => ({ text, origin: 'user' });
const jailbreakOf = ({ text, origin }: ScoreAsk): TextScores => ({
  detections: { jailbreak: (text.length + origin.length) / 100 },
});

test('a text is scored once, and whose words it is makes another of it', async () => {
  const inner = scriptedScorer('inner', jailbreakOf);
  const scorer = rememberingScorer(inner, new LeastRecentlyUsed(100));
  expect(scorer).toMatchObject({ id: 'inner', version: '1' });
  await scorer.score([user('a'), user('b')], signal);
  const scores = await scorer.score([user('b'), user('c'), user('a'), { text: 'a', origin: 'document' }], signal);
  expect(inner.calls).toEqual([
    ['a', 'b'],
    ['c', 'a'],
  ]);
  expect(scores).toEqual(
    [user('b'), user('c'), user('a'), { text: 'a', origin: 'document' } as const].map(jailbreakOf),
  );
});

test('what was left out to save time is looked at where somebody asks thoroughly', async () => {
  const inner = scriptedScorer('inner', jailbreakOf);
  const scorer = rememberingScorer(inner, new LeastRecentlyUsed(100));
  const thorough: ScoreAsk = { ...user('a'), isThorough: true };
  for (const ask of [user('a'), thorough, user('a'), thorough]) await scorer.score([ask], signal);
  expect(inner.calls).toEqual([['a'], ['a']]);
});

test('what is said of a text that is still being written is not kept', async () => {
  const inner = { ...scriptedScorer('inner', jailbreakOf), tellsClear: true };
  const scorer = rememberingScorer(inner, new LeastRecentlyUsed(100));
  expect(scorer.tellsClear).toBe(true);
  const beginning: ScoreAsk = { text: 'I am', origin: 'completion', isUnfinished: true };
  await scorer.score([beginning, user('a')], signal);
  await scorer.score([beginning, user('a')], signal);
  expect(inner.calls).toEqual([['I am', 'a'], ['I am']]);
});

test('the answers are those of the scorer, in order, however small the memory', () => {
  const origin = fc.constantFrom<TextOrigin>('user', 'document', 'completion');
  const asks = fc.array(fc.record({ text: fc.string({ maxLength: 3 }), origin }), { maxLength: 8 });
  return fc.assert(
    fc.asyncProperty(fc.array(asks, { maxLength: 6 }), fc.nat({ max: 5 }), async (rounds, kept) => {
      const scorer = rememberingScorer(scriptedScorer('inner', jailbreakOf), new LeastRecentlyUsed(kept));
      for (const round of rounds) expect(await scorer.score(round, signal)).toEqual(round.map(jailbreakOf));
    }),
  );
});

test('another version is another judgement', async () => {
  let version = '1';
  const inner = scriptedScorer('inner', jailbreakOf);
  const changing: TextScorer = {
    id: 'inner',
    get version() {
      return version;
    },
    score: inner.score,
  };
  const scorer = rememberingScorer(changing, new LeastRecentlyUsed(100));
  await scorer.score([user('a')], signal);
  version = '2';
  expect(scorer.version).toBe('2');
  await scorer.score([user('a')], signal);
  expect(inner.calls).toEqual([['a'], ['a']]);
});

test('a failure is not remembered', async () => {
  let isDown = true;
  const flaky: TextScorer = {
    id: 'flaky',
    version: '1',
    score: async (asks) => {
      if (isDown) throw new Fault('source_unreachable', 'nobody there');
      return asks.map(() => ({ harms: { hate: 5 } }));
    },
  };
  const scorer = rememberingScorer(flaky, new LeastRecentlyUsed(100));
  await expect(scorer.score([user('a')], signal)).rejects.toMatchObject({ code: 'source_unreachable' });
  isDown = false;
  expect(await scorer.score([user('a')], signal)).toEqual([{ harms: { hate: 5 } }]);
});

test('an answer that leaves texts out is a failure, and nothing of it is remembered', async () => {
  const short: TextScorer = { id: 'short', version: '1', score: async () => [{}] };
  const memory = new LeastRecentlyUsed<TextScores>(100);
  await expect(rememberingScorer(short, memory).score([user('a'), user('b')], signal)).rejects.toMatchObject({
    code: 'internal',
  });
  expect(memory.totalSize).toBe(0);
});
