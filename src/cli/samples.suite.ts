// In: what differs from a common small machine. Out: a Machine, a model's header and a terminal for the tests of this room.
import type { GgufHeader } from '../catalog/gguf-header.ts';
import type { Machine } from '../catalog/machine.ts';
import type { Terminal } from './terminal.ts';

export function machineWith(changes: Partial<Machine> = {}): Machine {
  return {
    platform: 'linux',
    architecture: 'x64',
    cpuModel: 'Test CPU',
    coreCount: 4,
    cpuFeatures: ['avx2'],
    totalMemoryBytes: 16e9,
    availableMemoryBytes: 12e9,
    accelerators: [],
    cLibrary: 'glibc',
    ...changes,
  };
}

/** 12,288 bytes of KV for each token in f16. */
export function headerWith(changes: Partial<GgufHeader> = {}): GgufHeader {
  return {
    version: 3,
    fileBytes: 500e6,
    architecture: 'qwen2',
    name: 'Test',
    fileType: 15,
    contextTokens: 32_768,
    blockCount: 24,
    embeddingLength: 896,
    headCount: 14,
    keyValueHeadCounts: [2],
    keyLength: 64,
    valueLength: 64,
    fullAttentionInterval: null,
    slidingWindowTokens: null,
    vocabularySize: 1000,
    poolingType: null,
    hasChatTemplate: true,
    hasToolsInTemplate: true,
    ropeScaling: null,
    partCount: 1,
    ...changes,
  };
}

export interface RecordedTerminal extends Terminal {
  readonly printed: string[];
  readonly said: string[];
}

export function recordedTerminal(isInteractive = false): RecordedTerminal {
  const printed: string[] = [];
  const said: string[] = [];
  return {
    printed,
    said,
    isInteractive,
    columns: 80,
    print: (text) => void printed.push(text),
    say: (text) => void said.push(text),
  };
}
