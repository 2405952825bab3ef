// In: texts without authority, some of them JSON or lists of lines. Out: whether a value is in the record of somebody or something that was named with
// authority: `{"name": "Ann Lee", "email": …}` where a user said Ann. Prose is no record. Pure.
import { commonWords, smallWords } from './common-words.ts';
import { foldText, squash } from './fold-values.ts';
import type { HeardText } from './json-records.ts';

export interface NamedRecord {
  readonly names: readonly RecordName[];
  /** Letters and digits of each of its other values. */
  readonly values: ReadonlySet<string>;
}

interface RecordName {
  readonly words: readonly string[];
  /** So many of them must be said, and one that is not on everybody's lips. */
  readonly needed: number;
}

const keyOfName = /^(?:(?:display|full|first|last|nick|user|contact|customer|account|company)[_ -]?)?name$|^nickname$/i;
const keyOfTitle = /^(?:title|label)$/i;
const mostNameWords = 6;
/** `Ann Lee: ann@corp.example`. */
const recordLine = /^[-*• \t]{0,8}([^:,;|\t<]{1,60})(?:[:,;|\t<]| [-–] ) {0,4}<?([^\s<>]{1,100}@[^\s<>]{1,100})>?$/;

export function namedRecords(texts: readonly HeardText[]): readonly NamedRecord[] {
  return texts.flatMap(({ text, records }) => (records.length > 0 ? records.map(recordOf) : recordsOfLines(text)));
}

/** `said` are the words of all that was said with authority. */
export function isOfNamed(value: string, records: readonly NamedRecord[], said: ReadonlySet<string>): boolean {
  const key = squash(value);
  const isSaid = ({ words, needed }: RecordName): boolean => {
    const ofName = words.filter((word) => said.has(word));
    return ofName.length >= needed && ofName.some((word) => !commonWords.has(word));
  };
  return records.some(({ names, values }) => values.has(key) && names.some(isSaid));
}

function recordOf(record: object): NamedRecord {
  const leaves = Object.entries(record).flatMap(([key, leaf]: [string, unknown]) =>
    typeof leaf === 'string' || typeof leaf === 'number' ? [{ key, text: foldText(String(leaf)) }] : [],
  );
  const isShort = (text: string) => text.split(' ').length <= mostNameWords;
  const names = leaves.filter(({ key, text }) => keyOfName.test(key) && isShort(text));
  const titles = leaves.filter(({ key }) => keyOfTitle.test(key));
  const rest = leaves.filter((leaf) => !names.includes(leaf) && !titles.includes(leaf));
  return {
    names: [...names.map(({ text }) => nameOf(text)), ...titles.map(({ text }) => titleOf(text))],
    values: new Set(rest.map(({ text }) => squash(text))),
  };
}

/** A text that is nothing else than such lines: in the midst of others anybody could have written one. */
function recordsOfLines(text: string): readonly NamedRecord[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const records = lines.map((line) => recordLine.exec(line.trim()));
  if (!records.every((found) => found !== null)) return [];
  return records.map(([, name = '', value = '']) => ({ names: [nameOf(name)], values: new Set([squash(value)]) }));
}

/** One word names somebody, unless there are many: Ann is Ann Lee. */
function nameOf(text: string): RecordName {
  const words = wordsWithout(commonWords, text);
  return { words, needed: words.length <= 3 ? 1 : Math.ceil(words.length / 2) };
}

/** A title is named by two words and by half of it. */
function titleOf(text: string): RecordName {
  const words = wordsWithout(smallWords, text);
  return { words, needed: Math.min(words.length, Math.max(2, Math.ceil(words.length / 2))) };
}

function wordsWithout(without: ReadonlySet<string>, text: string): readonly string[] {
  return [...new Set(wordsOf(foldText(text)))].filter((word) => word.length > 1 && !without.has(word));
}

export function wordsOf(folded: string): readonly string[] {
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}
