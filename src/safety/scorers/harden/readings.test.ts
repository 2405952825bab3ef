// In: a harmless sentence in every disguise and encoding, and adversarial texts. Out: the sentence is among the readings; time grows with
// the length; nothing throws.
import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultArtifactFolder, loadArtifact } from '../artifact.ts';
import { readingsOf } from './readings.ts';

const { vocabulary } = loadArtifact(defaultArtifactFolder);
const sentence = 'Please water the garden every morning before breakfast';
const folded = sentence.toLowerCase();
const bytes = Buffer.from(sentence);
const everyByte = (write: (byte: number) => string, between = ''): string => Array.from(bytes, write).join(between);
const everySign = (write: (sign: string) => string, between = ''): string => Array.from(sentence, write).join(between);
const shifted = (text: string, by: number): string =>
  text.replace(/[a-z]/gi, (letter) => {
    const first = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(first + ((letter.charCodeAt(0) - first + by) % 26));
  });
const backwards = (text: string): string => Array.from(text).reverse().join('');
/** Each letter by its place in a table; words and letters apart. */
const fromTable = (table: string, betweenLetters: string, betweenWords: string): string => {
  const signs = table.split(' ');
  const signOf = (letter: string): string => signs[letter.charCodeAt(0) - 97] ?? '';
  return folded
    .split(' ')
    .map((word) => Array.from(word, signOf).join(betweenLetters))
    .join(betweenWords);
};
const base32 = (): string => {
  const bits = everyByte((byte) => byte.toString(2).padStart(8, '0'));
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
};
const morse =
  '.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..';
const braille = '⠁ ⠃ ⠉ ⠙ ⠑ ⠋ ⠛ ⠓ ⠊ ⠚ ⠅ ⠇ ⠍ ⠝ ⠕ ⠏ ⠟ ⠗ ⠎ ⠞ ⠥ ⠧ ⠺ ⠭ ⠽ ⠵';
const turned = 'ɐ q ɔ p ǝ ɟ ƃ ɥ ᴉ ɾ ʞ l ɯ u o d b ɹ s ʇ n ʌ ʍ x ʎ z';
const base64 = bytes.toString('base64');

