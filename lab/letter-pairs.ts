// In: the work folder of the first stage (documents.jsonl). Out: harden/letter-pair-costs.ts: how unusual it is in English, German and French, each
// counting alike, that one letter follows another. Only texts that are trained on are counted; none can be read from it.
import { createReadStream, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { foldCharacters } from '../src/safety/scorers/harden/fold-characters.ts';

const [, , work = '.'] = process.argv;
const languageOf: Readonly<Record<string, string>> = { dolly: 'en', stormfront: 'en', gahd_de: 'de', mlma_fr: 'fr' };
/** An edge of a word, then a to z. */
const symbols = 27;
const signs = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
const stepsPerNat = 8;
const perLine = symbols * 4;

const counts = new Map<string, Float64Array>();

function count(text: string, pairs: Float64Array): void {
  for (const [word] of foldCharacters(text).matchAll(/(?<![@#/.\w])[a-z]+(?![@/.]?\w)/g)) {
    let before = 0;
    for (const letter of `${word} `) {
      const place = letter === ' ' ? 0 : letter.charCodeAt(0) - 0x60;
      pairs[before * symbols + place] = (pairs[before * symbols + place] ?? 0) + 1;
      before = place;
    }
  }
}

for await (const line of createInterface({ input: createReadStream(`${work}/documents.jsonl`) })) {
  const { text, source, part }: Readonly<Record<'text' | 'source' | 'part', string>> = JSON.parse(line);
  const language = part === 'train' ? languageOf[source] : undefined;
  if (language === undefined) continue;
  const pairs = counts.get(language) ?? new Float64Array(symbols * symbols).fill(0.5);
  counts.set(language, pairs);
  count(text, pairs);
}

const shares = new Float64Array(symbols * symbols);
for (const pairs of counts.values()) {
  const total = pairs.reduce((sum, each) => sum + each, 0);
  for (const [at, each] of pairs.entries()) shares[at] = (shares[at] ?? 0) + each / total;
}
const costs = Array.from(shares, (share, at) => {
  const first = at - (at % symbols);
  const before = shares.slice(first, first + symbols).reduce((sum, each) => sum + each, 0);
  return signs[Math.min(signs.length - 1, Math.round(-Math.log(share / before) * stepsPerNat))] ?? '';
}).join('');
const lines = Array.from({ length: Math.ceil(costs.length / perLine) }, (_, at) =>
  costs.slice(at * perLine, (at + 1) * perLine),
);
writeFileSync(
  new URL('../src/safety/scorers/harden/letter-pair-costs.ts', import.meta.url),
  `// In: nothing. Out: what it costs that one letter follows another: eighths of a nat as one sign each; rows and columns are the edge of a word, then
// a to z. Made by lab/letter-pairs.ts; knows no word.

export const letterPairSigns = '${signs}';

export const letterPairCosts = [
${lines.map((each) => `  '${each}',`).join('\n')}
].join('');
`,
);
