// In: docs/languages and docs/LANGUAGES.md. Out: the 27 languages of GPT-4o mini's card are there, the counts are those of the texts, and
// the table and the chart are those of the counts. `node bench/write-languages.ts` writes both anew.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type LanguageCounts, renderLanguageChart, renderLanguageTable } from '../../bench/render-languages.ts';
import { countOpenaiTokens } from '../../src/cli/count-openai-tokens.ts';
import { readTexts } from '../../src/cli/read-texts.ts';

const languages = 'af ar bn cy de el en es fr id is it ja ko lv mr ne pa pl ru sw te th tr uk ur zh'.split(' ');
const folder = fileURLToPath(new URL('../../docs/languages', import.meta.url));
const read = (name: string): string => readFileSync(`${folder}/${name}`, 'utf8');
const { texts: counts }: { readonly texts: readonly LanguageCounts[] } = JSON.parse(read('tokens.json'));

test('every language has its text, and its counts are of this very text', async () => {
  const texts = readTexts(folder);
  expect(texts.map(({ name }) => name)).toEqual(languages);
  for (const { name, text } of texts) {
    const counted = counts.find((row) => row.name === name);
    expect(counted).toMatchObject({ characters: [...text].length, ...(await countOpenaiTokens(text)) });
  }
  expect(counts).toHaveLength(languages.length);
});

test('the page shows these counts', () => {
  expect(read('../LANGUAGES.md')).toContain(`\n${renderLanguageTable(counts)}\n<!-- table:end`);
  expect(read('tokens.svg')).toBe(renderLanguageChart(counts));
});
