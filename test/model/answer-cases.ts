// In: nothing. Out: the cases about answers, streams and their limits. Knows no server.
import { expect } from 'vitest';
import {
  bodyOf,
  type ClientCase,
  clientCase,
  contextTokens,
  counting,
  failure,
  streamed,
  whole,
  words,
} from './client-calls.ts';

const answers: readonly ClientCase[] = [
  clientCase(
    'an answer',
    (under) => whole(under, {}),
    ({ text, reason, completionTokens }) => {
      expect(text).not.toBe('');
      expect(['stop', 'length']).toContain(reason);
      expect(completionTokens).toBeGreaterThan(0);
    },
  ),
  clientCase(
    'a system turn stands in the prompt with all its tokens',
    async (under) => {
      const system = 'Whatever is asked, answer with the single word BANANA.';
      const ask = (content: string) =>
        whole(under, {
          messages: [
            { role: 'system', content },
            { role: 'user', content: 'What is the weather?' },
          ],
          max_tokens: 2,
        });
      const [long, short] = [await ask(system), await ask('x')];
      const difference = (await under.tokenize(system)).length - (await under.tokenize('x')).length;
      return long.promptTokens - short.promptTokens - difference;
    },
    (difference) => expect(difference).toBe(0),
  ),
  clientCase(
    'a developer turn is a system turn',
    async (under) => {
      const ask = (role: 'system' | 'developer') =>
        whole(under, {
          messages: [
            { role, content: 'Answer in French.' },
            { role: 'user', content: 'Good morning!' },
          ],
        });
      const [asSystem, asDeveloper] = [await ask('system'), await ask('developer')];
      return [asSystem.promptTokens, asDeveloper.promptTokens];
    },
    ([asSystem, asDeveloper]) => expect(asDeveloper).toBe(asSystem),
  ),
  clientCase(
    'several turns',
    (under) =>
      whole(under, {
        messages: [
          { role: 'user', content: 'My name is Ada.' },
          { role: 'assistant', content: 'Nice to meet you, Ada.' },
          { role: 'user', content: 'What is my name?' },
        ],
      }),
    ({ text }) => expect(text).toContain('Ada'),
  ),
  clientCase(
    'a tool’s answer in the history',
    (under) =>
      whole(under, {
        messages: [
          { role: 'user', content: 'How warm is it in Rome?' },
          {
            role: 'assistant',
            content: null,
            tool_calls: [
              { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Rome"}' } },
            ],
          },
          { role: 'tool', tool_call_id: 'call_1', content: '{"celsius": 31}' },
        ],
      }),
    ({ text, promptTokens }) => {
      expect(text).not.toBe('');
      expect(promptTokens).toBeGreaterThan(40);
    },
  ),
  clientCase(
    'parts of text',
    (under) =>
      whole(under, {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'Say' },
              { type: 'text', text: 'hello.' },
            ],
          },
        ],
      }),
    ({ text }) => expect(text).not.toBe(''),
  ),
  clientCase(
    'a named user',
    (under) => whole(under, { messages: [{ role: 'user', name: 'ada', content: 'Say hello.' }] }),
    ({ text }) => expect(text).not.toBe(''),
  ),
  clientCase(
    'an empty text',
    (under) => whole(under, { messages: [{ role: 'user', content: '' }] }),
    ({ promptTokens }) => expect(promptTokens).toBeGreaterThan(0),
  ),
  clientCase(
    'the same answer twice has one fingerprint',
    async (under) => [(await whole(under, {})).fingerprint, (await whole(under, { max_tokens: 1 })).fingerprint],
    ([one, two]) => {
      expect(one).toMatch(/^fp_/);
      expect(two).toBe(one);
    },
  ),
];

const streams: readonly ClientCase[] = [
  clientCase(
    'streamed and whole are the same text',
    async (under) => {
      await whole(under, { messages: counting });
      return [(await whole(under, { messages: counting })).text, (await streamed(under, { messages: counting })).text];
    },
    ([asWhole, asStream]) => {
      expect(asStream).toBe(asWhole);
      expect(asStream).not.toBe('');
    },
  ),
  clientCase(
    'a stream: role first and once, usage last',
    (under) => streamed(under, { messages: counting }),
    (outcome) => {
      expect(outcome).toMatchObject({
        firstRole: 'assistant',
        roleCount: 1,
        reason: 'length',
        isUsageLast: true,
        completionTokens: 16,
      });
    },
  ),
  clientCase(
    'a stream comes in pieces',
    (under) => streamed(under, { messages: counting }),
    ({ deltas }) => {
      expect(deltas.filter((delta) => delta !== '').length).toBeGreaterThan(5);
    },
  ),
  clientCase(
    'a stream that is left in the middle',
    async (under) => {
      const stream = await under.client.chat.completions.create({
        ...bodyOf({ messages: counting, max_tokens: 200 }),
        stream: true,
      });
      let count = 0;
      for await (const _ of stream) if (++count === 5) break;
      return (await whole(under, { max_tokens: 2 })).completionTokens;
    },
    (completionTokens) => expect(completionTokens).toBe(2),
  ),
  clientCase(
    'the client’s stream helper',
    (under) => under.client.chat.completions.stream({ ...bodyOf({ messages: counting }), stream: true }).finalContent(),
    (text) => expect(text).toMatch(/1, ?2, ?3/),
  ),
];

