// In: the encoders of the catalogue, the machine, the home and what runs. Out: one row for each, as models have it. Fetches nothing.
import type { EncoderEntry } from '../catalog/encoder-entry.ts';
import type { Machine } from '../catalog/machine.ts';
import { findEncoder } from '../catalog/provision-encoder.ts';
import type { ModelRow } from './describe-models.ts';

export interface EncoderFacts {
  readonly encoders: readonly EncoderEntry[];
  readonly machine: Machine;
  readonly home: string;
  readonly runningNames: readonly string[];
}

export function describeEncoders(facts: EncoderFacts): Promise<readonly ModelRow[]> {
  return Promise.all(
    facts.encoders.map(async (encoder): Promise<ModelRow> => {
      const { id, title, license, memoryBytes, model, tokenizer } = encoder;
      const path = await findEncoder(facts.home, encoder);
      return {
        id,
        title,
        sizeBytes: (model.sizeBytes ?? 0) + (tokenizer.sizeBytes ?? 0),
        memoryBytes,
        fit: memoryBytes > facts.machine.totalMemoryBytes ? 'no' : 'yes',
        isInstalled: path !== null,
        isRunning: facts.runningNames.includes(id),
        isChosen: false,
        license,
        capabilities: ['embeddings'],
        scores: [],
        sources: [...new Set([...model.sources, ...tokenizer.sources].map(({ kind }) => kind))],
        path,
      };
    }),
  );
}
