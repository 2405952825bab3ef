// In: what an engine is started with. Out: the digests by which its answers, and what its slots computed, are told from another's. Starts nothing.
import { createHash } from 'node:crypto';
import type { LlamaEngineOptions } from './llama-engine.ts';
import type { LlamaAdapter } from './slot-adapters.ts';

/** Of all that answers depend on. */
export function fingerprintOf({
  modelDigest,
  engineBuild,
  callDoubts,
  parameters,
  adapters = [],
}: LlamaEngineOptions): string {
  const settings = { ...parameters, modelPath: '', projectorPath: '', slotSaveFolder: '' };
  return digestOf([modelDigest, engineBuild, callDoubts, settings, ...adapters.map(weightsOf)]).slice(0, 10);
}

/** Of all that the numbers of a saved slot depend on beside its tokens. */
export function stateKeyOf({ modelDigest, engineBuild, parameters, adapters = [] }: LlamaEngineOptions): string {
  const { contextTokens, slotCount, kvTypeK, kvTypeV, flashAttention, ropeScaling, projectorPath } = parameters;
  const settings = [contextTokens / slotCount, kvTypeK, kvTypeV, flashAttention, ropeScaling, projectorPath !== null];
  return digestOf([modelDigest, engineBuild, settings, ...adapters.map(weightsOf)]);
}

/** What an adapter does, and by which name. */
function weightsOf({ name, scale, digest }: LlamaAdapter): readonly unknown[] {
  return [name, scale, digest];
}

function digestOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
