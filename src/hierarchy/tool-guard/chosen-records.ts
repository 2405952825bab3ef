// In: the values of a call, and the records that tools answered with. Out: whether a value is one of the record that the call picks by its id or number:
// `{"flight_number": "SK123", "price": 89}` where a flight is booked by that number. Prose is no record. Pure.
import type { CallValue } from './call-values.ts';
import { squash } from './fold-values.ts';
import type { HeardText } from './json-records.ts';
import { tellsParty, wordsOfName } from './things.ts';

interface RecordValue {
  readonly words: readonly string[];
  readonly squashed: string;
}

export type ReadRecord = readonly RecordValue[];

export function readRecords(texts: readonly HeardText[]): readonly ReadRecord[] {
  return texts
    .flatMap(({ records }) => records)
    .map((record) =>
      Object.entries(record).flatMap(([key, value]: [string, unknown]) =>
        typeof value === 'string' || typeof value === 'number'
          ? [{ words: wordsOfName(key), squashed: squash(String(value)) }]
          : [],
      ),
    );
}

/** `name` is the function's. */
export function chosenRecords(
  name: string,
  values: readonly CallValue[],
  records: readonly ReadRecord[],
): readonly ReadRecord[] {
  const ids = values.filter(
    ({ kind, key }) => !tellsParty(key, name) && (kind === 'identifier' || isNumberOf(key, name)),
  );
  return records.filter((record) => ids.some((id) => holdsUnder(record, id, name)));
}

/** Under the key that the call has it under; where it goes is no matter of the record's. */
export function isOfChosen(value: CallValue, chosen: readonly ReadRecord[], name: string): boolean {
  if (value.kind === 'email' || value.kind === 'link' || value.kind === 'path' || tellsParty(value.key, name))
    return false;
  return chosen.some((record) => holdsUnder(record, value, name));
}

/** Where the record that is chosen has a sum, no other is to be found somewhere. */
export function tellsOtherSum(value: CallValue, chosen: readonly ReadRecord[], name: string): boolean {
  const hasSum = chosen.some((record) => record.some(({ words }) => words.some((word) => sums.has(word))));
  return hasSum && !isOfChosen(value, chosen, name);
}

export function isSum(key: string): boolean {
  return wordsOfName(key).some((word) => sums.has(word));
}

const sums = new Set('amount price total cost sum fare fee'.split(' '));
const numbers = new Set('number no nr num'.split(' '));

/** `flight_number` of `book_flight`. */
function isNumberOf(key: string, name: string): boolean {
  const ofFunction = wordsOfName(name);
  const words = wordsOfName(key);
  return (
    words.some((word) => numbers.has(word)) && words.every((word) => numbers.has(word) || ofFunction.includes(word))
  );
}

function holdsUnder(record: ReadRecord, { key, text }: CallValue, name: string): boolean {
  const ofFunction = wordsOfName(name);
  const told = (words: readonly string[]): string => {
    if (words.some((word) => sums.has(word))) return 'sum';
    return words.filter((word) => !ofFunction.includes(word)).join(' ');
  };
  const [wanted, squashed] = [told(wordsOfName(key)), squash(text)];
  return record.some((value) => value.squashed === squashed && told(value.words) === wanted);
}
