// In: machines, headers and settings. Out: what the engine is started with is what fits and what was asked for.
import { expect, test } from 'vitest';
import type { EngineConfig } from '../config/config.ts';
import { loadConfig } from '../config/load-config.ts';
import { Fault } from '../contract/fault.ts';
import { chooseParameters, type ParameterFacts } from './choose-parameters.ts';
import { headerWith, machineWith } from './samples.suite.ts';

const { engine } = loadConfig({ argumentsGiven: {}, environment: {}, workingFolder: '/', readFile: () => null });

function choose(facts: Partial<Omit<ParameterFacts, 'config'>> = {}, config: Partial<EngineConfig> = {}) {
  return chooseParameters({
    machine: machineWith(),
    header: headerWith(),
    modelId: 'm',
    modelPath: '/m.gguf',
    projectorPath: null,
    slotSaveFolder: '/slots',
    tuned: null,
    ...facts,
    config: { ...engine, ...config },
  });
}

test.each([
  { name: 'two x64 cores', machine: { coreCount: 2 }, threads: 2, batchTokens: 64, slotCount: 4 },
  { name: 'four x64 cores', machine: { coreCount: 4 }, threads: 4, batchTokens: 128, slotCount: 4 },
  { name: 'sixteen x64 threads', machine: { coreCount: 16 }, threads: 8, batchTokens: 256, slotCount: 4 },
  {
    name: 'ten arm64 cores',
    machine: { coreCount: 10, architecture: 'arm64' },
    threads: 10,
    batchTokens: 512,
    slotCount: 4,
  },
  {
    name: 'little memory',
    machine: { totalMemoryBytes: 4e9, availableMemoryBytes: 3e9 },
    threads: 4,
    batchTokens: 128,
    slotCount: 2,
  },
  {
    name: 'a graphics card',
    machine: { accelerators: [{ kind: 'cuda' as const, name: 'A', memoryBytes: 24e9 }] },
    threads: 4,
    batchTokens: 2048,
    slotCount: 4,
  },
])('$name: threads, batch and slots', ({ machine, threads, batchTokens, slotCount }) => {
  const { parameters } = choose({ machine: machineWith(machine) });
  expect(parameters).toMatchObject({ threads, batchTokens, slotCount });
  expect(parameters.microBatchTokens).toBeLessThanOrEqual(Math.min(batchTokens, 512));
  expect(parameters.httpThreads).toBeGreaterThan(slotCount * 2);
});

test('a context that fits is the whole that the model was trained for, for each slot', () => {
  const machine = machineWith({ totalMemoryBytes: 24e9, availableMemoryBytes: 20e9 });
  const { parameters, contextTokensPerSlot, explanation } = choose({ machine });
  expect(contextTokensPerSlot).toBe(32_768);
  expect(parameters).toMatchObject({ contextTokens: 4 * 32_768, ropeScaling: null });
  expect(explanation[0]).toContain('all that the model was trained for');
});

test('where memory is short the context shrinks in whole kilotokens, down to 2048', () => {
  const small = choose({ machine: machineWith({ totalMemoryBytes: 4e9, availableMemoryBytes: 1.5e9 }) });
  expect(small.contextTokensPerSlot).toBeLessThan(32_768);
  expect(small.contextTokensPerSlot % 1024).toBe(0);
  expect(small.explanation[0]).toContain('what fits comfortably in memory');
  const tiny = choose({ machine: machineWith({ totalMemoryBytes: 1e9, availableMemoryBytes: 0.4e9 }) });
  expect(tiny.contextTokensPerSlot).toBe(2048);
});

test('quantized KV makes room for more', () => {
  const machine = machineWith({ totalMemoryBytes: 4e9, availableMemoryBytes: 1.5e9 });
  const plain = choose({ machine });
  const quantized = choose({ machine }, { kvTypeK: 'q8_0', kvTypeV: 'q8_0' });
  expect(quantized.contextTokensPerSlot).toBeGreaterThan(plain.contextTokensPerSlot);
  expect(quantized.parameters).toMatchObject({ kvTypeK: 'q8_0', kvTypeV: 'q8_0' });
});

