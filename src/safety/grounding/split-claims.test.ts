// In: texts. Out: their sentences, all of the text but for what is between them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinClaims, splitClaims } from './split-claims.ts';

const textsOf = (text: string) => splitClaims(text).map((claim) => claim.text);

test.each([
  ['two sentences', 'It rains. The bridge is closed!', ['It rains.', 'The bridge is closed!']],
  [
    'abbreviations and fractions',
    'Dr. Ames paid 3.50 at 5 p.m. today. J. Smith did not.',
    ['Dr. Ames paid 3.50 at 5 p.m.', 'today.', 'J. Smith did not.'],
  ],
  ['a list', 'Here it is:\n- red\n2. blue\n\n* * *', ['Here it is:', 'red', 'blue']],
  ['no spaces', '桥关闭了。明天下雨！', ['桥关闭了。', '明天下雨！']],
  ['Arabic and Hindi', 'أين هو؟ هنا. यह पुल है। हाँ।', ['أين هو؟', 'هنا.', 'यह पुल है।', 'हाँ।']],
  ['closing marks', 'He said "no." Then he left.', ['He said "no."', 'Then he left.']],
  ['nothing', ' \n *** \n', []],
])('%s', (_name, text, expected) => {
  expect(textsOf(text)).toEqual(expected);
});

test('what is longer than a sentence should be is cut between words, and never within a character', () => {
  expect(Math.max(...textsOf('word '.repeat(1000)).map(({ length }) => length))).toBeLessThanOrEqual(801);
  for (const text of textsOf('🙂a'.repeat(1500))) expect(text.isWellFormed()).toBe(true);
});

test('sentences stand where they say, one behind the other', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('A word', ' b', '. ', '\n', '- ', '1. ', 'x.', '。', '🙂', '!')), (pieces) => {
      const text = pieces.join('');
      let last = 0;
      for (const claim of splitClaims(text)) {
        expect(text.slice(claim.start, claim.end)).toBe(claim.text);
        expect(claim.start).toBeGreaterThanOrEqual(last);
        last = claim.end;
      }
      const letters = (written: string) => written.replaceAll(/[^\p{L}]/gu, '');
      expect(letters(textsOf(text).join(''))).toBe(letters(text));
    }),
  );
});

test('so many at most, neighbours together', () => {
  const text = 'a. b. c. d. e.';
  const claims = splitClaims(text);
  expect(joinClaims(claims, 5, text)).toBe(claims);
  expect(joinClaims(claims, 2, text).map((claim) => claim.text)).toEqual(['a. b. c.', 'd. e.']);
  expect(joinClaims(claims, 4, text).map((claim) => claim.text)).toEqual(['a. b.', 'c. d.', 'e.']);
});
