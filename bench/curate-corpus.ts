// In: texts by what they are, a size and a seed. Out: documents of a training corpus with labels, four in five of them harmless; and the same as
// files of every form. The same seed gives the same corpus.
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { CurateTexts } from './curate-texts.ts';
import { seededRandom } from './seeded-random.ts';

interface Document {
  readonly text: string;
  /** What is not named is not known. */
  readonly labels: Readonly<Record<string, boolean>>;
}

type Pick = (texts: readonly string[], least: number, most: number) => readonly string[];

const clean = { hate: false, adult: false, personal: false, spam: false };

/** A tenth goes to each compressed form and to Parquet; the rest is plain. */
export function writeCorpus(
  folder: string,
  texts: CurateTexts,
  { megabytes, seed }: { megabytes: number; seed: number },
) {
  mkdirSync(folder, { recursive: true });
  const makers = makersOf(texts);
  const random = seededRandom(seed);
  const shares = { 'a.jsonl': 0.4, 'b.jsonl.gz': 0.1, 'c.jsonl.zst': 0.1, 'd.parquet': 0.1, 'e.jsonl': 0.3 };
  for (const [name, share] of Object.entries(shares)) {
    const path = join(folder, name);
    const plain = name.endsWith('.jsonl') ? path : `${path}.plain`;
    let left = megabytes * 1e6 * share;
    while (left > 0) {
      const lines = Array.from({ length: 50 }, () => JSON.stringify(documentOf(makers, random)));
      const part = `${lines.join('\n')}\n`;
      appendFileSync(plain, part);
      left -= Buffer.byteLength(part);
    }
    if (plain !== path) pack(plain, path);
  }
}

function pack(plain: string, path: string): void {
  const bytes = readFileSync(plain);
  rmSync(plain);
  if (path.endsWith('.gz')) writeFileSync(path, gzipSync(bytes));
  else if (path.endsWith('.zst')) writeFileSync(path, zstdCompressSync(bytes));
  else {
    const rows: readonly Document[] = bytes
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const columnData = [
      { name: 'text', data: rows.map(({ text }) => text), type: 'STRING' as const },
      { name: 'labels', data: rows.map(({ labels }) => labels), type: 'JSON' as const },
    ];
    writeFileSync(path, Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize: 2000 })));
  }
}

interface Maker {
  readonly weight: number;
  make(pick: Pick): Document;
}

function documentOf(makers: readonly Maker[], random: () => number): Document {
  const pick: Pick = (texts, least, most) =>
    Array.from(
      { length: least + Math.floor(random() * (most - least + 1)) },
      () => texts[Math.floor(random() * texts.length)] ?? '',
    );
  const place = random() * makers.reduce((sum, { weight }) => sum + weight, 0);
  let passed = 0;
  const maker = makers.find(({ weight }) => {
    passed += weight;
    return place < passed;
  });
  return maker?.make(pick) ?? { text: 'A quiet day.', labels: clean };
}

function makersOf(texts: CurateTexts): readonly Maker[] {
  const joined = (parts: readonly string[]): string => parts.join('\n');
  return [
    { weight: 70, make: (pick) => ({ text: joined(pick(texts.passages, 1, 6)), labels: clean }) },
    // Near misses: the same sources without what is looked for; a page that mentions one person's data.
    {
      weight: 5,
      make: (pick) => ({
        text: joined(pick(texts.notHate, 1, 4)),
        labels: { hate: false, personal: false, spam: false },
      }),
    },
    {
      weight: 3,
      make: (pick) => ({ text: joined(pick(texts.ham, 1, 4)), labels: { hate: false, personal: false, spam: false } }),
    },
    {
      weight: 4,
      make: (pick) => ({
        text: joined([...pick(texts.passages, 1, 2), ...pick(texts.personal, 1, 1), ...pick(texts.passages, 1, 2)]),
        labels: clean,
      }),
    },
    {
      weight: 4,
      make: (pick) => ({ text: joined(pick(texts.hate, 1, 5)), labels: { hate: true, personal: false, spam: false } }),
    },
    {
      weight: 2,
      make: (pick) => ({
        text: joined([...pick(texts.passages, 1, 1), ...pick(texts.hate, 1, 3), ...pick(texts.passages, 1, 1)]),
        labels: { hate: true, personal: false, spam: false },
      }),
    },
    {
      weight: 3,
      make: (pick) => ({
        text: joined(pick(texts.adult, 1, 4)),
        labels: { adult: true, personal: false, spam: false },
      }),
    },
    {
      weight: 1,
      make: (pick) => ({
        text: joined([...pick(texts.passages, 1, 1), ...pick(texts.adult, 1, 2), ...pick(texts.passages, 1, 1)]),
        labels: { adult: true, personal: false, spam: false },
      }),
    },
    {
      weight: 4,
      make: (pick) => ({ text: joined(pick(texts.spam, 1, 5)), labels: { spam: true, hate: false, personal: false } }),
    },
    {
      weight: 4,
      make: (pick) => ({ text: joined(pick(texts.personal, 8, 25)), labels: { ...clean, personal: true } }),
    },
  ];
}
