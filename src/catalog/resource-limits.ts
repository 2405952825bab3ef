// In: the control-group files of Linux (either version). Out: the processor and memory limits this process runs under, null
// where there is none. Knows no hardware.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ResourceLimits {
  readonly cores: number | null;
  readonly memoryBytes: number | null;
  readonly usedMemoryBytes: number | null;
}

/** Version 1 says "no limit" with a number near 2^63. */
const absurdBytes = 2 ** 60;

export function readResourceLimits(
  systemFolder = '/sys/fs/cgroup',
  membershipFile = '/proc/self/cgroup',
): ResourceLimits {
  const membership = read(membershipFile)?.split('\n') ?? [];
  const pathOf = (controller: string): string =>
    membership
      .map((line) => line.split(':'))
      .find((fields) => (fields[1] ?? '').split(',').includes(controller))?.[2] ?? '/';
  // Inside a container the group's own folder is often mounted as the root: look there too.
  const folders = (controller: string, version: 'one' | 'two'): readonly string[] =>
    version === 'two'
      ? [join(systemFolder, pathOf('')), systemFolder]
      : [join(systemFolder, controller, pathOf(controller)), join(systemFolder, controller)];
  const first = (controller: string, version: 'one' | 'two', file: string): string | null =>
    folders(controller, version)
      .map((folder) => read(join(folder, file)))
      .find((text) => text !== null) ?? null;

  const [quota, period] = first('cpu', 'two', 'cpu.max')?.split(' ') ?? [
    first('cpu', 'one', 'cpu.cfs_quota_us'),
    first('cpu', 'one', 'cpu.cfs_period_us'),
  ];
  const memory = first('memory', 'two', 'memory.max') ?? first('memory', 'one', 'memory.limit_in_bytes');
  const used = first('memory', 'two', 'memory.current') ?? first('memory', 'one', 'memory.usage_in_bytes');
  const quotaMicroseconds = positive(quota);
  const periodMicroseconds = positive(period);
  const memoryBytes = positive(memory);
  return {
    cores: quotaMicroseconds === null || periodMicroseconds === null ? null : quotaMicroseconds / periodMicroseconds,
    memoryBytes: memoryBytes === null || memoryBytes > absurdBytes ? null : memoryBytes,
    usedMemoryBytes: positive(used),
  };
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

function positive(text: string | null | undefined): number | null {
  const value = Number(text);
  return text && Number.isFinite(value) && value > 0 ? value : null;
}
