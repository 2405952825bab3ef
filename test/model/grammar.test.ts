// In: grammars of JSONSchemaBench's schemas and of the largest honest ones. Out: the engine takes every one within milliseconds, and what a
// small model writes under them fits. The data is shared; it fails where it is missing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { validatorIfAny } from '../../src/constrain/ajv-oracle.suite.ts';
import { anyObjectGrammar } from '../../src/constrain/any-object.ts';
import { readLenient, textOfGrammar } from '../../src/constrain/check-soundness.suite.ts';
import { renderGrammar } from '../../src/constrain/grammar.ts';
import { fitsSchema } from '../../src/constrain/read-schema.ts';
import { Fault } from '../../src/contract/fault.ts';
import type { Json, JsonObject } from '../../src/contract/json.ts';
import { type BareEngine, startBareEngine } from './start-model-service.ts';

interface Completion {
  readonly status: number;
  readonly content: string;
  readonly hasEnded: boolean;
}

let engine: BareEngine;

beforeAll(async () => {
  engine = await startBareEngine({ model: 'smollm2-135m-instruct', slots: 1 });
});
afterAll(async () => {
  await engine.stop();
});

async function complete(grammar: string, maxTokens: number, seed = 1): Promise<Completion> {
  const answer = await fetch(`${engine.origin}/completion`, {
    method: 'POST',
    headers: { authorization: `Bearer ${engine.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      prompt: 'An example, as JSON:\n',
      n_predict: maxTokens,
      temperature: 1,
      seed,
      grammar,
      cache_prompt: true,
    }),
  });
  // The engine's own answer; `stop_type` says why it ended.
  const { content = '', stop_type: stopType = '' } = (await answer.json()) as { content?: string; stop_type?: string };
  return { status: answer.status, content, hasEnded: stopType === 'eos' };
}

function benchmarkSchemas(every: number): readonly JsonObject[] {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const folder = join(process.env['KINGLET_DATA'] ?? join(root, '../shared/data'), 'jsonschemabench');
  return ['Glaiveai2K', 'Github_easy', 'Github_trivial'].flatMap((name) => {
    const lines = gunzipSync(readFileSync(join(folder, `${name}.jsonl.gz`)))
      .toString('utf8')
      .trim()
      .split('\n');
    // The file's own format: one row a line.
    return lines
      .filter((_, index) => index % every === 0)
      .map((line) => (JSON.parse(line) as { schema: JsonObject }).schema);
  });
}

function grammarIfAny(schema: Json): string | null {
  try {
    return textOfGrammar(readLenient(schema));
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

function range<Item>(length: number, make: (index: number) => Item): readonly Item[] {
  return Array.from({ length }, (_, index) => make(index));
}

function members(count: number, make: (index: number) => Json): JsonObject {
  return Object.fromEntries(range(count, (index) => [`k${index}`, make(index)]));
}

const large: readonly (readonly [string, JsonObject])[] = [
  ['an enum of 3000', { enum: range(3000, (index) => `choice ${index}`) }],
  ['700 optional members', { type: 'object', properties: members(700, () => ({ type: 'string' })) }],
  [
    'a union of 200',
    {
      anyOf: range(200, (index) => ({
        type: 'object',
        properties: { kind: { const: `k${index}` } },
        required: ['kind'],
      })),
    },
  ],
  [
    'long strings in long arrays',
    { type: 'array', maxItems: 20_000, items: { type: 'string', minLength: 300, maxLength: 40_000 } },
  ],
  ['a pattern with a length', { type: 'string', pattern: '^[a-z]+(-[a-z]+)*$', maxLength: 254 }],
  ['Unicode letters', { type: 'string', pattern: '^\\p{L}+$' }],
  [
    'texts without repetition',
    { type: 'array', uniqueItems: true, items: { type: 'string', minLength: 2, maxLength: 30 } },
  ],
  [
    'emails with lengths of their own',
    {
      type: 'object',
      properties: members(4, (index) => ({ type: 'string', format: 'email', maxLength: 80 + index })),
    },
  ],
];

describe('the engine', () => {
  test('refuses what is no grammar', async () => {
    expect((await complete('root ::= missing', 0)).status).toBe(400);
  });

  test('takes the grammars of the benchmark', async () => {
    let taken = 0;
    for (const schema of benchmarkSchemas(25)) {
      const grammar = grammarIfAny(schema);
      if (grammar === null) continue;
      const { status } = await complete(grammar, 0);
      expect(status, grammar.slice(0, 2000)).toBe(200);
      taken += 1;
    }
    expect(taken).toBeGreaterThan(150);
  });

  test.each(large)('takes %s', async (_, schema) => {
    const grammar = grammarIfAny(schema);
    expect(grammar).not.toBeNull();
    const { status, content } = await complete(grammar ?? '', 8);
    expect(status).toBe(200);
    expect(content).not.toBe('');
  });

  test('is led to answers that fit', async () => {
    let ended = 0;
    for (const [index, schema] of benchmarkSchemas(140).entries()) {
      const validate = validatorIfAny(schema);
      const grammar = grammarIfAny(schema);
      if (grammar === null || validate === null) continue;
      const { status, content, hasEnded } = await complete(grammar, 200, index);
      expect(status).toBe(200);
      if (!hasEnded) continue;
      ended += 1;
      const value: Json = JSON.parse(content);
      expect(validate(value), content).not.toBe(false);
      expect(fitsSchema(readLenient(schema), value), content).toBe(true);
    }
    expect(ended).toBeGreaterThan(10);
  });

  test('writes any object', async () => {
    const { root, rules } = anyObjectGrammar();
    const { content, hasEnded } = await complete(renderGrammar(root, rules), 150, 3);
    expect(content.startsWith('{')).toBe(true);
    if (hasEnded) expect(typeof JSON.parse(content)).toBe('object');
  });
});
