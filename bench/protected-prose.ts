// In: the data sets' folder, a folder to work in, and random numbers. Out: how well protected prose is found in passages of 30 and 40 words, and how many
// passages of other texts are flagged. Prints no text.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { IndexBuilder } from '../src/safety/protected/index-builder.ts';
import { matchText } from '../src/safety/protected/match-text.ts';
import { ProtectedIndex } from '../src/safety/protected/protected-index.ts';

interface Paragraphs {
  readonly data: readonly { readonly paragraphs: readonly { readonly context: string }[] }[];
}

const passageCount = 1000;

function articlesOf(data: string): readonly string[] {
  const { data: articles }: Paragraphs = JSON.parse(
    gunzipSync(readFileSync(join(data, 'xquad/xquad.en.json.gz'))).toString('utf8'),
  );
  return articles.map(({ paragraphs }) => paragraphs.map(({ context }) => context).join('\n\n'));
}

export async function measureProse(data: string, folder: string, random: () => number): Promise<void> {
  const articles = articlesOf(data);
  const owned = articles.filter((_, at) => at % 2 === 0);
  const others = articles.filter((_, at) => at % 2 === 1);
  const builder = new IndexBuilder(join(folder, 'prose'));
  for (const [at, text] of owned.entries())
    builder.add({
      source: { license: null, url: `https://example.org/${at}` },
      kind: 'protectedText',
      path: `${at}.txt`,
      text,
    });
  const path = join(folder, 'prose.idx');
  const steps = builder.finish(path, { name: 'prose', madeFrom: 'xquad' });
  while (steps.next().done !== true);
  const index = await ProtectedIndex.read(path);
  const share = (
    texts: readonly string[],
    length: number,
    edit: (words: readonly string[]) => readonly string[],
  ): string => {
    let found = 0;
    for (let count = 0; count < passageCount; count += 1) {
      const words = (texts[Math.floor(random() * texts.length)] ?? '').split(/\s+/);
      const first = Math.floor(random() * (words.length - length));
      if (matchText(edit(words.slice(first, first + length)).join(' '), [index]).matches.length > 0) found += 1;
    }
    return (found / passageCount).toFixed(3);
  };
  const changed = (words: readonly string[]): readonly string[] => {
    const place = Math.floor(random() * words.length);
    return words.map((word, at) => (at === place ? 'otherwise' : word));
  };
  for (const length of [30, 40]) {
    console.log(
      `recall at ${length} words of prose, verbatim ${share(owned, length, (words) => words)}, one word changed ${share(owned, length, changed)}`,
    );
    console.log(`other passages of ${length} words: ${share(others, length, (words) => words)} flagged`);
  }
}
