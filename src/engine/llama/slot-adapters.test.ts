// In: an engine's adapters, and a client that writes down what it is asked. Out: each completion says which adapter is on; a slot is told of
// another one before a state is put into it, and only then.
import { expect, test } from 'vitest';
import type { JsonObject } from '../../contract/json.ts';
import type { LlamaClient } from './llama-client.ts';
import { SlotAdapters } from './slot-adapters.ts';

const never = new AbortController().signal;
const adapters = ['calm', 'loud'].map((name, at) => ({ name, path: `/${name}.gguf`, scale: at + 1, digest: name }));

function listening() {
  const bodies: JsonObject[] = [];
  // The others are not called.
  const client = {
    completeOnce: async (body: JsonObject) => void bodies.push(body),
    complete: async function* (body: JsonObject) {
      bodies.push(body);
      yield {};
    },
  } as unknown as LlamaClient;
  return { bodies, client };
}

test('each completion names the scale of every adapter', async () => {
  const { bodies, client } = listening();
  const slots = new SlotAdapters(adapters);
  await slots.clientFor('loud', client).completeOnce({ prompt: [1] }, never);
  for await (const _ of slots.clientFor(null, client).complete({ prompt: [2] }, never));
  expect(bodies).toEqual([
    {
      prompt: [1],
      lora: [
        { id: 0, scale: 0 },
        { id: 1, scale: 2 },
      ],
    },
    {
      prompt: [2],
      lora: [
        { id: 0, scale: 0 },
        { id: 1, scale: 0 },
      ],
    },
  ]);
});

test('an engine without adapters is asked as ever', async () => {
  const { bodies, client } = listening();
  const slots = new SlotAdapters([]);
  expect(slots.clientFor(null, client)).toBe(client);
  await slots.ready(0, null, client, never);
  expect(bodies).toEqual([]);
  expect(() => slots.clientFor('calm', client)).toThrow('no adapter calm');
});

test('a slot is made ready where another adapter, or nobody, had it last', async () => {
  const { bodies, client } = listening();
  const slots = new SlotAdapters(adapters);
  await slots.ready(3, 'calm', client, never);
  await slots.ready(3, 'calm', client, never);
  expect(bodies).toMatchObject([{ id_slot: 3, n_predict: 0, cache_prompt: false }]);
  await slots.clientFor(null, client).completeOnce({ prompt: [1], id_slot: 3 }, never);
  await slots.ready(3, 'calm', client, never);
  expect(bodies).toHaveLength(3);
  slots.forget();
  await slots.ready(3, 'calm', client, never);
  expect(bodies).toHaveLength(4);
});
