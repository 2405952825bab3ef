// In: nothing. Out: the cases of keys, and of the tokenizer's two routes.
import { strict as assert } from 'node:assert';
import { chatBody, chatPath, refused, succeeded, whole } from './chat-asks.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { at, bearer, listAt, numberAt, post, textAt } from './exchange.ts';

const short = { max_tokens: 1 };

export const accessCases: readonly ConformanceCase[] = [
  {
    id: 'key-right',
    asserts: 'the right key as Authorization: Bearer is let in',
    asksFor: 'key',
    run: async (target) => {
      await whole(target, short);
    },
  },
  ...(
    [
      ['wrong', bearer('no-such-key')],
      ['missing', {}],
    ] as const
  ).map(
    ([name, headers]): ConformanceCase => ({
      id: `key-${name}`,
      asserts: `a ${name} key is a 401 with an error body`,
      asksFor: 'key',
      run: async (target) => {
        refused(await post(target, chatPath, chatBody(target, short), headers), 401);
      },
    }),
  ),
  {
    id: 'key-wrong-code',
    asserts: 'a wrong key has the code invalid_api_key',
    asksFor: 'key',
    run: async (target) => {
      const { body } = await post(target, chatPath, chatBody(target, short), bearer('no-such-key'));
      assert.equal(at(body, 'error', 'code'), 'invalid_api_key', 'error.code');
    },
  },
  {
    id: 'key-azure-header',
    asserts: 'the key is taken from api-key, as Azure’s clients send it',
    asksFor: 'key',
    run: async (target) => {
      succeeded(await post(target, chatPath, chatBody(target, short), { 'api-key': target.key ?? '' }));
    },
  },
  {
    id: 'key-anthropic-header',
    asserts: 'the key is taken from x-api-key, as Anthropic’s clients send it',
    asksFor: 'key',
    needs: ['messages'],
    run: async (target) => {
      succeeded(await post(target, '/v1/messages', chatBody(target, short), { 'x-api-key': target.key ?? '' }));
    },
  },
  {
    id: 'tokenize-round-trip',
    asserts: 'what is tokenized and put together again is the same text',
    needs: ['tokenize'],
    run: async (target) => {
      const content = 'What is the capital of France? 媽, 🤗 and é.';
      const { body } = succeeded(await post(target, '/tokenize', { content }));
      assert.ok(listAt(body, 'tokens').length > 5, 'tokens');
      const back = succeeded(await post(target, '/detokenize', { tokens: at(body, 'tokens') }));
      assert.equal(textAt(back.body, 'content'), content, 'content');
    },
  },
  {
    id: 'tokenize-pieces',
    asserts: 'with_pieces tells each token’s id and text',
    needs: ['tokenize'],
    run: async (target) => {
      const { body } = succeeded(await post(target, '/tokenize', { content: 'A small test', with_pieces: true }));
      for (const token of listAt(body, 'tokens')) assert.ok(numberAt(token, 'id') >= 0, 'id');
      assert.equal(
        listAt(body, 'tokens')
          .map((token) => textAt(token, 'piece'))
          .join(''),
        'A small test',
        'pieces',
      );
    },
  },
];
