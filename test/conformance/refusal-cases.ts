// In: nothing. Out: the cases of bodies that must be refused, before model time and in the shape of OpenAI's errors.
import { strict as assert } from 'node:assert';
import { asUser, chatBody, chatPath, refused, tooLong } from './chat-asks.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { at, post, stream } from './exchange.ts';

const brokenMessages: readonly (readonly [string, unknown])[] = [
  ['missing', undefined],
  ['null', null],
  ['text', 'hello'],
  ['empty', []],
  ['number-inside', [123]],
  ['empty-message', [{}]],
  ['role-a-number', [{ role: 123, content: 'x' }]],
  ['role-unknown', [{ role: 'bystander', content: 'x' }]],
  ['content-a-number', [{ role: 'system', content: 123 }]],
  ['second-empty', [{ role: 'user', content: 'x' }, {}]],
];

const messagesCases = brokenMessages.map(
  ([name, messages]): ConformanceCase => ({
    id: `chat-refuses-messages-${name}`,
    asserts: `messages: ${JSON.stringify(messages) ?? 'none'} is a 400`,
    run: async (target) => {
      refused(await post(target, chatPath, chatBody(target, { messages })), 400);
    },
  }),
);

export const refusalCases: readonly ConformanceCase[] = [
  ...messagesCases,
  {
    id: 'chat-refuses-broken-json',
    asserts: 'a body that is no JSON is a 400',
    run: async (target) => {
      refused(await post(target, chatPath, '{"model": '), 400);
    },
  },
  {
    id: 'chat-refuses-temperature',
    asserts: 'a temperature of 9 is a 400 whose param is temperature',
    run: async (target) => {
      const { body } = refused(await post(target, chatPath, chatBody(target, { temperature: 9, max_tokens: 1 })), 400);
      assert.equal(at(body, 'error', 'param'), 'temperature', 'error.param');
      assert.equal(at(body, 'error', 'type'), 'invalid_request_error', 'error.type');
    },
  },
  {
    id: 'chat-context-overflow',
    asserts: 'a prompt longer than the context is a 400 with code context_length_exceeded',
    asksFor: 'contextTokens',
    run: async (target) => {
      const answer = refused(
        await post(target, chatPath, chatBody(target, { messages: asUser(tooLong(target)) })),
        400,
      );
      assert.equal(at(answer.body, 'error', 'code'), 'context_length_exceeded', 'error.code');
    },
  },
  {
    id: 'chat-context-overflow-stream',
    asserts: 'the same for a stream, as a plain 400 and not as an event',
    asksFor: 'contextTokens',
    run: async (target) => {
      const answer = refused(
        await stream(target, chatPath, chatBody(target, { messages: asUser(tooLong(target)) })),
        400,
      );
      assert.match(answer.contentType, /^application\/json/, 'content type');
      assert.equal(at(answer.body, 'error', 'code'), 'context_length_exceeded', 'error.code');
    },
  },
  {
    id: 'unknown-route',
    asserts: 'a route that is not there is a 404 with an error body',
    run: async (target) => {
      refused(await post(target, '/v1/no-such-route', {}), 404);
    },
  },
];
