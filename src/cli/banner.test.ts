// In: what runs. Out: lines that can be pasted, and never a key.
import { expect, test } from 'vitest';
import { banner } from './banner.ts';

const facts = {
  baseUrl: 'http://127.0.0.1:4141',
  model: 'qwen',
  deployment: 'gpt-4o-mini',
  contextTokens: 32_768,
  isKeyed: false,
};

test('without a key any will do', () => {
  const text = banner(facts);
  expect(text).toContain('Kinglet is ready at http://127.0.0.1:4141/v1');
  expect(text).toContain('model qwen as gpt-4o-mini, context 32,768 tokens');
  expect(text).toContain("apiKey: 'any'");
  expect(text).not.toContain('Authorization');
});

test('with a key the lines say where it goes', () => {
  const text = banner({ ...facts, isKeyed: true, contextTokens: null });
  expect(text).toContain('-H "Authorization: Bearer $KINGLET_API_KEY"');
  expect(text).toContain("apiKey: 'YOUR_KEY'");
  expect(text).not.toContain('context');
});
