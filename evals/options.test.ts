// In: command lines. Out: what they ask for, or one sentence on what is wrong.
import { expect, test } from 'vitest';
import { readCommand } from './options.ts';

test('what is not said has its default, by benchmark', () => {
  expect(readCommand(['bfcl'], { KINGLET_API_KEY: 'secret' })).toMatchObject({
    kind: 'run',
    options: {
      endpoint: { baseUrl: 'http://127.0.0.1:4141/v1', key: 'secret', timeoutMs: 600_000 },
      engine: null,
      rowLimit: 100,
      maxTokens: 1024,
      concurrency: 1,
    },
  });
  expect(readCommand(['jsonschemabench'], {})).toMatchObject({ options: { rowLimit: 200, maxTokens: 512, seed: 1 } });
});

test('what is said counts', () => {
  const words = ['--only', 'multiple, parallel', '--extra', '{"seed": 1, "top_p": 1.0}', '--engine', 'http://h:1/v1/'];
  expect(readCommand(['bfcl', ...words], {})).toMatchObject({
    options: { only: ['multiple', 'parallel'], extra: { seed: 1n, top_p: 1 }, engine: { baseUrl: 'http://h:1/v1' } },
  });
  expect(readCommand(['compare', 'a.json', 'b.json'], {})).toEqual({ kind: 'compare', paths: ['a.json', 'b.json'] });
  expect(readCommand([], {})).toEqual({ kind: 'help' });
});

test.each([
  [['mmlu'], 'there is no evaluation mmlu'],
  [['bfcl', 'parallel'], 'what is parallel?'],
  [['bfcl', '--rows', '0'], '--rows needs a whole number'],
  [['bfcl', '--base-url', 'localhost:4141'], '--base-url needs an http or https URL'],
  [['bfcl', '--extra', '[1]'], '--extra needs a JSON object'],
  [['bfcl', '--extra', '{'], '--extra needs a JSON object'],
  [['bfcl', '--colour', 'red'], "Unknown option '--colour'"],
  [['compare', 'a.json'], 'compare takes two result files'],
])('%j is refused', (words, message) => {
  expect(() => readCommand(words, {})).toThrow(message);
});
