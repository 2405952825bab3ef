// In: texts in Morse, Braille, upside-down letters, invisible tags or letters by their number. Out: the texts that they spell. Knows no model.
import { believable, type Decoder, inPlace } from './decoder.ts';

const morseLetters: Readonly<Record<string, string>> = Object.fromEntries(
  (
    '.- a|-... b|-.-. c|-.. d|. e|..-. f|--. g|.... h|.. i|.--- j|-.- k|.-.. l|-- m|-. n|--- o|.--. p|--.- q|.-. r|... s|- t|' +
    '..- u|...- v|.-- w|-..- x|-.-- y|--.. z|----- 0|.---- 1|..--- 2|...-- 3|....- 4|..... 5|-.... 6|--... 7|---.. 8|----. 9'
  )
    .split('|')
    .map((pair) => pair.split(' ')),
);
const morseRun =
  /[.\-\u00b7\u2022\u2013\u2014\u2212_]{1,6}(?:[ /|\n\t]{1,4}[.\-\u00b7\u2022\u2013\u2014\u2212_]{1,6}){3,}/g;

export const decodeMorse: Decoder = (text, vocabulary) =>
  text.replace(morseRun, (run) => {
    const plain = run.replace(/[\u00b7\u2022]/g, '.').replace(/[\u2013\u2014\u2212_]/g, '-');
    const words = plain
      .split(/ *[/|\n\t] *| {2,}/)
      .map((word) => word.split(' ').map((sign) => morseLetters[sign] ?? ''));
    const decoded = believable(words.map((word) => word.join('')).join(' '), vocabulary);
    return decoded === null ? run : inPlace(decoded);
  });

/** Dots of the first ten letters; the next ten add dot 3, the rest dots 3 and 6. `w` came later. */
const brailleTen = [0x01, 0x03, 0x09, 0x19, 0x11, 0x0b, 0x1b, 0x13, 0x0a, 0x1a];
const brailleLetters: ReadonlyMap<number, string> = new Map([
  ...[...'abcdefghij'].map((letter, at): [number, string] => [brailleTen[at] ?? 0, letter]),
  ...[...'klmnopqrst'].map((letter, at): [number, string] => [(brailleTen[at] ?? 0) | 0x04, letter]),
  ...[...'uvxyz'].map((letter, at): [number, string] => [(brailleTen[at] ?? 0) | 0x24, letter]),
  [0x3a, 'w'],
]);

export const decodeBraille: Decoder = (text) =>
  text.replace(/[\u2800-\u28ff]/g, (sign) => brailleLetters.get(sign.charCodeAt(0) - 0x2800) ?? ' ');

/** Each tag stands for an ASCII character and is not shown. */
export const decodeTags: Decoder = (text) =>
  text.replace(/[\u{e0020}-\u{e007e}]+/gu, (run) => {
    const hidden = Array.from(run, (tag) => String.fromCharCode((tag.codePointAt(0) ?? 0) - 0xe0000)).join('');
    return inPlace(hidden);
  });

const turnedLetters: ReadonlyMap<string, string> = new Map(
  [...'ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz']
    .map((sign, at): [string, string] => [sign, String.fromCharCode(0x61 + at)])
    .concat([
      ['ı', 'i'],
      ['ᵷ', 'g'],
      ['ʃ', 'l'],
      ['ן', 'l'],
      ['ə', 'e'],
      ['ɓ', 'g'],
      ['ᴚ', 'r'],
      ['∀', 'a'],
      ['Ǝ', 'e'],
    ]),
);
const turnedSign = /[ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎə]/g;
const minTurnedSigns = 3;

/** A line with several letters that stand on their heads is turned as a whole, end first. */
export const decodeUpsideDown: Decoder = (text, vocabulary) => {
  if ((text.match(turnedSign)?.length ?? 0) < minTurnedSigns) return text;
  return text
    .split('\n')
    .map((line) => {
      if ((line.match(turnedSign)?.length ?? 0) < minTurnedSigns) return line;
      const letters = Array.from(line.toLowerCase(), (sign) => turnedLetters.get(sign) ?? sign);
      const forward = letters.join('');
      const backward = letters.reverse().join('');
      return vocabulary.knownShare(forward) > vocabulary.knownShare(backward) ? forward : backward;
    })
    .join('\n');
};

const numberRun = /(?<![\d.])(?:[1-9]|1\d|2[0-6])(?:[ ,.\-/|]{1,3}(?:[1-9]|1\d|2[0-6])){4,}(?![\d.])/g;

/** Letters by their place in the alphabet. */
export const decodeLetterNumbers: Decoder = (text, vocabulary) =>
  text.replace(numberRun, (run) => {
    const letters = run
      .replace(/[,.-]/g, ' ')
      .replace(/ *[/|] *| {2,}/g, '/')
      .replace(/\d+/g, (digits) => String.fromCharCode(0x60 + Number(digits)))
      .replaceAll(' ', '')
      .replaceAll('/', ' ');
    const decoded = believable(letters, vocabulary);
    return decoded === null ? run : inPlace(decoded);
  });
