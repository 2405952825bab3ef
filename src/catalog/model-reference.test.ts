// In: what an operator may write as the model. Out: the right kind of source, or help.
import { expect, test } from 'vitest';
import { loadCatalog } from './load-catalog.ts';
import { resolveModelReference } from './model-reference.ts';

const catalog = loadCatalog();

test.each([
  ['/models/My Model.gguf', { kind: 'file', path: '/models/My Model.gguf' }],
  ['../x.gguf', { kind: 'file', path: '../x.gguf' }],
  ['/models/blob-without-ending', { kind: 'file', path: '/models/blob-without-ending' }],
  ['hf:owner/repo/file.gguf', { kind: 'hub', repository: 'owner/repo', revision: 'main', file: 'file.gguf' }],
  ['hf:owner/repo/Q4/part.gguf', { kind: 'hub', repository: 'owner/repo', revision: 'main', file: 'Q4/part.gguf' }],
  [
    'owner/repo:Q4_K_M',
    { kind: 'hub-quantization', repository: 'owner/repo', revision: 'main', quantization: 'Q4_K_M' },
  ],
  [
    'hf:owner/repo:Q8_0',
    { kind: 'hub-quantization', repository: 'owner/repo', revision: 'main', quantization: 'Q8_0' },
  ],
])('%s', (reference, source) => {
  const entry = resolveModelReference(catalog, reference);
  expect(entry.sources).toEqual([source]);
  expect(entry.id).toMatch(/^[a-z0-9][a-z0-9.-]*$/);
});

test('a catalogue id, in any case', () => {
  expect(resolveModelReference(catalog, 'SmolLM2-135M-Instruct').id).toBe('smollm2-135m-instruct');
});

test('anything else is answered with what may be written', () => {
  for (const reference of ['gpt-4o-mini', 'hf:owner/repo/../../x.gguf', 'owner/repo']) {
    expect(() => resolveModelReference(catalog, reference)).toThrowError(
      /qwen2.5-coder-0.5b-instruct.*owner\/repository:Q4_K_M/s,
    );
  }
});
