// In: nothing. Out: the cases about usage, sampling, languages, errors and many at once. Knows no server.
import { expect } from 'vitest';
import {
  bodyOf,
  type ClientCase,
  clientCase,
  counting,
  failure,
  model,
  streamed,
  whole,
  words,
} from './client-calls.ts';

const usage: readonly ClientCase[] = [
  clientCase(
    'the second of two equal requests is cached',
    async (under) => {
      const messages = `${words(60)} Say hello.`;
      const first = await whole(under, { messages, max_tokens: 2 });
      const second = await whole(under, { messages, max_tokens: 2 });
      return { first: first.cachedTokens, second: second.cachedTokens, promptTokens: second.promptTokens };
    },
    ({ first, second, promptTokens }) => {
      expect(first).toBeLessThan(30);
      expect(second).toBeGreaterThan(60);
      expect(second).toBeLessThan(promptTokens);
    },
  ),
  clientCase(
    'a longer text costs the tokens that it has',
    async (under) => {
      const text = ' The quick brown fox jumps over the lazy dog.';
      const short = await whole(under, { messages: 'Say', max_tokens: 1 });
      const long = await whole(under, { messages: `Say${text}`, max_tokens: 1 });
      return long.promptTokens - short.promptTokens - (await under.tokenize(text)).length;
    },
    (difference) => expect(difference).toBe(0),
  ),
];

const sampling: readonly ClientCase[] = [
  clientCase(
    'two choices',
    (under) => whole(under, { messages: counting, n: 2 }),
    ({ texts, completionTokens }) => {
      expect(texts).toHaveLength(2);
      expect(texts.every((text) => text.startsWith('1,'))).toBe(true);
      expect(completionTokens).toBe(32);
    },
  ),
  clientCase(
    'two choices, streamed',
    async (under) => {
      const texts = ['', ''];
      for await (const chunk of await under.client.chat.completions.create({
        ...bodyOf({ messages: counting, n: 2 }),
        stream: true,
      }))
        for (const choice of chunk.choices) texts[choice.index] += choice.delta.content ?? '';
      return texts;
    },
    (texts) => expect(texts.every((text) => text.startsWith('1,'))).toBe(true),
  ),
  clientCase(
    'a seed gives the same text again',
    async (under) => {
      const ask = { messages: 'Invent a name for a cat.', temperature: 1, seed: 42 };
      return [(await whole(under, ask)).text, (await whole(under, ask)).text];
    },
    ([one, two]) => expect(two).toBe(one),
  ),
  clientCase(
    'other seeds give other texts',
    async (under) => {
      const texts = new Set<string>();
      for (const seed of [1, 2, 3, 4])
        texts.add((await whole(under, { messages: 'Invent a story.', temperature: 1.3, seed })).text);
      return texts.size;
    },
    (count) => expect(count).toBeGreaterThan(1),
  ),
  clientCase(
    'a seed of 64 bits',
    (under) => whole(under, { seed: -9_007_199_254_740_991, max_tokens: 2 }),
    ({ text }) => expect(text).not.toBe(''),
  ),
  clientCase(
    'a banned token does not come',
    async (under) => {
      const { text } = await whole(under, { messages: counting, max_tokens: 1 });
      const [token = 0] = await under.tokenize(text);
      return [text, (await whole(under, { messages: counting, max_tokens: 1, logit_bias: { [token]: -100 } })).text];
    },
    ([usual, banned]) => expect(banned).not.toBe(usual),
  ),
  clientCase(
    'a forced token comes',
    async (under) => {
      const [token = 0] = await under.tokenize(' banana');
      return (await whole(under, { max_tokens: 2, logit_bias: { [token]: 100 } })).text;
    },
    (text) => expect(text).toMatch(/^ ?banana|b?anana/),
  ),
  clientCase(
    'a token that is none',
    (under) => failure(whole(under, { logit_bias: { '9999999': 1 } })),
    (outcome) => {
      expect(outcome).toMatchObject({ status: 400, param: 'logit_bias' });
    },
  ),
  clientCase(
    'penalties change a repetitive text',
    async (under) => {
      const ask = { messages: 'Write the word cat twenty times.', max_tokens: 24 };
      return [
        (await whole(under, ask)).text,
        (await whole(under, { ...ask, frequency_penalty: 2 })).text,
        (await whole(under, { ...ask, presence_penalty: 2 })).text,
      ];
    },
    (texts) => expect(new Set(texts).size).toBeGreaterThan(1),
  ),
  clientCase(
    'top_p of 0',
    (under) => whole(under, { messages: counting, temperature: 1, top_p: 0, max_tokens: 4 }),
    ({ text }) => expect(text).toMatch(/^1,/),
  ),
  clientCase(
    'temperature 2',
    (under) => whole(under, { temperature: 2, max_tokens: 4 }),
    ({ completionTokens }) => expect(completionTokens).toBeGreaterThan(0),
  ),
];