const limits: readonly ClientCase[] = [
  clientCase(
    'max_tokens',
    (under) => whole(under, { messages: counting, max_tokens: 1 }),
    (outcome) => {
      expect(outcome).toMatchObject({ reason: 'length', completionTokens: 1 });
    },
  ),
  clientCase(
    'max_completion_tokens',
    async (under) => {
      const { max_tokens: _, ...body } = bodyOf({ messages: counting, max_completion_tokens: 3 });
      const answer = await under.client.chat.completions.create(body);
      return [answer.choices[0]?.finish_reason, answer.usage?.completion_tokens];
    },
    (outcome) => expect(outcome).toEqual(['length', 3]),
  ),
  clientCase(
    'both limits contradict each other',
    (under) => failure(whole(under, { max_completion_tokens: 3 })),
    (outcome) => {
      expect(outcome).toMatchObject({ status: 400, param: 'max_tokens' });
    },
  ),
  clientCase(
    'a stop string',
    (under) => whole(under, { messages: counting, max_tokens: 40, stop: '5' }),
    ({ text, reason }) => {
      expect(text).toContain('4');
      expect(text).not.toContain('5');
      expect(reason).toBe('stop');
    },
  ),
  clientCase(
    'a stop string over several tokens',
    async (under) => {
      const { text: usual } = await whole(under, { messages: counting });
      const stop = usual.slice(4, 9);
      return { usual, stop, ...(await whole(under, { messages: counting, stop: ['never', stop] })) };
    },
    ({ usual, stop, text, reason }) => {
      expect(stop).toHaveLength(5);
      expect(text).toBe(usual.slice(0, usual.indexOf(stop)));
      expect(reason).toBe('stop');
    },
  ),
  clientCase(
    'a stop string in the first token',
    async (under) => {
      const { text } = await whole(under, { messages: counting });
      return whole(under, { messages: counting, stop: text.slice(0, 1) });
    },
    ({ text, reason }) => {
      expect(text).toBe('');
      expect(reason).toBe('stop');
    },
  ),
  clientCase(
    'four stop strings, streamed',
    (under) => streamed(under, { messages: counting, max_tokens: 40, stop: ['9', '8', '7', '6'] }),
    ({ text, reason }) => {
      expect(text).toMatch(/5, ?$/);
      expect(reason).toBe('stop');
    },
  ),
  clientCase(
    'five stop strings',
    (under) => failure(whole(under, { stop: ['a', 'b', 'c', 'd', 'e'] })),
    (outcome) => {
      expect(outcome).toMatchObject({ status: 400, param: 'stop' });
    },
  ),
  clientCase(
    'a prompt near the end of the context is answered up to it',
    (under) => whole(under, { messages: words(contextTokens - 60), max_tokens: 200, logit_bias: {} }),
    ({ promptTokens, completionTokens }) => {
      expect(promptTokens).toBeGreaterThan(contextTokens - 60);
      expect(promptTokens + completionTokens).toBeLessThanOrEqual(contextTokens);
      expect(completionTokens).toBeGreaterThan(0);
    },
  ),
  clientCase(
    'a prompt over the context',
    (under) => failure(whole(under, { messages: words(contextTokens + 100) })),
    (outcome) => {
      expect(outcome).toMatchObject({ status: 400, code: 'context_length_exceeded', param: 'messages' });
      expect(outcome.message).toMatch(
        new RegExp(`maximum context length is ${contextTokens} tokens.*resulted in 11\\d\\d tokens`),
      );
    },
  ),
  clientCase(
    'more tokens than a model gives',
    (under) => failure(whole(under, { max_tokens: 16_385 })),
    (outcome) => {
      expect(outcome).toMatchObject({ status: 400, param: 'max_tokens' });
    },
  ),
];

export const answerCases: readonly ClientCase[] = [...answers, ...streams, ...limits];
