// In: docs/languages/tokens.json, as `kinglet tokens --folder docs/languages --json` printed it. Out: the table in docs/LANGUAGES.md and the
// chart beside the texts, written anew: `node bench/write-languages.ts`.
import { readFileSync, writeFileSync } from 'node:fs';
import { type LanguageCounts, renderLanguageChart, renderLanguageTable } from './render-languages.ts';

const docs = new URL('../docs/', import.meta.url);
const { texts }: { readonly texts: readonly LanguageCounts[] } = JSON.parse(
  readFileSync(new URL('languages/tokens.json', docs), 'utf8'),
);
const page = new URL('LANGUAGES.md', docs);
const table = renderLanguageTable(texts);
writeFileSync(
  page,
  readFileSync(page, 'utf8').replace(/(<!-- table:start[^\n]*\n)[\s\S]*(<!-- table:end)/, `$1${table}\n$2`),
);
writeFileSync(new URL('languages/tokens.svg', docs), renderLanguageChart(texts));