const sentences: Readonly<Record<string, string>> = {
  German: 'Größe, Fuß und Übermut',
  French: 'Où est l’été, mon cœur ?',
  Polish: 'Zażółć gęślą jaźń',
  Russian: 'Съешь ещё этих булок',
  Arabic: 'مرحبا بالعالم',
  Hindi: 'नमस्ते दुनिया',
  Chinese: '你好，世界，今天天气很好',
  Japanese: 'こんにちは世界、元気ですか',
  emoji: '👩‍🚀🏳️‍🌈👍🏽 e\u0301',
};

const languages = Object.entries(sentences).map(([language, sentence]) =>
  clientCase(
    `${language}: whole characters there and back`,
    (under) => streamed(under, { messages: `Repeat this text exactly, nothing else: ${sentence}`, max_tokens: 40 }),
    ({ deltas, text }) => {
      for (const delta of deltas) expect(delta).not.toMatch(/\p{Surrogate}/u);
      expect(text.trim()).not.toBe('');
      // What the model repeats of it, it repeats in whole characters.
      expect(text.replaceAll('\ufffd', '')).toBe(text);
    },
  ),
);

const errors: readonly ClientCase[] = [
  // What the client's types forbid is what is asked here.
  ...(
    [
      ['no messages', { messages: [] }, { status: 400, param: 'messages' }],
      [
        'a role that is none',
        { messages: [{ role: 'king', content: 'x' }] },
        { status: 400, param: 'messages[0].role' },
      ],
      ['a temperature too high', { temperature: 3 }, { status: 400, param: 'temperature' }],
      ['a parameter that is none', { temprature: 1 }, { status: 400, param: 'temprature', code: 'unknown_parameter' }],
      [
        'a parameter of another type',
        { max_tokens: 'many' },
        { status: 400, param: 'max_tokens', code: 'invalid_type' },
      ],
      ['a model that is none', { model: 'gpt-9' }, { status: 404, code: 'model_not_found' }],
      [
        'tool answers without a call',
        { messages: [{ role: 'tool', tool_call_id: 'x', content: 'y' }] },
        { status: 400, param: 'messages.[0].role' },
      ],
    ] as const
  ).map(([name, members, expected]) =>
    clientCase(
      `error: ${name}`,
      (under) => failure(under.client.chat.completions.create({ ...bodyOf({}), ...members } as never)),
      (outcome) => expect(outcome).toMatchObject(expected),
    ),
  ),
];

const together: readonly ClientCase[] = [
  clientCase(
    'six at once on four slots',
    (under) =>
      Promise.all(
        [1, 2, 3, 4, 5, 6].map(
          async (n) => (await whole(under, { messages: `Say the number ${n}.`, max_tokens: 4 })).text,
        ),
      ),
    (texts) => {
      for (const [index, text] of texts.entries()) expect(text).toContain(String(index + 1));
    },
  ),
  clientCase(
    'an aborted request does not hurt the next',
    async (under) => {
      const aborted = await under.client.chat.completions
        .create(bodyOf({ messages: counting, max_tokens: 300 }), { signal: AbortSignal.timeout(300) })
        .then(
          () => 'answered',
          (error: unknown) => (error instanceof Error ? error.constructor.name : 'thrown'),
        );
      return [aborted, (await whole(under, { messages: counting, max_tokens: 4 })).text];
    },
    ([aborted, text]) => {
      expect(aborted).toBe('APIUserAbortError');
      expect(text).toMatch(/^1,/);
    },
  ),
  clientCase(
    'the list of models has the model',
    async (under) => (await under.client.models.list()).data.map(({ id }) => id),
    (ids) => expect(ids).toContain(model),
  ),
];

export const samplingCases: readonly ClientCase[] = [...usage, ...sampling, ...languages, ...errors, ...together];
