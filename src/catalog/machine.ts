// In: the machine this runs on. Out: what an engine and a model care about: processor, memory within our limits, accelerators.
// Chooses nothing.
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, freemem, totalmem } from 'node:os';
import { readResourceLimits } from './resource-limits.ts';
import { runCommand } from './run-command.ts';

export interface Accelerator {
  readonly kind: 'cuda' | 'metal';
  readonly name: string;
  readonly memoryBytes: number;
}

export interface Machine {
  readonly platform: string;
  readonly architecture: string;
  readonly cpuModel: string;
  /** Whole cores this process may use, at least 1. */
  readonly coreCount: number;
  /** Those that matter to inference, such as avx2, avx512f, amx_int8, neon. */
  readonly cpuFeatures: readonly string[];
  readonly totalMemoryBytes: number;
  readonly availableMemoryBytes: number;
  readonly accelerators: readonly Accelerator[];
  /** Prebuilt Linux binaries need glibc; null where the question does not arise. */
  readonly cLibrary: 'glibc' | 'musl' | null;
}

const inferenceFeatures =
  /^(sse4_2|avx|avx2|avx_vnni|f16c|fma|bmi2|avx512\w*|amx\w*|asimd|asimddp|i8mm|bf16|sve|sve2|neon|dotprod)$/;

export async function describeMachine(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  signal: AbortSignal = AbortSignal.timeout(10_000),
): Promise<Machine> {
  const limits = readResourceLimits();
  const totalMemoryBytes = Math.min(totalmem(), limits.memoryBytes ?? Number.POSITIVE_INFINITY);
  const groupFreeBytes =
    limits.memoryBytes === null || limits.usedMemoryBytes === null
      ? Number.POSITIVE_INFINITY
      : Math.max(0, limits.memoryBytes - limits.usedMemoryBytes);
  return {
    platform: process.platform,
    architecture: process.arch,
    cpuModel: cpus()[0]?.model.trim() ?? 'unknown',
    coreCount: Math.max(1, Math.min(availableParallelism(), Math.floor(limits.cores ?? Number.POSITIVE_INFINITY))),
    cpuFeatures: await readCpuFeatures(environment, signal),
    totalMemoryBytes,
    availableMemoryBytes: Math.min(readAvailableMemory(), groupFreeBytes),
    accelerators: await findAccelerators(totalMemoryBytes, environment, signal),
    cLibrary: process.platform === 'linux' ? readCLibrary() : null,
  };
}

function readAvailableMemory(): number {
  try {
    const kilobytes = /^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // Not Linux.
  }
  return freemem();
}

async function readCpuFeatures(
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (process.platform === 'linux') {
    const line = /^(?:flags|Features)\s*:\s*(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? '';
    return line.split(' ').filter((flag) => inferenceFeatures.test(flag));
  }
  if (process.platform !== 'darwin') return [];
  const { output } = await runCommand('sysctl', ['-a'], { environment, signal, timeoutMs: 3000 });
  const features = [...output.matchAll(/^hw\.optional\.(?:arm\.FEAT_)?(\w+): 1$/gm)].map((match) =>
    match[1]?.toLowerCase(),
  );
  return features.filter((feature) => feature !== undefined && inferenceFeatures.test(feature)).map(String);
}

async function findAccelerators(
  totalMemoryBytes: number,
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<readonly Accelerator[]> {
  if (process.platform === 'darwin') {
    // One memory for both; the system lets the graphics side have about two thirds.
    const isAppleSilicon = process.arch === 'arm64';
    return isAppleSilicon
      ? [{ kind: 'metal', name: 'Apple GPU', memoryBytes: Math.floor(totalMemoryBytes * 0.66) }]
      : [];
  }
  const query = ['--query-gpu=name,memory.total', '--format=csv,noheader,nounits'];
  const { exitCode, output } = await runCommand('nvidia-smi', query, { environment, signal, timeoutMs: 3000 });
  return exitCode === 0 ? parseNvidia(output) : [];
}

export function parseNvidia(output: string): readonly Accelerator[] {
  return output.split('\n').flatMap((line) => {
    const [, name, mebibytes] = /^(.+),\s*(\d+)\s*$/.exec(line) ?? [];
    return name === undefined ? [] : [{ kind: 'cuda', name: name.trim(), memoryBytes: Number(mebibytes) * 2 ** 20 }];
  });
}

function readCLibrary(): 'glibc' | 'musl' {
  const report: unknown = process.report?.getReport();
  const header = typeof report === 'object' && report !== null && 'header' in report ? report.header : null;
  return typeof header === 'object' && header !== null && 'glibcVersionRuntime' in header ? 'glibc' : 'musl';
}
