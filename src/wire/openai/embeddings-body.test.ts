// In: vectors. Out: OpenAI's list, the same numbers in both encodings, in stretches of bounded size.
import type { CreateEmbeddingResponse } from 'openai/resources/embeddings';
import { expect, expectTypeOf, test } from 'vitest';
import { embeddingsBody } from './embeddings-body.ts';

const answer = {
  model: 'text-embedding-3-small',
  vectors: [
    [1, 0.5, -0.1],
    [0, 1e-30, 3],
  ].map((row) => Float32Array.from(row)),
  tokens: 7,
};
const parse = (encoding: 'float' | 'base64') => JSON.parse([...embeddingsBody(answer, encoding)].join(''));

test('floats, as the official client types them', () => {
  const body: CreateEmbeddingResponse = parse('float');
  expectTypeOf(body.object).toEqualTypeOf<'list'>();
  expect(body).toEqual({
    object: 'list',
    data: [
      { object: 'embedding', index: 0, embedding: [1, 0.5, Math.fround(-0.1)] },
      { object: 'embedding', index: 1, embedding: [0, Math.fround(1e-30), 3] },
    ],
    model: 'text-embedding-3-small',
    usage: { prompt_tokens: 7, total_tokens: 7 },
  });
});

test('base64 is the same numbers, four bytes each, the lowest first', () => {
  const body = parse('base64');
  expect(body.data[0].embedding).toBe(
    Buffer.from([0, 0, 0x80, 0x3f, 0, 0, 0, 0x3f, 0xcd, 0xcc, 0xcc, 0xbd]).toString('base64'),
  );
  expect({ ...body, data: [] }).toEqual({ ...parse('float'), data: [] });
});

test('a large answer comes in stretches', () => {
  const vectors = Array.from({ length: 2048 }, (_, number) => new Float32Array(384).fill(number));
  const stretches = [...embeddingsBody({ ...answer, vectors }, 'float')];
  expect(stretches.length).toBeGreaterThan(40);
  expect(JSON.parse(stretches.join('')).data.map(({ index }: { readonly index: number }) => index)).toEqual(
    vectors.map((_, at) => at),
  );
});
