// In: the official client and the real encoder. Out: vectors that mean something, the same by every way, ids as the reference has them,
// and streams that go on while it computes.
import { readFileSync } from 'node:fs';
import type OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Embedder } from '../../src/contract/embed.ts';
import { cosine, embedderSuite, textInput, vectorsOf } from '../../src/engine/embedder.suite.ts';
import { createWordpieceTokenizer } from '../../src/onnx/wordpiece-tokenizer.ts';
import { type ScriptedService, slowScript, startScriptedService } from '../wire/start-scripted-service.ts';
import { openEncoder } from './start-model-service.ts';

const model = 'all-minilm-l6-v2';

embedderSuite('MiniLM in ONNX', async () => ({
  embedder: await openEncoder(),
  knownTokens: [7592, 2088],
  unknownToken: 30_522,
}));

describe('served', () => {
  let scripted: ScriptedService;
  let client: OpenAI;
  let embedder: Embedder;
  beforeAll(async () => {
    embedder = await openEncoder();
    scripted = await startScriptedService({ embedder, answer: () => slowScript(3000, 5) });
    client = scripted.client();
  });
  afterAll(async () => {
    await scripted.stop();
    await embedder.stop();
  });

  async function embed(input: OpenAI.EmbeddingCreateParams['input'], rest: object = {}): Promise<readonly number[][]> {
    const { data } = await client.embeddings.create({ model, input, ...rest });
    return data.map(({ embedding }) => embedding);
  }
  const dot = (one: readonly number[] = [], other: readonly number[] = []): number =>
    one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);

  test('sentences that mean the same are near, others are far', async () => {
    const families = [
      ['How do I reset my password?', 'I forgot my password and need a new one.'],
      ['The cat sleeps on the sofa.', 'A kitten is napping on the couch.'],
      ['Shares fell sharply on Monday.', 'The stock market dropped at the start of the week.'],
      ['The recipe needs two eggs and some flour.', 'To bake this you need flour and a couple of eggs.'],
      ['The train to Berlin is late.', 'Our railway connection to Berlin has a delay.'],
    ];
    const vectors = await embed(families.flat());
    for (const [at, vector] of vectors.entries()) {
      const near = vectors.map((other) => dot(vector, other));
      const relative = at % 2 === 0 ? at + 1 : at - 1;
      const strangers = near.filter((_, other) => other !== at && other !== relative);
      expect(near[relative], families.flat()[at]).toBeGreaterThan(0.5);
      expect(Math.max(...strangers), families.flat()[at]).toBeLessThan((near[relative] ?? 0) - 0.2);
    }
  });

  test('floats and base64, text and its ids, whole and cut', async () => {
    const text = 'Kinglets are very small birds.';
    const tokenizer = createWordpieceTokenizer(readFileSync(inject('encoder').files.tokenizerPath, 'utf8'));
    const ids = [...tokenizer.tokenize(text)];
    const [vector] = await embed(text);
    expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 5);
    expect(await embed(text, { encoding_format: 'float' })).toEqual([vector]);
    expect(await embed(ids)).toEqual([vector]);
    expect(await embed([[...ids]])).toEqual([vector]);
    expect(await embed([101, ...ids, 102])).toEqual([vector]);
    const [cut = []] = await embed(text, { dimensions: 64 });
    expect(dot(cut, cut)).toBeCloseTo(1, 5);
    expect(dot(cut, vector?.slice(0, 64)) / Math.hypot(...(vector?.slice(0, 64) ?? []))).toBeCloseTo(1, 5);
    const { usage } = await client.embeddings.create({ model, input: text });
    expect(usage.prompt_tokens).toBe(ids.length + 2);
  });

  test('a window of 256, the tokens around an input included', async () => {
    expect(await embed('bird '.repeat(254))).toHaveLength(1);
    await expect(embed('bird '.repeat(255))).rejects.toThrow(
      'maximum context length is 256 tokens, however you requested 257',
    );
  });

  test('texts of every kind, a hostile one among them, within seconds', async () => {
    const texts = [
      '日本語のテキスト',
      'Ελληνικά ΟΔΟΣ',
      '👩‍🚀👍🏽',
      '\u0000\u200b',
      '   ',
      '[SEP] [CLS] [PAD]',
      'x'.repeat(200_000),
      `a${'\u0301\u0323'.repeat(100_000)}`,
    ];
    for (const vector of await embed(texts)) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });

  test('a stream goes on while the encoder computes', async () => {
    const stream = await client.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content: 'count' }],
      stream: true,
    });
    let chunks = 0;
    const reading = (async () => {
      for await (const _ of stream) chunks += 1;
    })();
    const input = Array.from({ length: 64 }, (_, number) => `${'a stream goes on '.repeat(15)}${number}`);
    const begunMs = performance.now();
    const before = chunks;
    await embed(input);
    const tookMs = performance.now() - begunMs;
    const during = chunks - before;
    stream.controller.abort();
    await reading.catch(() => undefined);
    console.info(
      `${input.length} texts of 62 tokens in ${tookMs.toFixed(0)} ms; ${during} chunks of the stream meanwhile`,
    );
    // One every five milliseconds, where nothing else holds the event loop.
    expect(during).toBeGreaterThan(tookMs / 50);
  });
});

function readReference<Value>(fileName: string): readonly (readonly [string, Value])[] {
  return JSON.parse(readFileSync(new URL(`./${fileName}`, import.meta.url), 'utf8'));
}

test('vectors are those of the weights in 32 bits, within what 8 bits can tell', async () => {
  const lines = readReference<string>('reference-vectors.json');
  const embedder = await openEncoder();
  const vectors = await vectorsOf(
    embedder,
    lines.map(([text]) => textInput(text)),
  );
  await embedder.stop();
  for (const [at, [text, base64]] of lines.entries()) {
    const bytes = Buffer.from(base64, 'base64');
    const reference = Float32Array.from({ length: 384 }, (_, place) => bytes.readFloatLE(place * 4));
    expect(cosine(vectors[at] ?? new Float32Array(), reference), text).toBeGreaterThan(0.999);
  }
});

test('ids are those of the reference implementation', () => {
  const tokenizer = createWordpieceTokenizer(readFileSync(inject('encoder').files.tokenizerPath, 'utf8'));
  const lines = readReference<readonly number[]>('reference-token-ids.json');
  expect(lines.length).toBeGreaterThan(30);
  for (const [text, ids] of lines) expect(tokenizer.tokenize(text), text).toEqual(ids);
});

test('a thread that is stopped in the middle fails its asks, and the next opens without trouble', async () => {
  const first = await openEncoder();
  const many = Array.from({ length: 200 }, (_, number) => textInput(`${'some words '.repeat(30)}${number}`));
  const asked = vectorsOf(first, many).catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await first.stop();
  expect(await asked).toMatchObject({ code: 'engine_unavailable' });
  const second = await openEncoder();
  expect(await vectorsOf(second, [textInput('again')])).toHaveLength(1);
  await second.stop();
});
