// In: a work folder with pages.jsonl. Out: the hashed features of a stretch of each page (pages-*.bin) and its shape as a whole, by the very code
// that scores in the service. Knows no label.
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { foldCharacters } from '../src/safety/scorers/harden/fold-characters.ts';
import { visitPageFeatures } from '../src/safety/scorers/pages/page-features.ts';
import { startShape } from '../src/safety/scorers/pages/page-shape.ts';
import { pageStretches } from '../src/safety/scorers/pages/page-stretches.ts';
import { tokenise } from '../src/safety/scorers/tokens.ts';

/** Of a longer page one stretch of so many units teaches; pages by turns the beginning, the middle and the end. */
const maxUnits = 2000;

const [, , folder = '.'] = process.argv;
const files = {
  lengths: createWriteStream(`${folder}/pages-lengths.bin`),
  buckets: createWriteStream(`${folder}/pages-buckets.bin`),
  values: createWriteStream(`${folder}/pages-values.bin`),
  shapes: createWriteStream(`${folder}/pages-shapes.bin`),
};

function write(text: string, turn: number): void {
  const shape = startShape();
  for (const stretch of pageStretches(text)) {
    const folded = foldCharacters(stretch);
    shape.add(stretch, folded, tokenise(folded));
  }
  files.shapes.write(new Uint8Array(Float32Array.from(shape.measure()).buffer));
  const start = Math.floor((Math.max(0, text.length - maxUnits) * (turn % 3)) / 2);
  const folded = foldCharacters(text.slice(start, start + maxUnits));
  const buckets: number[] = [];
  const values: number[] = [];
  visitPageFeatures(folded, tokenise(folded), (_, bucket, value) => {
    buckets.push(bucket);
    values.push(value);
  });
  files.lengths.write(new Uint8Array(Uint32Array.of(buckets.length).buffer));
  files.buckets.write(new Uint8Array(Uint16Array.from(buckets).buffer));
  files.values.write(Uint8Array.from(values));
}

let turn = 0;
for await (const line of createInterface({ input: createReadStream(`${folder}/pages.jsonl`) })) {
  write(JSON.parse(line).text, turn);
  turn += 1;
}
for (const file of Object.values(files)) file.end();
