// In: the real engine with two adapters made here: one that changes nothing and one that changes much. Out: each deployment is answered by its own
// weights, whatever ran in the slot before; what one has computed is never taken for the other's, and is reused by its own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GgufTensor, ggufBytes } from '../../src/catalog/gguf-bytes.suite.ts';
import { type ModelService, startModelService } from './start-model-service.ts';

/** Of SmolLM2-135M. */
const width = 576;
const folder = mkdtempSync(join(tmpdir(), 'kinglet-adapters-'));
let service: ModelService;

function adapterFile(name: string, strength: number): string {
  const vector = (amplitude: number) => Float32Array.from({ length: width }, (_, at) => amplitude * Math.sin(at));
  const layers = [10, 20].flatMap((layer): readonly GgufTensor[] => [
    { name: `blk.${layer}.attn_output.weight.lora_a`, shape: [width, 1], values: vector(1) },
    { name: `blk.${layer}.attn_output.weight.lora_b`, shape: [1, width], values: vector(strength) },
  ]);
  const path = join(folder, `${name}.gguf`);
  const pairs = [
    ['general.type', 'adapter'],
    ['general.architecture', 'llama'],
    ['adapter.type', 'lora'],
    ['adapter.lora.alpha', { float: 1 }],
  ] as const;
  writeFileSync(path, ggufBytes(pairs, 3, layers));
  return path;
}

beforeAll(async () => {
  service = await startModelService({
    model: 'smollm2-135m-instruct',
    slots: 2,
    isUnscreened: true,
    file: {
      adapters: [
        { name: 'nothing', path: adapterFile('nothing', 0) },
        { name: 'much', path: adapterFile('much', 3) },
      ],
      deployments: [{ name: 'plain' }, { name: 'alike', adapter: 'nothing' }, { name: 'other', adapter: 'much' }],
    },
  });
}, 240_000);

afterAll(async () => {
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const story = Array.from({ length: 30 }, (_, at) => `On day ${at} the miller counted ${at * 3} sacks.`).join(' ');

async function answer(model: string, content: string) {
  const { choices, usage } = await service.client().chat.completions.create({
    ...{ model, temperature: 0, max_tokens: 24 },
    messages: [{ role: 'user', content }],
  });
  return { text: choices[0]?.message.content ?? '', cached: usage?.prompt_tokens_details?.cached_tokens ?? 0 };
}

test('each deployment is answered by its own weights, in any order', async () => {
  const texts = new Map<string, string>();
  for (const model of ['plain', 'other', 'alike', 'other', 'plain', 'alike']) {
    const { text } = await answer(model, 'Name three things that a miller needs.');
    expect(text).toBe(texts.get(model) ?? text);
    texts.set(model, text);
  }
  expect(texts.get('alike')).toBe(texts.get('plain'));
  expect(texts.get('other')).not.toBe(texts.get('plain'));
});

test('what one has read is of use to itself and to nobody else', async () => {
  const ask = (model: string, question: string) => answer(model, `${story}\n\n${question}`);
  const first = await ask('plain', 'How many sacks on day 4?');
  expect(first.cached).toBeLessThan(100);
  expect((await ask('other', 'How many sacks on day 5?')).cached).toBeLessThan(100);
  expect((await ask('plain', 'How many sacks on day 6?')).cached).toBeGreaterThan(300);
});

test('a burst with one adapter reads its beginning once, also in a slot that another one had', async () => {
  await answer('plain', 'Hello.');
  const questions = [1, 2, 3, 4].map((day) => `Now ${story} How many sacks on day ${day}?`);
  const answers = await Promise.all(questions.map((question) => answer('other', question)));
  const alone = await answer('other', questions[0] ?? '');
  // Whichever comes first reads it; for the others the engine did not empty a slot for the sake of its adapter.
  expect(answers.filter(({ cached }) => cached > 300)).toHaveLength(3);
  expect(alone.cached).toBeGreaterThan(300);
});

test('raw prompts are completed by the weights of their deployment, too', async () => {
  const complete = async (model: string) => {
    const asked = { model, prompt: 'The miller went to the', max_tokens: 16, temperature: 0 };
    return (await service.client().completions.create(asked)).choices[0]?.text;
  };
  const plain = await complete('plain');
  expect(await complete('other')).not.toBe(plain);
  expect(await complete('alike')).toBe(plain);
});
