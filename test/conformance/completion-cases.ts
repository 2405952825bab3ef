// In: nothing. Out: the cases of POST /v1/completions.
import { strict as assert } from 'node:assert';
import { freshText, refused, succeeded, tooLong } from './chat-asks.ts';
import type { ConformanceCase, Target } from './conformance-case.ts';
import { at, clientOf, listAt, numberAt, post, stream, textAt } from './exchange.ts';

const path = '/v1/completions';
const numbers = '1, 2, 3, 4, 5,';
const story = 'Once upon a time, a small blue bird';

const bodyOf = ({ model }: Target, members: object = {}): object => ({
  model,
  prompt: numbers,
  temperature: 0,
  max_tokens: 8,
  ...members,
});

const whole = async (target: Target, members: object = {}) =>
  succeeded(await post(target, path, bodyOf(target, members))).body;
const textOf = (body: unknown, choice = 0): string => textAt(body, 'choices', choice, 'text');
const lively = (seed: number) => ({ prompt: story, temperature: 1, seed, max_tokens: 12 });

const cases: readonly ConformanceCase[] = [
  {
    id: 'completions-answer',
    asserts: 'a prompt is continued; id, object, usage and reason as documented',
    run: async (target) => {
      const body = await whole(target);
      assert.match(textAt(body, 'id'), /cmpl/, 'id');
      assert.equal(at(body, 'object'), 'text_completion', 'object');
      assert.match(textOf(body), /6, 7/, 'text');
      assert.equal(at(body, 'choices', 0, 'finish_reason'), 'length', 'finish_reason');
      assert.equal(at(body, 'usage', 'completion_tokens'), 8, 'completion_tokens');
    },
  },
  {
    id: 'completions-openai-client',
    asserts: 'the official client gets a whole completion',
    run: async (target) => {
      const { model } = target;
      const answer = await clientOf(target).completions.create({
        model,
        prompt: numbers,
        max_tokens: 8,
        temperature: 0,
      });
      assert.equal(answer.choices[0]?.finish_reason, 'length', 'finish_reason');
      assert.match(answer.choices[0]?.text ?? '', /6, 7/, 'text');
    },
  },
  {
    id: 'completions-openai-client-stream',
    asserts: 'the official client gets a streamed completion',
    run: async (target) => {
      const { model } = target;
      const ask = { model, prompt: numbers, max_tokens: 8, temperature: 0, stream: true } as const;
      let text = '';
      for await (const { choices } of await clientOf(target).completions.create(ask)) text += choices[0]?.text ?? '';
      assert.match(text, /6, 7/, 'text');
    },
  },
  {
    id: 'completions-stream-is-whole',
    asserts: 'the streamed texts together are the whole completion, then [DONE]',
    run: async (target) => {
      const answer = succeeded(await stream(target, path, bodyOf(target)));
      const text = answer.events.map((event) => textAt(event, 'choices', 0, 'text')).join('');
      assert.equal(text, textOf(await whole(target)), 'text');
      assert.ok(answer.hasDone, '[DONE]');
      assert.equal(new Set(answer.events.map((event) => at(event, 'id'))).size, 1, 'number of ids');
    },
  },
  {
    id: 'completions-stops',
    asserts: 'stop texts end a stream and never appear in it, not even in part',
    run: async (target) => {
      const answer = succeeded(await stream(target, path, bodyOf(target, { stop: ['8,', '9,'], max_tokens: 20 })));
      const text = answer.events.map((event) => textAt(event, 'choices', 0, 'text')).join('');
      assert.match(text, /^ ?6, 7,\s*$/, 'text');
      const reasons = answer.events.map((event) => at(event, 'choices', 0, 'finish_reason') ?? null);
      assert.deepEqual(
        reasons.filter((reason) => reason !== null),
        ['stop'],
        'finish reasons',
      );
    },
  },
  {
    id: 'completions-same-seed',
    asserts: 'the same seed gives the same text, also where the prompt is cached by then',
    run: async (target) => {
      assert.equal(textOf(await whole(target, lively(7))), textOf(await whole(target, lively(7))), 'text');
    },
  },
  {
    id: 'completions-different-seeds',
    asserts: 'different seeds give different texts',
    run: async (target) => {
      const texts = new Set<string>();
      for (const seed of [1, 2, 3]) texts.add(textOf(await whole(target, lively(seed))));
      assert.ok(texts.size > 1, `texts: ${JSON.stringify([...texts])}`);
    },
  },
  {
    id: 'completions-several-prompts',
    asserts: 'a list of prompts gives a choice each, numbered, with the tokens of all in usage',
    run: async (target) => {
      const body = await whole(target, { prompt: [numbers, 'A, B, C, D,'], max_tokens: 4 });
      const byIndex = (index: number) => listAt(body, 'choices').find((choice) => at(choice, 'index') === index);
      assert.match(textAt(byIndex(0), 'text'), /6/, 'first text');
      assert.match(textAt(byIndex(1), 'text'), /E/, 'second text');
      assert.equal(at(body, 'usage', 'completion_tokens'), 8, 'completion_tokens');
    },
  },
  {
    id: 'completions-token-ids',
    asserts: 'a prompt of token ids is continued as its text is',
    needs: ['tokenize'],
    run: async (target) => {
      const { body } = succeeded(await post(target, '/tokenize', { content: numbers }));
      assert.equal(textOf(await whole(target, { prompt: at(body, 'tokens') })), textOf(await whole(target)), 'text');
    },
  },
  {
    id: 'completions-parallel',
    asserts: 'four completions at once are each their own',
    run: async (target) => {
      const starts = ['1, 2, 3, 4,', '11, 12, 13, 14,', '21, 22, 23, 24,', '31, 32, 33, 34,'];
      const texts = await Promise.all(
        starts.map(async (prompt) => textOf(await whole(target, { prompt, max_tokens: 4 }))),
      );
      for (const [index, next] of ['5', '15', '25', '35'].entries())
        assert.match(texts[index] ?? '', new RegExp(`^ ?${next}`), `completion ${index}`);
    },
  },
  {
    id: 'completions-cached-tokens',
    asserts: 'cached_tokens grows on repeat',
    run: async (target) => {
      const prompt = freshText(80);
      await whole(target, { prompt, max_tokens: 1 });
      const body = await whole(target, { prompt, max_tokens: 1 });
      const cached = numberAt(body, 'usage', 'prompt_tokens_details', 'cached_tokens');
      assert.ok(cached > 60, `cached_tokens: ${cached}`);
    },
  },
  {
    id: 'completions-context-overflow',
    asserts: 'a prompt longer than the context is a 400',
    asksFor: 'contextTokens',
    run: async (target) => {
      refused(await post(target, path, bodyOf(target, { prompt: tooLong(target) })), 400);
    },
  },
];

export const completionCases: readonly ConformanceCase[] = cases.map((one) => ({
  ...one,
  needs: ['completions', ...(one.needs ?? [])],
}));
