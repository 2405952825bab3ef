// In: texts that the tokenizer package reads wrongly or slowly. Out: what it is given instead.
import { expect, test } from 'vitest';
import { prepareText } from './prepare-text.ts';

test('what is fine stays as it is', () => {
  for (const text of ['', 'The quick brown fox.', 'Straße GROẞ İstanbul', '日本語 漢字', '[SEP] ##ing', '👩‍🚀'])
    expect(prepareText(text)).toBe(text);
});

test('the last sigma of a word is one like the others, ideographs of the second plane stand alone', () => {
  expect(prepareText('ΟΔΟΣ')).toBe('ΟΔΟσ');
  expect(prepareText('a𠀀𠀁b')).toBe('a 𠀀  𠀁 b');
});

test('accents go, and a run of marks ends where the word is unknown anyway', () => {
  expect(prepareText('e\u0301 o\u0308')).toBe('e o');
  // Musical combining stems and flags: marks that take a place, and that are sorted.
  const marks = '\u{1d165}\u{1d16d}';
  expect(prepareText(`a${marks.repeat(10)}b`)).toBe(`a${marks.repeat(10)}b`);
  expect(prepareText(`a${marks.repeat(100_000)}b`)).toBe(`a${marks.repeat(50)}b`);
});

test('a long text of nothing but marks takes no time to decompose', () => {
  const begunMs = performance.now();
  for (const marks of ['\u0301\u0323', '\u{1d165}\u{1d16d}', '\u0345\u{1d165}'])
    prepareText(`a${marks.repeat(131_072)}`).normalize('NFD');
  expect(performance.now() - begunMs).toBeLessThan(2000);
});
