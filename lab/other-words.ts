// In: the work folder of the first stage (documents.jsonl, vocabulary.bin). Out: other-words.bin in it: hashed common words of German and French that are
// none of the vocabulary, with what they cost. Only texts that are trained on are counted.
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { foldCharacters } from '../src/safety/scorers/harden/fold-characters.ts';
import { hashWord } from '../src/safety/scorers/harden/hash-words.ts';
import { readVocabulary, vocabularyEntryBytes } from '../src/safety/scorers/harden/vocabulary.ts';

const [, , work = '.'] = process.argv;
const languageOf: Readonly<Record<string, string>> = { gahd_de: 'de', mlma_fr: 'fr' };
/** Short words must be common: chance makes them everywhere. */
const leastCounts = [0, Number.POSITIVE_INFINITY, 400, 60];
const leastCount = 3;
/** Sixteenths of a nat; a text is in English first. */
const stepsPerNat = 16;
const extraNats = 1.5;

const vocabulary = readVocabulary(readFileSync(`${work}/vocabulary.bin`));
const counts: Readonly<Record<string, Map<string, number>>> = { de: new Map(), fr: new Map() };
for await (const line of createInterface({ input: createReadStream(`${work}/documents.jsonl`) })) {
  const { text, source, part }: Readonly<Record<'text' | 'source' | 'part', string>> = JSON.parse(line);
  const words = part === 'train' ? counts[languageOf[source] ?? ''] : undefined;
  if (words === undefined) continue;
  for (const [word] of foldCharacters(text).matchAll(/(?<![@#/.\w])[a-z]+(?![@/.]?\w)/g))
    words.set(word, (words.get(word) ?? 0) + 1);
}

const costs = new Map<number, number>();
for (const words of Object.values(counts)) {
  const total = [...words.values()].reduce((sum, count) => sum + count, 0);
  for (const [word, count] of words) {
    if (vocabulary.has(word) || count < (leastCounts[word.length] ?? leastCount)) continue;
    const cost = Math.min(255, Math.round(stepsPerNat * (extraNats - Math.log(count / total))));
    const hash = hashWord(word, 0, word.length);
    costs.set(hash, Math.min(cost, costs.get(hash) ?? cost));
  }
}
const view = new DataView(new ArrayBuffer(costs.size * vocabularyEntryBytes));
for (const [at, [hash, cost]] of [...costs].sort(([one], [other]) => one - other).entries()) {
  view.setUint32(at * vocabularyEntryBytes, hash, true);
  view.setUint8(at * vocabularyEntryBytes + 4, cost);
}
writeFileSync(`${work}/other-words.bin`, new Uint8Array(view.buffer));
