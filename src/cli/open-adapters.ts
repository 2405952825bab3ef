// In: the configured adapters, and the header of the model that they shall change. Out: what an engine is given of them, in the same order; a
// Fault where one is of no use. Starts nothing.
import type { GgufHeader } from '../catalog/gguf-header.ts';
import { readAdapter } from '../catalog/read-adapter.ts';
import type { AdapterConfig } from '../config/config.ts';
import type { LlamaAdapter } from '../engine/llama/slot-adapters.ts';

export function openAdapters(
  adapters: readonly AdapterConfig[],
  header: Pick<GgufHeader, 'architecture'>,
): Promise<readonly LlamaAdapter[]> {
  const { signal } = new AbortController();
  return Promise.all(
    adapters.map(async (adapter) => ({ ...adapter, ...(await readAdapter(adapter.path, header, signal)) })),
  );
}