test('a model that knows more than 131072 tokens is held to them', () => {
  const machine = machineWith({ totalMemoryBytes: 512e9, availableMemoryBytes: 500e9 });
  expect(choose({ machine, header: headerWith({ contextTokens: 1_000_000 }) }).contextTokensPerSlot).toBe(131_072);
});

test('a header without figures gets a careful size', () => {
  const header = headerWith({ blockCount: null, contextTokens: null });
  expect(choose({ header }).contextTokensPerSlot).toBe(4096);
});

test('what is configured holds', () => {
  const { parameters, contextTokensPerSlot } = choose(
    {},
    { contextTokens: 4096, slots: 7, threads: 3, batchTokens: 900, gpuLayers: 5, flashAttention: 'on' },
  );
  expect(contextTokensPerSlot).toBe(4096);
  expect(parameters).toMatchObject({
    contextTokens: 7 * 4096,
    slotCount: 7,
    threads: 3,
    batchTokens: 900,
    microBatchTokens: 512,
    gpuLayers: 5,
    flashAttention: 'on',
    ropeScaling: null,
  });
});

test('a card that is configured away is not counted on', () => {
  const machine = machineWith({ accelerators: [{ kind: 'cuda', name: 'A', memoryBytes: 24e9 }] });
  const { parameters, explanation } = choose({ machine }, { gpuLayers: 0 });
  expect(parameters.batchTokens).toBe(128);
  expect(explanation[1]).toContain('no accelerator');
});

test('a context beyond the training is stretched with YaRN', () => {
  const { parameters, explanation } = choose({}, { contextTokens: 65_536 });
  expect(parameters.ropeScaling).toEqual({ type: 'yarn', factor: 2, originalContextTokens: 32_768 });
  expect(explanation[0]).toContain('stretched 2.0 times with YaRN');
});

test.each([
  { trained: 32_768, asked: 131_073, most: 131_072 },
  { trained: 2048, asked: 8193, most: 8192 },
])('a context of $asked on $trained is refused, naming the most', ({ trained, asked, most }) => {
  const attempt = () => choose({ header: headerWith({ contextTokens: trained }) }, { contextTokens: asked });
  expect(attempt).toThrow(Fault);
  expect(attempt).toThrow(String(most));
  expect(attempt).toThrow('KINGLET_CONTEXT');
});

test('what was measured goes before what would be chosen, and what the operator set before both', () => {
  const tuned = { threads: 3, batchTokens: 64, flashAttention: 'off', kvTypeK: 'q8_0', kvTypeV: 'q8_0' } as const;
  const { parameters, settings, explanation } = choose({ tuned });
  expect(parameters).toMatchObject({ ...tuned, microBatchTokens: 64 });
  expect(settings).toEqual(tuned);
  expect(explanation.join()).toContain('3 threads, batches of 64 tokens, flash attention off');
  const set = { threads: 5, batchTokens: 16, flashAttention: 'on', kvTypeK: 'f16', kvTypeV: 'q4_0' } as const;
  expect(choose({ tuned }, set).settings).toEqual(set);
});

test('small batches on a processor go without flash attention, unless they are against a very long context or values in small formats', () => {
  const machine = machineWith({ coreCount: 2, totalMemoryBytes: 512e9, availableMemoryBytes: 500e9 });
  const flash = (facts: Partial<ParameterFacts>, config: Partial<EngineConfig> = {}) =>
    choose({ machine, ...facts }, config).parameters.flashAttention;
  expect(flash({})).toBe('off');
  expect(flash({}, { batchTokens: 129 })).toBe('auto');
  expect(flash({}, { flashAttention: 'on' })).toBe('on');
  expect(flash({}, { kvTypeV: 'q8_0' })).toBe('auto');
  expect(flash({ header: headerWith({ contextTokens: 131_072 }) })).toBe('auto');
  expect(flash({ machine: machineWith({ coreCount: 8 }) })).toBe('off');
  expect(flash({ machine: machineWith({ coreCount: 16 }) })).toBe('auto');
  const cuda = { kind: 'cuda', name: 'A', memoryBytes: 24e9 } as const;
  expect(flash({ machine: machineWith({ coreCount: 2, accelerators: [cuda] }) })).toBe('auto');
});
