// In: the machine, the model's header and what the operator fixed. Out: what the engine is started with, and why, in words. Pure.

import { formatBytes } from '../catalog/format-bytes.ts';
import type { GgufHeader } from '../catalog/gguf-header.ts';
import { kvBytesPerToken } from '../catalog/kv-bytes-per-token.ts';
import type { Machine } from '../catalog/machine.ts';
import type { EngineConfig } from '../config/config.ts';
import { Fault } from '../contract/fault.ts';
import type { LlamaParameters } from '../engine/llama/parameters.ts';
import type { TunedSettings } from './tuning.ts';

export interface ParameterFacts {
  readonly config: EngineConfig;
  readonly machine: Machine;
  readonly header: GgufHeader;
  readonly modelId: string;
  readonly modelPath: string;
  readonly projectorPath: string | null;
  readonly slotSaveFolder: string;
  /** What was measured to be best; what the operator has set goes before it. Null: nothing was measured. */
  readonly tuned: TunedSettings | null;
}

export interface ChosenParameters {
  readonly settings: TunedSettings;
  readonly parameters: Omit<LlamaParameters, 'host' | 'port'>;
  readonly contextTokensPerSlot: number;
  readonly explanation: readonly string[];
}

/** As GPT-4o mini has it. */
const largestContextTokens = 131_072;
/** YaRN beyond this factor is no longer what models were validated for. */
const largestRopeFactor = 4;

/**
 * On a processor llama.cpp's flash attention computes the few tokens of each of several sequences row by row: without it answers come 1.1 to
 * 2 times as fast, and prompts about as fast in batches of up to so many tokens (docs/BENCHMARKS.md).
 */
const largestPlainBatch = 128;
/** Without it the scores of a batch against the whole context are in memory at once: some hundred megabytes here. */
const largestPlainContext = 65_536;

export function chooseParameters(facts: ParameterFacts): ChosenParameters {
  const { config, machine, header, tuned } = facts;
  const isAccelerated = machine.accelerators.length > 0 && config.gpuLayers !== 0;
  const slotCount = config.slots ?? (machine.totalMemoryBytes < 6e9 ? 2 : 4);
  const threads = config.threads ?? tuned?.threads ?? threadsFor(machine);
  const kvTypeK = config.kvTypeK ?? tuned?.kvTypeK ?? 'f16';
  const kvTypeV = config.kvTypeV ?? tuned?.kvTypeV ?? 'f16';
  const batchTokens = config.batchTokens ?? tuned?.batchTokens ?? (isAccelerated ? 2048 : batchFor(threads));
  const kvBytes = kvBytesPerToken(header, kvTypeK, kvTypeV);
  const context = contextFor(facts, slotCount, kvBytes);
  const isPlain = !isAccelerated && batchTokens <= largestPlainBatch && context.tokens <= largestPlainContext;
  // Values in small formats need it.
  const usual = isPlain && kvTypeV === 'f16' ? 'off' : 'auto';
  const flashAttention = config.flashAttention === 'auto' ? (tuned?.flashAttention ?? usual) : config.flashAttention;
  const kvTotal = kvBytes === null ? 'unknown' : formatBytes(kvBytes * context.tokens * slotCount);
  return {
    parameters: {
      modelPath: facts.modelPath,
      projectorPath: facts.projectorPath,
      alias: facts.modelId,
      contextTokens: context.tokens * slotCount,
      slotCount,
      threads,
      batchTokens,
      microBatchTokens: microBatchFor(batchTokens),
      flashAttention,
      kvTypeK,
      kvTypeV,
      gpuLayers: config.gpuLayers,
      slotSaveFolder: facts.slotSaveFolder,
      ropeScaling: context.ropeScaling,
      // One for each stream, as many to tokenise beside them, some for health and state.
      httpThreads: slotCount * 2 + 16,
    },
    settings: { threads, batchTokens, flashAttention, kvTypeK, kvTypeV },
    contextTokensPerSlot: context.tokens,
    explanation: [
      `context ${context.tokens} tokens for each of ${slotCount} slots (${context.reason}); KV cache ${kvTypeK}/${kvTypeV}, ${kvTotal}`,
      `${threads} threads, batches of ${batchTokens} tokens, flash attention ${flashAttention}, ${isAccelerated ? `accelerator ${machine.accelerators[0]?.name}` : 'no accelerator'}`,
    ],
  };
}

function contextFor(
  facts: ParameterFacts,
  slotCount: number,
  kvBytes: number | null,
): { readonly tokens: number; readonly reason: string; readonly ropeScaling: LlamaParameters['ropeScaling'] } {
  const trained = facts.header.contextTokens ?? 4096;
  const asked = facts.config.contextTokens;
  if (asked !== null && asked > trained) return stretched(asked, trained, facts.modelId);
  if (asked !== null) return { tokens: asked, reason: 'as configured', ropeScaling: null };
  const longest = Math.min(trained, largestContextTokens);
  if (kvBytes === null)
    return {
      tokens: Math.min(longest, 8192),
      reason: 'a careful size: the model does not tell its KV size',
      ropeScaling: null,
    };
  const fitting = Math.floor(kvBudgetBytes(facts) / (kvBytes * slotCount));
  const tokens = Math.max(2048, Math.min(longest, Math.floor(fitting / 1024) * 1024));
  const isWhole = tokens === trained;
  return {
    tokens: Math.min(tokens, trained),
    reason: isWhole ? 'all that the model was trained for' : 'what fits comfortably in memory',
    ropeScaling: null,
  };
}

/** A tenth of the memory, and never more than half of what is free beside the weights: all of it is claimed at the start. */
function kvBudgetBytes({ machine, header }: ParameterFacts): number {
  const accelerator = machine.accelerators[0];
  if (accelerator !== undefined) return Math.max(0, accelerator.memoryBytes * 0.9 - header.fileBytes) * 0.8;
  return Math.max(0, Math.min(machine.totalMemoryBytes / 10, (machine.availableMemoryBytes - header.fileBytes) / 2));
}

function stretched(asked: number, trained: number, modelId: string): ReturnType<typeof contextFor> {
  const factor = asked / trained;
  if (asked > largestContextTokens || factor > largestRopeFactor) {
    const most = Math.min(largestContextTokens, trained * largestRopeFactor);
    throw new Fault(
      'config_invalid',
      `A context of ${asked} tokens is more than ${modelId} can take: it was trained for ${trained}, and up to ${most} can be had by scaling. Lower KINGLET_CONTEXT (--context).`,
    );
  }
  return {
    tokens: asked,
    reason: `as configured; trained for ${trained}, stretched ${factor.toFixed(1)} times with YaRN`,
    ropeScaling: { type: 'yarn', factor, originalContextTokens: trained },
  };
}

/** Hyper-threads of one core share its arithmetic units: past four, half of the logical cores do the work of all on x64. */
function threadsFor({ architecture, coreCount }: Machine): number {
  return architecture === 'x64' && coreCount > 4 ? Math.ceil(coreCount / 2) : coreCount;
}

/** Half a second of prompt on a small model, so that a cancelled request frees its slot in that time; costs about a twentieth of the speed. */
function batchFor(threads: number): number {
  if (threads <= 2) return 64;
  return threads <= 4 ? 128 : threads <= 8 ? 256 : 512;
}

/** What the engine computes in one step of a batch. */
export function microBatchFor(batchTokens: number): number {
  return Math.min(batchTokens, 512);
}
