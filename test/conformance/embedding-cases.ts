// In: nothing. Out: the cases of POST /v1/embeddings.
import { strict as assert } from 'node:assert';
import { refused, succeeded } from './chat-asks.ts';
import type { ConformanceCase, Target } from './conformance-case.ts';
import { at, clientOf, listAt, numberAt, post, textAt } from './exchange.ts';

const path = '/v1/embeddings';
const sentence = 'The meaning of life is a question for long evenings.';

const ask = async (target: Target, members: object) =>
  succeeded(await post(target, path, { model: target.embeddingModel, ...members })).body;
const vectorOf = (body: unknown, index = 0) => listAt(body, 'data', index, 'embedding').map(Number);
const product = (left: readonly number[], right: readonly number[]) =>
  left.reduce((sum, number, index) => sum + number * (right[index] ?? Number.NaN), 0);
const isNear = (left: number, right: number) => Math.abs(left - right) < 1e-3;

const cases: readonly ConformanceCase[] = [
  {
    id: 'embeddings-unit-norm',
    asserts: 'one text gives one vector of length one',
    run: async (target) => {
      const body = await ask(target, { input: sentence });
      assert.equal(at(body, 'object'), 'list', 'object');
      assert.equal(listAt(body, 'data').length, 1, 'number of vectors');
      assert.equal(at(body, 'data', 0, 'object'), 'embedding', 'object of an item');
      const vector = vectorOf(body);
      assert.ok(vector.length > 1, 'dimensions');
      assert.ok(isNear(product(vector, vector), 1), `squared length ${product(vector, vector)}`);
    },
  },
  {
    id: 'embeddings-batch',
    asserts: 'a list gives a vector each, in order, each as when asked alone',
    run: async (target) => {
      const input = [sentence, 'A test.', 'Another test.'];
      const body = await ask(target, { input });
      assert.deepEqual(
        listAt(body, 'data').map((item) => at(item, 'index')),
        [0, 1, 2],
        'index',
      );
      const alone = vectorOf(await ask(target, { input: input[1] }));
      assert.ok(product(vectorOf(body, 1), alone) > 0.999, 'the second is as alone');
    },
  },
  {
    id: 'embeddings-same-text',
    asserts: 'the same text gives the same vector',
    run: async (target) => {
      const body = await ask(target, { input: [sentence, sentence, sentence] });
      for (const index of [1, 2]) assert.ok(product(vectorOf(body), vectorOf(body, index)) > 0.999, `vector ${index}`);
    },
  },
  {
    id: 'embeddings-meaning',
    asserts: 'texts of one meaning are nearer than texts of different ones',
    run: async (target) => {
      const body = await ask(target, {
        input: ['A cat sleeps on the sofa.', 'A kitten naps on the couch.', 'Stock prices fell.'],
      });
      const [near, far] = [product(vectorOf(body), vectorOf(body, 1)), product(vectorOf(body), vectorOf(body, 2))];
      assert.ok(near > far, `near ${near}, far ${far}`);
    },
  },
  {
    id: 'embeddings-base64',
    asserts: 'base64 holds the same numbers as float',
    run: async (target) => {
      const floats = vectorOf(await ask(target, { input: sentence, encoding_format: 'float' }));
      const encoded = textAt(await ask(target, { input: sentence, encoding_format: 'base64' }), 'data', 0, 'embedding');
      const bytes = Buffer.from(encoded, 'base64');
      assert.equal(bytes.length, floats.length * 4, 'bytes');
      for (const [index, number] of floats.entries())
        assert.ok(isNear(bytes.readFloatLE(index * 4), number), `number ${index}`);
    },
  },
  {
    id: 'embeddings-usage',
    asserts: 'prompt_tokens is total_tokens, and twice as many for twice the text',
    run: async (target) => {
      const one = await ask(target, { input: sentence });
      const two = await ask(target, { input: [sentence, sentence] });
      const tokens = numberAt(one, 'usage', 'prompt_tokens');
      assert.ok(tokens > 5, `prompt_tokens ${tokens}`);
      assert.equal(at(one, 'usage', 'total_tokens'), tokens, 'total_tokens');
      assert.equal(at(two, 'usage', 'prompt_tokens'), 2 * tokens, 'prompt_tokens of two');
    },
  },
  {
    id: 'embeddings-openai-client',
    asserts: 'the official client, which asks for base64, gets numbers',
    run: async (target) => {
      const answer = await clientOf(target).embeddings.create({
        model: target.embeddingModel,
        input: [sentence, 'A test.'],
      });
      assert.equal(answer.data.length, 2, 'number of vectors');
      assert.ok(isNear(product(answer.data[0]?.embedding ?? [], answer.data[0]?.embedding ?? []), 1), 'length');
    },
  },
  {
    id: 'embeddings-too-long',
    asserts: 'a text beyond the model’s context is a 400',
    run: async (target) => {
      const body = { model: target.embeddingModel, input: 'This is a test. '.repeat(9000) };
      refused(await post(target, path, body), 400);
    },
  },
  {
    id: 'embeddings-refuses-empty-list',
    asserts: 'an empty list is a 400',
    run: async (target) => {
      refused(await post(target, path, { model: target.embeddingModel, input: [] }), 400);
    },
  },
];

export const embeddingCases: readonly ConformanceCase[] = cases.map((one) => ({ ...one, needs: ['embeddings'] }));
