// In: catalog/encoders.json beside the program. Out: the checked encoders, or Fault `config_invalid`. Knows no machine and no network.
import { Fault } from '../contract/fault.ts';
import type { EncoderEntry } from './encoder-entry.ts';
import { defaultCatalogFolder, readCatalogFile } from './load-catalog.ts';
import { readFileEntry } from './read-model-entry.ts';

/** At least one; the first is the default. */
export function loadEncoders(folder: string = defaultCatalogFolder): readonly [EncoderEntry, ...EncoderEntry[]] {
  const document = readCatalogFile(folder, 'encoders.json');
  const [first, ...others] = document.records('encoders').map(
    (record): EncoderEntry => ({
      id: record.relativePath('id'),
      title: record.text('title'),
      parameterCount: record.number('parameterCount'),
      license: record.text('license'),
      dimensions: record.number('dimensions'),
      maxTokens: record.number('maxTokens'),
      memoryBytes: record.number('memoryBytes'),
      model: readFileEntry(record.record('model')),
      tokenizer: readFileEntry(record.record('tokenizer')),
    }),
  );
  if (first === undefined) throw new Fault('config_invalid', 'encoders.json names no encoder.');
  return [first, ...others];
}
