// In: a work folder with documents.jsonl, terms.json and words.json. Out: lexicon.bin, vocabulary.bin and the features of every document
// and of its windows (examples-*.bin), by the very code that scores in the service. Knows no labels but how a document may be cut.
import { createReadStream, createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { visitFeatures } from '../src/safety/scorers/features.ts';
import { foldCharacters } from '../src/safety/scorers/harden/fold-characters.ts';
import { hashPair, hashWord } from '../src/safety/scorers/harden/hash-words.ts';
import { lexiconEntryBytes, readLexicon } from '../src/safety/scorers/lexicon.ts';
import { type Tokens, tokenise } from '../src/safety/scorers/tokens.ts';

interface Document {
  readonly text: string;
  readonly spans: 'none' | 'large' | 'all';
}

/** A document is cut where the service cuts too long texts for itself; what is behind teaches little more. */
const maxUnits = 6000;
const maxWindows = { none: 0, large: 6, all: 30 };
const windowSizes = { none: [], large: [40, 160], all: [12, 40, 160] };

const [, , folder = '.'] = process.argv;

function writeHashed(name: string, entries: readonly (readonly [number, number])[]): void {
  const view = new DataView(new ArrayBuffer(entries.length * lexiconEntryBytes));
  for (const [at, [hash, value]] of entries.entries()) {
    view.setUint32(at * lexiconEntryBytes, hash, true);
    view.setUint8(at * lexiconEntryBytes + 4, value);
  }
  writeFileSync(`${folder}/${name}`, new Uint8Array(view.buffer));
}

/** Entries as written by collect.py. */
function readPairs(name: string): readonly (readonly [string, number])[] {
  return JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
}

function hashOfTerm(term: string): number | null {
  const text = foldCharacters(term);
  const { count, starts, ends } = tokenise(text);
  const [first = 0, second = 0, third = 0] = Array.from({ length: count }, (_, at) =>
    hashWord(text, starts[at] ?? 0, ends[at] ?? 0),
  );
  if (count === 1) return first;
  if (count === 2) return hashPair(first, second);
  return count === 3 ? hashPair(first, hashPair(second, third)) : null;
}

const terms = new Map<number, number>();
for (const [term, rating] of readPairs('terms.json')) {
  const hash = hashOfTerm(term);
  if (hash !== null) terms.set(hash, rating);
}
writeHashed(
  'lexicon.bin',
  [...terms].sort(([one], [other]) => one - other),
);
const words = new Map(readPairs('words.json').map(([word, cost]) => [hashWord(word, 0, word.length), cost]));
writeHashed(
  'vocabulary.bin',
  [...words].sort(([one], [other]) => one - other),
);

const lexicon = readLexicon(readFileSync(`${folder}/lexicon.bin`));
const files = {
  documents: createWriteStream(`${folder}/examples-documents.bin`),
  lengths: createWriteStream(`${folder}/examples-lengths.bin`),
  buckets: createWriteStream(`${folder}/examples-buckets.bin`),
  values: createWriteStream(`${folder}/examples-values.bin`),
};

function windowsOf(tokens: Tokens, spans: Document['spans']): readonly (readonly [number, number])[] {
  const windows = windowSizes[spans].flatMap((size) =>
    Array.from(
      { length: Math.max(0, Math.floor(tokens.count / size)) },
      (_, at) => [at * size, (at + 1) * size] as const,
    ),
  );
  const stride = Math.max(1, windows.length / maxWindows[spans]);
  return Array.from(
    { length: Math.min(windows.length, maxWindows[spans]) },
    (_, at) => windows[Math.floor(at * stride)] ?? [0, 0],
  );
}

function write(document: number, { text, spans }: Document): void {
  const folded = foldCharacters(text.slice(0, maxUnits));
  const tokens = tokenise(folded);
  const buckets: number[] = [];
  const values: number[] = [];
  const ends = new Int32Array(tokens.count + 1);
  visitFeatures(folded, tokens, lexicon, (token, bucket, value) => {
    buckets.push(bucket);
    values.push(value);
    ends[token + 1] = buckets.length;
  });
  for (let token = 0; token < tokens.count; token += 1)
    ends[token + 1] = Math.max(ends[token + 1] ?? 0, ends[token] ?? 0);
  for (const [from, to] of [[0, tokens.count] as const, ...windowsOf(tokens, spans)]) {
    const start = ends[from] ?? 0;
    const end = ends[to] ?? 0;
    if (end === start) continue;
    files.documents.write(new Uint8Array(Uint32Array.of(document).buffer));
    files.lengths.write(new Uint8Array(Uint32Array.of(end - start).buffer));
    files.buckets.write(new Uint8Array(Uint32Array.from(buckets.slice(start, end)).buffer));
    files.values.write(Uint8Array.from(values.slice(start, end)));
  }
}

let document = 0;
for await (const line of createInterface({ input: createReadStream(`${folder}/documents.jsonl`) })) {
  write(document, JSON.parse(line));
  document += 1;
}
for (const file of Object.values(files)) file.end();
