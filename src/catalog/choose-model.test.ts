// In: machines and what answers. Out: the model that is served, the one fetched behind it, and a reason that says both.
import { expect, test } from 'vitest';
import { chooseModel } from './choose-model.ts';
import { loadCatalog } from './load-catalog.ts';
import type { Machine } from './machine.ts';

const catalog = loadCatalog();
const machine: Machine = {
  platform: 'linux',
  architecture: 'x64',
  cpuModel: 'test',
  coreCount: 8,
  cpuFeatures: [],
  totalMemoryBytes: 32e9,
  availableMemoryBytes: 30e9,
  accelerators: [],
  cLibrary: 'glibc',
};
const everything = { hub: true, wheels: true };
const wheelsOnly = { hub: false, wheels: true };
const nothing = { hub: false, wheels: false };
const card = (gigabytes: number): Machine['accelerators'] => [
  { kind: 'cuda', name: 'Card', memoryBytes: gigabytes * 1e9 },
];

test.each([
  // Memory in GB, cores, accelerator, what answers, what is installed -> served now, fetched behind.
  [1, 1, [], everything, [], 'smollm2-135m-instruct', null],
  [2, 2, [], everything, [], 'qwen2.5-coder-0.5b-instruct', null],
  [3, 2, [], everything, [], 'qwen2.5-coder-1.5b-instruct', null],
  [6, 4, [], everything, [], 'qwen2.5-coder-0.5b-instruct', 'qwen3-vl-2b-instruct'],
  [12, 4, [], everything, [], 'qwen2.5-coder-0.5b-instruct', 'qwen3-vl-4b-instruct'],
  [32, 8, [], everything, [], 'qwen2.5-coder-0.5b-instruct', 'qwen3-vl-8b-instruct'],
  [32, 2, [], everything, [], 'qwen2.5-coder-0.5b-instruct', 'qwen3-vl-2b-instruct'],
  [8, 2, card(24), everything, [], 'qwen2.5-coder-0.5b-instruct', 'qwen3-vl-8b-instruct'],
  [32, 2, card(4), everything, [], 'qwen2.5-coder-0.5b-instruct', 'qwen3-vl-2b-instruct'],
  [32, 8, [], everything, ['qwen3-vl-8b-instruct'], 'qwen3-vl-8b-instruct', null],
  [32, 8, [], everything, ['qwen3-vl-4b-instruct'], 'qwen3-vl-4b-instruct', 'qwen3-vl-8b-instruct'],
  [32, 8, [], wheelsOnly, [], 'qwen2.5-coder-1.5b-instruct', null],
  [32, 8, [], wheelsOnly, ['qwen3-vl-4b-instruct'], 'qwen3-vl-4b-instruct', null],
  [32, 8, [], nothing, ['smollm2-135m-instruct'], 'smollm2-135m-instruct', null],
] as const)(
  '%s GB, %s cores, %j, %j, has %j: %s, then %s',
  (memory, cores, accelerators, reach, installedIds, now, behind) => {
    const ours = { ...machine, totalMemoryBytes: memory * 1e9, coreCount: cores, accelerators };
    const choice = chooseModel({ catalog, machine: ours, requested: null, reach, installedIds });
    expect(choice.serveNow.id).toBe(now);
    expect(choice.fetchBehind?.id ?? null).toBe(behind);
    if (behind !== null) expect(choice.reason).toContain(`${now} for now, ${behind} (`);
  },
);

test('says which better model the hub would have given', () => {
  const { reason } = chooseModel({ catalog, machine, requested: null, reach: wheelsOnly, installedIds: [] });
  expect(reason).toContain('qwen3-vl-8b-instruct would fit, but the model hub does not answer');
});

test('with nothing installed and nothing reachable it says what to do', () => {
  const ask = { catalog, machine, requested: null, reach: nothing, installedIds: [] };
  expect(() => chooseModel(ask)).toThrowError(/KINGLET_MODEL=/);
});

test('what is asked for is taken, whatever fits', () => {
  const ask = { catalog, machine: { ...machine, totalMemoryBytes: 1e9 }, reach: nothing, installedIds: [] };
  expect(chooseModel({ ...ask, requested: 'qwen3-vl-8b-instruct' }).serveNow.id).toBe('qwen3-vl-8b-instruct');
  expect(chooseModel({ ...ask, requested: './own.gguf' }).serveNow.sources).toEqual([
    { kind: 'file', path: './own.gguf' },
  ]);
});
