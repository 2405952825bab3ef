// In: a model's header and the number formats of its KV cache. Out: bytes that one token of context takes, an upper bound. Null
// where the header does not say enough. Knows no engine.
import type { GgufHeader } from './gguf-header.ts';

/** Bytes for one number, block scales included. */
const bytesPerNumber: Readonly<Record<string, number>> = {
  f32: 4,
  f16: 2,
  bf16: 2,
  q8_0: 34 / 32,
  q5_1: 24 / 32,
  q5_0: 22 / 32,
  q4_1: 20 / 32,
  q4_0: 18 / 32,
  iq4_nl: 18 / 32,
};

export function kvBytesPerToken(header: GgufHeader, keyType = 'f16', valueType = 'f16'): number | null {
  const { blockCount, headCount, embeddingLength } = header;
  if (blockCount === null) return null;
  const headLength =
    headCount !== null && headCount > 0 && embeddingLength !== null ? embeddingLength / headCount : null;
  const keyLength = header.keyLength ?? headLength;
  const valueLength = header.valueLength ?? headLength;
  const keyBytes = bytesPerNumber[keyType];
  const valueBytes = bytesPerNumber[valueType];
  if (keyLength === null || valueLength === null || keyBytes === undefined || valueBytes === undefined) return null;
  const headsOf = header.keyValueHeadCounts ?? (headCount === null ? null : [headCount]);
  if (headsOf === null) return null;
  // One number for all blocks, or one for each; a hybrid model's recurrent blocks keep no cache that grows.
  const attentionBlocks = Math.ceil(blockCount / Math.max(1, header.fullAttentionInterval ?? 1));
  const heads =
    headsOf.length > 1 ? headsOf.reduce((sum, count) => sum + count, 0) : (headsOf[0] ?? 0) * attentionBlocks;
  return heads * (keyLength * keyBytes + valueLength * valueBytes);
}
