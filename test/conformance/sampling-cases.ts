// In: nothing. Out: the cases of seeds, logprobs and logit_bias in chat completions.
import { strict as assert } from 'node:assert';
import { asUser, choicesOf, chunksOf, madeUp, streamedText, succeeded, textOf, whole } from './chat-asks.ts';
import type { ConformanceCase, Target } from './conformance-case.ts';
import { at, listAt, numberAt, post, textAt } from './exchange.ts';

const lively = (seed: number) => ({ messages: asUser(madeUp), temperature: 1, seed, max_tokens: 16 });

function checkTokens(tokens: readonly unknown[], text: string): void {
  assert.ok(tokens.length > 0, 'tokens with a probability');
  assert.equal(tokens.map((token) => textAt(token, 'token')).join(''), text, 'tokens together');
  for (const token of tokens) {
    assert.ok(numberAt(token, 'logprob') <= 0, `logprob of ${JSON.stringify(token).slice(0, 80)}`);
    assert.equal(Buffer.from(listAt(token, 'bytes').map(Number)).toString(), textAt(token, 'token'), 'bytes');
    assert.equal(listAt(token, 'top_logprobs').length, 5, 'top_logprobs');
    const likeliest = numberAt(token, 'top_logprobs', 0, 'logprob');
    assert.ok(numberAt(token, 'logprob') <= likeliest + 1e-6, 'the likeliest comes first');
  }
}

const withProbabilities = { logprobs: true, top_logprobs: 5, max_tokens: 6 };

async function idsOf(target: Target, content: string): Promise<readonly number[]> {
  const { body } = succeeded(await post(target, '/tokenize', { content }));
  return listAt(body, 'tokens').map(Number);
}

export const samplingCases: readonly ConformanceCase[] = [
  {
    id: 'chat-same-seed',
    asserts: 'the same seed gives the same text, also where the prompt is cached by then',
    run: async (target) => {
      const texts = [textOf((await whole(target, lively(7))).body), textOf((await whole(target, lively(7))).body)];
      assert.equal(texts[0], texts[1], 'text');
    },
  },
  {
    id: 'chat-different-seeds',
    asserts: 'different seeds give different texts',
    run: async (target) => {
      const texts = new Set<string>();
      for (const seed of [1, 2, 3]) texts.add(textOf((await whole(target, lively(seed))).body));
      assert.ok(texts.size > 1, `texts: ${JSON.stringify([...texts])}`);
    },
  },
  {
    id: 'chat-logprobs',
    asserts: 'each token has its logprob, bytes and the likeliest others; together they are the text',
    needs: ['logprobs'],
    run: async (target) => {
      const { body } = await whole(target, withProbabilities);
      checkTokens(listAt(body, 'choices', 0, 'logprobs', 'content'), textOf(body));
    },
  },
  {
    id: 'chat-logprobs-stream',
    asserts: 'the same in a stream, next to the text it belongs to',
    needs: ['logprobs'],
    run: async (target) => {
      const answer = await chunksOf(target, withProbabilities);
      const tokens = choicesOf(answer).flatMap((choice) => listAt(choice, 'logprobs', 'content'));
      checkTokens(tokens, streamedText(answer));
    },
  },
  {
    id: 'chat-logprobs-tools-stream',
    asserts: 'logprobs, tools and a stream go together',
    needs: ['logprobs', 'tools'],
    run: async (target) => {
      const parameters = { type: 'object', properties: { word: { type: 'string' } }, required: ['word'] };
      const tools = [{ type: 'function', function: { name: 'look_up', parameters } }];
      const answer = await chunksOf(target, { ...withProbabilities, tools, tool_choice: 'none' });
      const tokens = choicesOf(answer).flatMap((choice) => listAt(choice, 'logprobs', 'content'));
      checkTokens(tokens, streamedText(answer));
    },
  },
  {
    id: 'chat-logit-bias',
    asserts: 'tokens with a bias of -100 do not come, one of +100 comes',
    needs: ['tokenize'],
    run: async (target) => {
      const usual = textOf((await whole(target, { max_tokens: 4 })).body);
      const banned = await idsOf(target, usual.slice(0, 1));
      const without = await whole(target, { max_tokens: 4, logit_bias: { [String(banned[0])]: -100 } });
      assert.notEqual(textOf(without.body).slice(0, 1), usual.slice(0, 1), 'first character');
      const wanted = await idsOf(target, 'yes');
      const only = await whole(target, { max_tokens: 2, logit_bias: { [String(wanted[0])]: 100 } });
      assert.equal(textOf(only.body), 'yesyes', 'text');
      assert.equal(at(only.body, 'usage', 'completion_tokens'), 2, 'completion_tokens');
    },
  },
];
