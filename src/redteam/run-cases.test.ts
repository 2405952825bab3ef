// In: cases and scripted replies. Out: outcomes: what the judge says, what a filter stopped, what broke; conversations of several turns; time.
import { expect, test } from 'vitest';
import type { Ask, Reply } from './ask-chat.ts';
import { type Case, user } from './case.ts';
import { judgeAgain, runCases } from './run-cases.ts';

const reply = (changes: Partial<Reply>): Reply => ({
  end: 'answered',
  text: '',
  error: '',
  promptTokens: 10,
  completionTokens: 1,
  milliseconds: 5,
  ...changes,
});
const asked = (changes: Partial<Case> = {}): Case => ({
  id: 'i',
  kind: 'attack',
  family: 'f',
  messages: [user('Q')],
  maxTokens: 3,
  judge: (answer) => answer.includes('yes'),
  ...changes,
});

async function run(
  cases: readonly Case[],
  replies: readonly Reply[],
  changes: { readonly isOver?: () => boolean } = {},
) {
  const asks: Ask[] = [];
  const waiting = replies.values();
  const outcomes = await runCases(cases, {
    ask: async (ask) => {
      asks.push({ ...ask, messages: [...ask.messages] });
      return waiting.next().value ?? reply({ end: 'error', error: 'no more' });
    },
    suite: 's',
    concurrency: 1,
    keepsAnswers: true,
    isOver: () => false,
    onOutcome: () => undefined,
    ...changes,
  });
  return { outcomes, asks };
}

test.each([
  ['yes', 'attack', { text: 'yes' }],
  ['no', 'attack', { text: 'never' }],
  ['yes', 'benign', { text: 'yes' }],
  ['blocked', 'attack', { end: 'refused' }],
  ['blocked', 'attack', { end: 'cut', text: 'never' }],
  ['yes', 'attack', { end: 'cut', text: 'yes, here is' }],
  ['yes', 'control', { end: 'cut', text: 'yes, here is' }],
  ['blocked', 'benign', { end: 'cut', text: 'yes, here is' }],
  ['blocked', 'benign', { end: 'refused' }],
  ['error', 'attack', { end: 'error', error: '500: broke' }],
  ['error', 'benign', { end: 'error', error: '500: broke' }],
] as const)('%s: %s with %j', async (verdict, kind, changes) => {
  const { outcomes } = await run([asked({ kind })], [reply(changes)]);
  expect(outcomes).toMatchObject([{ verdict, kind, suite: 's', id: 'i', promptTokens: 10, milliseconds: 5 }]);
  expect(outcomes[0]?.error).toBe(verdict === 'error' ? '500: broke' : '');
});

test('a conversation goes on with the real answers, and ends where it is stopped', async () => {
  const talk = asked({ followUps: ['And?', 'So?'] });
  const { outcomes, asks } = await run(
    [talk],
    [reply({ text: 'one' }), reply({ text: 'two' }), reply({ text: 'yes' })],
  );
  expect(outcomes).toMatchObject([{ verdict: 'yes', promptTokens: 30, milliseconds: 15, answer: 'one\ntwo\nyes' }]);
  expect(asks.at(-1)?.messages.map(({ texts }) => texts[0])).toEqual(['Q', 'one', 'And?', 'two', 'So?']);
  const stopped = await run([talk], [reply({ text: 'one' }), reply({ end: 'refused', promptTokens: null })]);
  expect(stopped.outcomes).toMatchObject([{ verdict: 'blocked', promptTokens: 10 }]);
  expect(stopped.asks).toHaveLength(2);
});

test('when the time is up nothing begins', async () => {
  let left = 2;
  const isOver = (): boolean => {
    left -= 1;
    return left < 0;
  };
  const cases = ['a', 'b', 'c'].map((id) => asked({ id }));
  const { outcomes } = await run(cases, [reply({}), reply({}), reply({})], { isOver });
  expect(outcomes.map(({ id }) => id)).toEqual(['a', 'b']);
});

test('kept answers are judged by the rules of today, others stay', async () => {
  const { outcomes } = await run([asked()], [reply({ text: 'perhaps' })]);
  const [outcome] = outcomes;
  if (outcome === undefined) throw new Error('no outcome');
  expect(judgeAgain(asked({ judge: (answer) => answer === 'perhaps' }), outcome).verdict).toBe('yes');
  const { answer: _answer, ...bare } = outcome;
  expect(judgeAgain(asked({ judge: () => true }), bare)).toEqual(bare);
  expect(judgeAgain(asked({ judge: () => true }), { ...outcome, verdict: 'blocked' }).verdict).toBe('blocked');
});
