// In: what the operator wrote as the model: a catalogue id, the path of a GGUF file, or a hub reference. Out: its entry, or Fault
// `model_unknown` with what may be written. Touches no disk and no network.
import { basename, isAbsolute } from 'node:path';
import { Fault } from '../contract/fault.ts';
import type { Catalog } from './load-catalog.ts';
import type { ModelEntry, ModelSource } from './model-entry.ts';

const repositoryPattern = '[A-Za-z0-9][\\w.-]*/[A-Za-z0-9][\\w.-]*';
const hubFile = new RegExp(`^hf:(${repositoryPattern})/((?:[\\w.+-]+/)*[\\w.+-]+\\.gguf)$`, 'i');
const hubQuantization = new RegExp(`^(?:hf:)?(${repositoryPattern}):([A-Za-z0-9_.-]+)$`);

export function resolveModelReference(catalog: Catalog, reference: string): ModelEntry {
  const listed = catalog.models.find((model) => model.id === reference.toLowerCase());
  if (listed !== undefined) return listed;
  const [, repository, file] = hubFile.exec(reference) ?? [];
  if (repository !== undefined && file !== undefined && !file.split('/').includes('..')) {
    return unlisted(slug(`hf-${repository}-${file}`), basename(file), {
      kind: 'hub',
      repository,
      revision: 'main',
      file,
    });
  }
  const [, owner, quantization] = hubQuantization.exec(reference) ?? [];
  if (owner !== undefined && quantization !== undefined && !isAbsolute(reference)) {
    const source: ModelSource = { kind: 'hub-quantization', repository: owner, revision: 'main', quantization };
    return unlisted(slug(`hf-${owner}-${quantization}`), 'model.gguf', source);
  }
  const isHub = /^hf:/i.test(reference);
  if (!isHub && (/\.gguf$/i.test(reference) || isAbsolute(reference) || /^\.{0,2}[/\\]/.test(reference))) {
    return unlisted(slug(basename(reference).replace(/\.gguf$/i, '')), basename(reference), {
      kind: 'file',
      path: reference,
    });
  }
  throw new Fault(
    'model_unknown',
    `The model ${reference} is not known. Give one of ${catalog.models.map((model) => model.id).join(', ')}; ` +
      'or the path of a .gguf file; or a hub reference, hf:owner/repository/file.gguf or owner/repository:Q4_K_M.',
  );
}

function unlisted(id: string, fileName: string, source: ModelSource): ModelEntry {
  return {
    id,
    title: id,
    family: 'unknown',
    parameterCount: null,
    license: null,
    fileName,
    sizeBytes: null,
    sha256: null,
    contextTokens: null,
    capabilities: ['chat'],
    sources: [source],
    projector: null,
    memoryBytes: null,
    scores: [],
    quirks: [],
    furtherCallLogprob: null,
    leastCallLogprob: null,
  };
}

function slug(text: string): string {
  return (
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9.]+/g, '-')
      .replace(/^[-.]+|[-.]+$/g, '') || 'model'
  );
}
