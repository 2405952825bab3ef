// In: a tokenizer whose engine goes away. Out: one more try when it is back, and no more; faults of the client's are passed on at once.
import { expect, test } from 'vitest';
import { Fault } from '../contract/fault.ts';
import { byteTokenizer } from '../engine/scripted/byte-tokenizer.ts';
import { persistentTokenizer } from './persistent-tokenizer.ts';

const never = new AbortController().signal;

function failing(fault: Fault, times: number) {
  let calls = 0;
  let waits = 0;
  const facts = { contextTokens: 1, slotCount: 1, vocabularySize: 1, fingerprint: 'f', dialect: 'plain' } as const;
  const engine = {
    facts: async () => {
      waits += 1;
      return facts;
    },
  };
  const tokenizer = persistentTokenizer(engine, {
    ...byteTokenizer(),
    tokenize: async () => {
      calls += 1;
      if (calls <= times) throw fault;
      return [calls];
    },
  });
  return { tokenizer, counts: () => ({ calls, waits }) };
}

test('a call whose engine was gone is tried once more', async () => {
  const once = failing(new Fault('engine_unavailable', 'gone'), 1);
  expect(await once.tokenizer.tokenize('a', never)).toEqual([2]);
  expect(once.counts()).toEqual({ calls: 2, waits: 1 });
  const twice = failing(new Fault('engine_died', 'gone'), 2);
  await expect(twice.tokenizer.tokenize('a', never)).rejects.toMatchObject({ code: 'engine_died' });
  expect(twice.counts()).toEqual({ calls: 2, waits: 1 });
});

test('what the engine refuses is not tried again', async () => {
  const refusing = failing(new Fault('engine_error', 'no'), 1);
  await expect(refusing.tokenizer.tokenize('a', never)).rejects.toMatchObject({ code: 'engine_error' });
  expect(refusing.counts()).toEqual({ calls: 1, waits: 0 });
  expect(await refusing.tokenizer.detokenize([97], never)).toBe('a');
  expect(await refusing.tokenizer.tokenizePieces('a', never)).toEqual([{ id: 97, bytes: Uint8Array.of(97) }]);
  expect((await refusing.tokenizer.marks(never)).isBosAdded).toBe(false);
});
