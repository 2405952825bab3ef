// In: control-group files as the kernel writes them. Out: the limits, in both versions, and none where there is none.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeMachine, parseNvidia } from './machine.ts';
import { readResourceLimits } from './resource-limits.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-cgroup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

test('version 2, in the process own group', () => {
  write({
    self: '0::/box\n',
    'box/cpu.max': '150000 100000\n',
    'box/memory.max': '2147483648\n',
    'box/memory.current': '1000000\n',
  });
  expect(readResourceLimits(folder, join(folder, 'self'))).toEqual({
    cores: 1.5,
    memoryBytes: 2 ** 31,
    usedMemoryBytes: 1e6,
  });
});

test('version 2 without limits', () => {
  write({ self: '0::/\n', 'cpu.max': 'max 100000\n', 'memory.max': 'max\n' });
  expect(readResourceLimits(folder, join(folder, 'self'))).toEqual({
    cores: null,
    memoryBytes: null,
    usedMemoryBytes: null,
  });
});

test('version 1, as seen inside a container', () => {
  write({
    self: '4:memory:/docker/abc\n2:cpu,cpuacct:/docker/abc\n',
    'cpu/cpu.cfs_quota_us': '200000',
    'cpu/cpu.cfs_period_us': '100000',
    'memory/memory.limit_in_bytes': '9223372036854771712',
  });
  expect(readResourceLimits(folder, join(folder, 'self'))).toMatchObject({ cores: 2, memoryBytes: null });
});

test('no control groups at all', () => {
  expect(readResourceLimits(folder, join(folder, 'none'))).toEqual({
    cores: null,
    memoryBytes: null,
    usedMemoryBytes: null,
  });
});

test('this machine is described without a fault', async () => {
  const machine = await describeMachine();
  expect(machine.coreCount).toBeGreaterThan(0);
  expect(machine.totalMemoryBytes).toBeGreaterThan(1e8);
  expect(machine.cpuModel).not.toBe('');
});

test('cards are read from what nvidia-smi prints', () => {
  expect(parseNvidia('NVIDIA GeForce RTX 4090, 24564\nTesla T4, 15360\n')).toEqual([
    { kind: 'cuda', name: 'NVIDIA GeForce RTX 4090', memoryBytes: 24564 * 2 ** 20 },
    { kind: 'cuda', name: 'Tesla T4', memoryBytes: 15360 * 2 ** 20 },
  ]);
  expect(parseNvidia('NVIDIA-SMI has failed')).toEqual([]);
});
