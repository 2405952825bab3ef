// In: a way to open an embedder. Out: the tests that every implementation of the Embedder port must pass. Knows none.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EmbeddedBatch, Embedder, EmbedInput } from '../contract/embed.ts';

export interface EmbedderUnderTest {
  readonly embedder: Embedder;
  /** Ids that this encoder knows, and one that it does not. */
  readonly knownTokens: readonly number[];
  readonly unknownToken: number;
}

const never = new AbortController().signal;

export const textInput = (text: string): EmbedInput => ({ kind: 'text', text });
export const lengthOf = (vector: Float32Array): number => Math.sqrt(vector.reduce((sum, value) => sum + value ** 2, 0));
export const cosine = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);

export async function batchesOf(embedder: Embedder, inputs: readonly EmbedInput[]): Promise<readonly EmbeddedBatch[]> {
  const batches: EmbeddedBatch[] = [];
  for await (const batch of embedder.embed(inputs, never)) batches.push(batch);
  return batches;
}

/** In the order of the inputs; every one exactly once. */
export async function vectorsOf(embedder: Embedder, inputs: readonly EmbedInput[]): Promise<readonly Float32Array[]> {
  const vectors = (await batchesOf(embedder, inputs)).flatMap((batch) => batch.vectors);
  const ordered = vectors.toSorted((one, other) => one.index - other.index);
  expect(ordered.map(({ index }) => index)).toEqual(inputs.map((_, index) => index));
  return ordered.map(({ vector }) => vector);
}

export function embedderSuite(name: string, open: () => Promise<EmbedderUnderTest>): void {
  describe(`the embedder port: ${name}`, () => {
    let under: EmbedderUnderTest;
    beforeAll(async () => {
      under = await open();
    });
    afterAll(() => under.embedder.stop());

    const texts = Array.from({ length: 24 }, (_, number) => textInput(`${'word '.repeat(number % 11)}${number}`));

    test('every input once, at unit length, and its tokens counted', async () => {
      const vectors = await vectorsOf(under.embedder, texts);
      for (const vector of vectors) {
        expect(vector).toHaveLength(under.embedder.dimensions);
        expect(lengthOf(vector)).toBeCloseTo(1, 5);
      }
      const tokens = (await batchesOf(under.embedder, texts)).reduce((sum, batch) => sum + batch.tokens, 0);
      expect(tokens).toBeGreaterThanOrEqual(texts.length);
    });

    test('a text has the same vector alone and among others', async () => {
      const together = await vectorsOf(under.embedder, texts);
      for (const at of [0, 7, 10, 23]) {
        const [alone] = await vectorsOf(under.embedder, texts.slice(at, at + 1));
        expect(cosine(alone ?? new Float32Array(), together[at] ?? new Float32Array())).toBeGreaterThan(0.9995);
      }
    });

    test('ids are taken too, but only those of its vocabulary', async () => {
      const [vector] = await vectorsOf(under.embedder, [{ kind: 'tokens', tokens: under.knownTokens }]);
      expect(lengthOf(vector ?? new Float32Array())).toBeCloseTo(1, 5);
      const tokens = [...under.knownTokens, under.unknownToken];
      const refused = vectorsOf(under.embedder, [textInput('fine'), { kind: 'tokens', tokens }]);
      const param = `input[1][${under.knownTokens.length}]`;
      await expect(refused).rejects.toMatchObject({ code: 'invalid_value', param });
    });

    test('an input longer than the window is refused, named, and nothing is computed for the others', async () => {
      const long = textInput('word '.repeat(under.embedder.maxTokens + 1).trim());
      const seen: EmbeddedBatch[] = [];
      const refused = (async () => {
        for await (const batch of under.embedder.embed([...texts, long], never)) seen.push(batch);
      })();
      const { maxTokens } = under.embedder;
      const words = new RegExp(`maximum context length is ${maxTokens} tokens, however you requested \\d+ tokens`);
      await expect(refused).rejects.toMatchObject({
        code: 'context_length_exceeded',
        param: `input[${texts.length}]`,
        message: expect.stringMatching(words),
      });
      expect(seen).toEqual([]);
    });

    test('several at once, each with its own vectors', async () => {
      const expected = await vectorsOf(under.embedder, texts);
      const all = await Promise.all(texts.slice(0, 12).map((text) => vectorsOf(under.embedder, [text])));
      for (const [at, [vector]] of all.entries())
        expect(cosine(vector ?? new Float32Array(), expected[at] ?? new Float32Array())).toBeGreaterThan(0.9995);
    });

    test('the signal ends it between two batches; a reader that stops ends it too; it answers afterwards', async () => {
      const many = Array.from({ length: 300 }, (_, number) => textInput(`${'some words '.repeat(8)}${number}`));
      const leaving = new AbortController();
      let batches = 0;
      const reading = (async () => {
        for await (const _ of under.embedder.embed(many, leaving.signal)) {
          batches += 1;
          leaving.abort(new Error('left'));
        }
      })();
      await expect(reading).rejects.toThrow('left');
      expect(batches).toBe(1);
      for await (const _ of under.embedder.embed(many, never)) break;
      const begun = under.embedder.embed(many, AbortSignal.abort(new Error('left')))[Symbol.asyncIterator]();
      await expect(begun.next()).rejects.toThrow('left');
      expect(await vectorsOf(under.embedder, [textInput('again')])).toHaveLength(1);
    });
  });
}
