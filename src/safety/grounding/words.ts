// In: a text in any script. Out: its words and numbers, folded so that the same are equal however they are written. Pure.

export interface Word {
  /** In lower case; of a number its value in plain digits. */
  readonly folded: string;
  readonly kind: 'word' | 'number';
  /** Written with a capital letter. */
  readonly isCapital: boolean;
}

const solid = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]`;
const unspaced = String.raw`[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]`;
const letters = String.raw`[[\p{L}\p{M}]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]]`;
const wordPattern = new RegExp(
  String.raw`(\p{Nd}+(?:[.,٫٬]\p{Nd}+)*)|(${solid})|(${unspaced}+)|${letters}+(?:['’]${letters}+)*`,
  'gv',
);
const segmenter = new Intl.Segmenter('th', { granularity: 'word' });
const wordOf = (folded: string): Word => ({ folded, kind: 'word', isCapital: false });

export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  for (const [written, number, character, run] of text.normalize('NFKC').matchAll(wordPattern)) {
    if (number !== undefined) words.push({ folded: numberOf(number), kind: 'number', isCapital: false });
    else if (character !== undefined) words.push(wordOf(character));
    else if (run !== undefined) for (const { segment } of segmenter.segment(run)) words.push(wordOf(segment));
    else words.push(spacedWord(written));
  }
  return words;
}

function spacedWord(written: string): Word {
  const lower = written.toLowerCase();
  const folded = /['’]/.test(lower) ? lower.replaceAll('’', "'").replace(/'s$/, '') : lower;
  return { folded, kind: 'word', isCapital: /^\p{Lu}/u.test(written) };
}

const numberWords =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );

function stem(word: string): string {
  return word.slice(0, Math.min(5, Math.max(4, word.length - 1)));
}

/** Endings left off, so that the forms of a word mostly meet. A number that is written as a word stands for its digits as well. */
export function stemsOf({ folded, kind }: Word): readonly string[] {
  if (kind === 'number') return [folded];
  const value = numberWords.indexOf(folded);
  return value < 0 ? [stem(folded)] : [stem(folded), String(value)];
}

/** Where the digits of a script begin. */
const zeros = [
  0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0x1040, 0x17e0,
];

function numberOf(written: string): string {
  const plain = Array.from(written, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = zeros.find((first) => code >= first && code < first + 10);
    return zero === undefined ? digit : String(code - zero);
  }).join('');
  const groups = plain.split(/[.,٫٬]/);
  const isGrouped = groups.length > 1 && groups.slice(1).every(({ length }) => length === 3);
  if (groups.length === 1 || isGrouped) return groups.join('').replace(/^0+(?=\d)/, '');
  const fraction = (groups.at(-1) ?? '').replace(/0+$/, '');
  const whole = groups
    .slice(0, -1)
    .join('')
    .replace(/^0+(?=\d)/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