const writings: Readonly<Record<string, string>> = {
  base64,
  'base64 for addresses': bytes.toString('base64url'),
  'base64 of base64': Buffer.from(base64).toString('base64'),
  'base64, rotated': shifted(base64, 13),
  'base64, reversed': backwards(base64),
  'base64 of rot13': Buffer.from(shifted(sentence, 13)).toString('base64'),
  'hexadecimal of base64': Buffer.from(base64).toString('hex'),
  base32: base32(),
  hexadecimal: bytes.toString('hex'),
  'hexadecimal, spaced': everyByte((byte) => byte.toString(16).padStart(2, '0'), ' '),
  'hexadecimal escapes': everyByte((byte) => `\\x${byte.toString(16).padStart(2, '0')}`),
  binary: everyByte((byte) => byte.toString(2).padStart(8, '0'), ' '),
  'binary, unspaced': everyByte((byte) => byte.toString(2).padStart(8, '0')),
  decimal: everyByte(String, ' '),
  octal: everyByte((byte) => `\\${byte.toString(8).padStart(3, '0')}`),
  percent: everyByte((byte) => `%${byte.toString(16).padStart(2, '0')}`),
  entities: everySign((sign) => `&#x${sign.charCodeAt(0).toString(16)};`),
  'code escapes': everySign((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'quoted printable': everyByte((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`),
  rot13: shifted(sentence, 13),
  'shifted by 7': shifted(sentence, 7),
  mirrored: sentence.replace(/[a-z]/gi, (letter) =>
    String.fromCharCode((letter <= 'Z' ? 155 : 219) - letter.charCodeAt(0)),
  ),
  reversed: backwards(sentence),
  'words reversed': sentence.split(' ').map(backwards).join(' '),
  Morse: fromTable(morse, ' ', ' / '),
  Braille: fromTable(braille, '', '\u2800'),
  'upside down': backwards(fromTable(turned, '', ' ')),
  tags: `Hello${everySign((sign) => String.fromCodePoint(0xe0000 + sign.charCodeAt(0)))}`,
  'letter numbers': folded
    .split(' ')
    .map((word) => Array.from(word, (letter) => letter.charCodeAt(0) - 96).join('-'))
    .join('  '),
  leetspeak: folded
    .replaceAll('a', '4')
    .replaceAll('e', '3')
    .replaceAll('o', '0')
    .replaceAll('i', '1')
    .replaceAll('s', '5'),
  'letters apart': everySign((sign) => sign, ' '),
  'letters dotted': sentence
    .split(' ')
    .map((word) => Array.from(word).join('.'))
    .join(' '),
  'letters dashed': sentence
    .split(' ')
    .map((word) => Array.from(word).join('-'))
    .join(' '),
  'no spaces': sentence.replaceAll(' ', ''),
  underscores: sentence.replaceAll(' ', '_'),
  stretched: sentence.replace(/([aeiou])/g, '$1$1$1$1'),
  'zero width': everySign((sign) => sign, '\u200b'),
  bidirectional: everySign((sign) => `\u202e${sign}\u202c`),
  marks: everySign((sign) => `${sign}\u0336\u0301\u0489`),
  'full width': everySign((sign) => (sign === ' ' ? ' ' : String.fromCharCode(sign.charCodeAt(0) + 0xfee0))),
  'mathematical letters': sentence.replace(/[a-z]/g, (letter) =>
    String.fromCodePoint(0x1d41a + letter.charCodeAt(0) - 97),
  ),
  circled: folded.replace(/[a-z]/g, (letter) => String.fromCharCode(0x24d0 + letter.charCodeAt(0) - 97)),
  lookalikes: sentence.replaceAll('a', 'а').replaceAll('e', 'е').replaceAll('o', 'о').replaceAll('P', 'Р'),
};

/** Words only, since decodings differ in what stands between. */
const wordsOf = (text: string): string => (text.match(/[a-z]+/g) ?? []).join(' ');

for (const [name, written] of Object.entries(writings)) {
  test(`${name} is read`, () => {
    expect(readingsOf(written, vocabulary).map(wordsOf).join('\n')).toContain(folded);
  });
  test(`${name} is read inside a longer text`, () => {
    const around = readingsOf(
      `My aunt wrote this to me on Monday: ${written} \n What does she mean by it?`,
      vocabulary,
    );
    expect(around.map(wordsOf).join('\n')).toContain(folded);
  });
}

const foreign = 'Wir haben heute keine Zeit und gehen morgen mit den Kindern nach Hause';

test.each([
  ['rot13', shifted(foreign, 13)],
  ['reversed', backwards(foreign)],
  ['words reversed', foreign.split(' ').map(backwards).join(' ')],
  ['no spaces', foreign.replaceAll(' ', '')],
  [
    'leetspeak',
    foreign.toLowerCase().replaceAll('a', '4').replaceAll('e', '3').replaceAll('i', '1').replaceAll('s', '5'),
  ],
])('%s is read in German', (_, written) => {
  expect(readingsOf(written, vocabulary).map(wordsOf).join('\n')).toContain(wordsOf(foreign.toLowerCase()));
});

test('words that no list has are read by their letters', () => {
  const invented = 'the grumbling florbins wandered past plimsow and tallered into the morvane brestings';
  expect(readingsOf(shifted(invented, 13), vocabulary).map(wordsOf).join('\n')).toContain(invented);
});

test('what was hidden is read by itself too', () => {
  const around = `My aunt wrote this to me on Monday: ${base64} What does she mean by it?`;
  expect(readingsOf(around, vocabulary).map(wordsOf)).toContain(folded);
});

test.each([
  'The linebackers were Protestants from Normandy, and the interceptions re-established their regulations.',
  'Die Marktwirtschaft wurde nach der Wiederherstellung der Verwaltungsgrenzen liberalisiert.',
])('long words are no words run together: %s', (text) => {
  const reading = readingsOf(text, vocabulary).map(wordsOf).join(' ');
  expect(reading).not.toMatch(/ (?:s|es|ing|en) /);
});

test.each(['The library opens at nine, and entry is free.', 'Canadian Guidance is Dedicated to Taggiasco.'])(
  'a plain text has one reading: %s',
  (text) => expect(readingsOf(text, vocabulary)).toHaveLength(1),
);

test('any text has some readings and not many, none much longer than it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const readings = readingsOf(text, vocabulary);
      expect(readings.length).toBeGreaterThan(0);
      expect(readings.length).toBeLessThan(24);
      // One compatibility character stands for up to 18.
      for (const reading of readings) expect(reading.length).toBeLessThanOrEqual(20 * text.length + 100);
    }),
  );
});

const seeds = [
  'a',
  'a ',
  'a.',
  '0',
  '01',
  'A=',
  '%',
  '&#',
  '&a',
  '\\u',
  '= ',
  '. ',
  '.-/',
  'ɐ',
  'ɐ\n',
  '\u0301',
  'а',
  'аb',
  '12 ',
  'qz ',
  'QUJD',
  '(((',
  '🇦',
  '\u{e0041}',
  '\ufdfa',
  'кот',
  '"\'',
  '10000000',
];

test('adversarial texts take no longer than others', () => {
  const pattern = fc.array(fc.constantFrom(...seeds), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(pattern, (part) => {
      const text = part.repeat(Math.ceil(16_384 / part.length));
      const started = performance.now();
      readingsOf(text, vocabulary);
      expect(performance.now() - started).toBeLessThan(1500);
    }),
    { numRuns: 60 },
  );
});
