// In: arguments of calls. Out: they are as they were when what was hidden is put back, and no text of theirs is left.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hideArguments } from './hide-arguments.ts';

function hiding() {
  const texts: string[] = [];
  return { texts, hide: (text: string) => `H${texts.push(text) - 1}.` };
}

test('names and texts are hidden, and nothing else', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (value) => {
      const { texts, hide } = hiding();
      const json = JSON.stringify(value, null, 2);
      const hidden = hideArguments(json, hide);
      expect(hidden.replace(/"H\d+\."/g, '')).toMatch(/^[-+\d.eE{}[\],:a-z]*$/);
      const shown = hidden.replace(/"H(\d+)\."/g, (_, number) => JSON.stringify(texts[Number(number)]));
      expect(shown).toBe(JSON.stringify(JSON.parse(json)));
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['{"user_id":1234567890123456789}', '{"H0.":1234567890123456789}', []],
  ['{"a": 0.10, "b": -0, "c": 1E+2}', '{"H0.":0.10,"H1.":-0,"H2.":1E+2}', []],
  // More than the engine can hold is a text.
  ['{"a":123456789012345678901234567890}', '{"H0.":"H1."}', ['123456789012345678901234567890']],
  ['{"a":1e400}', '{"H0.":"H1."}', ['1e400']],
])('numbers of %s are as they were written', (json, hidden, asTexts) => {
  const { texts, hide } = hiding();
  expect(hideArguments(json, hide)).toBe(hidden);
  if (asTexts.length > 0) expect(texts.slice(1)).toEqual(asTexts);
});

test('no arguments are an object without members', () => {
  expect(hideArguments('', hiding().hide)).toBe('{}');
});
