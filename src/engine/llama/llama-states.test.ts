// In: a client that says what it was asked, and a folder. Out: a prefill writes nothing, files are private and dropped, copies for the next
// start are made behind, fetched when they are needed, and refused when they are damaged.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Json } from '../../contract/json.ts';
import { openKeptFiles } from './kept-files.ts';
import type { LlamaClient } from './llama-client.ts';
import { createLlamaStates } from './llama-states.ts';
import { SlotAdapters } from './slot-adapters.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kinglet-states-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const never = new AbortController().signal;

function opened(isPersistent: boolean) {
  const bodies: Json[] = [];
  const moves: string[] = [];
  const refuse = async (): Promise<never> => {
    throw new Error('not asked for here');
  };
  const client: LlamaClient = {
    ...{ isHealthy: refuse, properties: refuse, applyTemplate: refuse, tokenize: refuse, tokenizePieces: refuse },
    ...{ detokenize: refuse, completeOnce: refuse, close: async () => undefined },
    complete: async function* (body) {
      bodies.push(body);
      yield { prompt_progress: { processed: 2 } };
      yield { prompt_progress: { processed: 3 } };
      yield { content: 'x', tokens: [9], stop: true, stop_type: 'limit' };
    },
    moveSlot: async (slot, action, fileName) => {
      moves.push(`${action} ${slot} ${fileName}`);
      if (action === 'save') writeFileSync(join(home, fileName), 'the slot', { mode: 0o644 });
      else readFileSync(join(home, fileName));
    },
  };
  const kept = isPersistent ? openKeptFiles(join(home, 'kept'), 'key') : null;
  const states = createLlamaStates({
    ...{ folder: home, leastTokens: 8, budgetBytes: 100, kept },
    adapters: new SlotAdapters([]),
    use: (work) => work(client),
  });
  return { states, bodies, moves };
}

test('a prefill computes the tokens, tells how far it is, and writes nothing', async () => {
  const { states, bodies } = opened(false);
  const reads: number[] = [];
  await states.prefill(
    {
      tokens: [1, 2, 3],
      slot: 2,
      isCacheReused: true,
      adapter: null,
      onPromptProgress: (count) => void reads.push(count),
    },
    never,
  );
  expect(bodies).toMatchObject([{ prompt: [1, 2, 3], n_predict: 0, id_slot: 2, cache_prompt: true }]);
  expect(reads).toEqual([2, 3]);
});

test('a state is saved for nobody else to read, restored, and dropped', async () => {
  const { states, moves } = opened(false);
  expect(await states.save(1, { stateId: 4, partition: 'p', tokens: [1] })).toBe(8);
  expect(statSync(join(home, '4.state')).mode & 0o777).toBe(0o600);
  await states.restore(3, 4, null);
  expect(moves).toEqual(['save 1 4.state', 'restore 3 4.state']);
  await states.drop(4);
  expect(readdirSync(home)).toEqual([]);
  expect(await states.found()).toEqual([]);
});

test('across restarts: found, fetched and put in, by the next life; dropped with its copy', async () => {
  const before = opened(true);
  await before.states.save(1, { stateId: 4, partition: 'p', tokens: [1, 2] });
  await before.states.save(1, { stateId: 5, partition: 'p', tokens: [1, 3] });
  await before.states.drop(5);
  await before.states.settled();
  rmSync(join(home, '4.state'));
  const { states, moves } = opened(true);
  expect(await states.found()).toMatchObject([{ stateId: 4, partition: 'p', tokens: [1, 2], sizeBytes: 8 }]);
  await states.restore(0, 4, null);
  expect(moves).toEqual(['restore 0 4.state']);
  rmSync(join(home, '4.state'));
  writeFileSync(join(home, 'kept', '4.state'), 'the slop');
  await expect(states.restore(0, 4, null)).rejects.toMatchObject({ code: 'engine_error' });
});
