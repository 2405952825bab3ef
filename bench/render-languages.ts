// In: the token counts of one text in many languages, as `kinglet tokens --folder … --json` prints them. Out: the table and the chart of
// docs/LANGUAGES.md. Pure.

export interface LanguageCounts {
  /** The language's code. */
  readonly name: string;
  readonly characters: number;
  readonly model: number;
  readonly o200k: number;
  readonly cl100k: number;
}

const vocabularies = [
  { key: 'model', title: 'Qwen2.5', colour: '#c2410c' },
  { key: 'o200k', title: 'o200k_base', colour: '#0f766e' },
  { key: 'cl100k', title: 'cl100k_base', colour: '#6b7280' },
] as const;

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });

export const nameOfLanguage = (code: string): string => languageNames.of(code) ?? code;

/** Fewest tokens to GPT-4o first. */
function ordered(rows: readonly LanguageCounts[]): readonly LanguageCounts[] {
  return [...rows].sort((left, right) => left.o200k - right.o200k || left.name.localeCompare(right.name));
}

function englishOf(rows: readonly LanguageCounts[]): LanguageCounts {
  const english = rows.find(({ name }) => name === 'en');
  if (english === undefined) throw new Error('there is no English text to compare with');
  return english;
}

export function renderLanguageTable(rows: readonly LanguageCounts[]): string {
  const english = englishOf(rows);
  const times = (row: LanguageCounts, key: 'model' | 'o200k' | 'cl100k') =>
    `${row[key]} | ${(row[key] / english[key]).toFixed(2)}`;
  const lines = ordered(rows).map((row) => {
    const saved = `${Math.round((1 - row.o200k / row.cl100k) * 100)} %`;
    return `| ${nameOfLanguage(row.name)} (${row.name}) | ${row.characters} | ${times(row, 'model')} | ${times(row, 'o200k')} | ${times(row, 'cl100k')} | ${saved} |`;
  });
  return [
    '| language | characters | Qwen2.5 | × English | o200k_base | × English | cl100k_base | × English | fewer than cl100k |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...lines,
  ].join('\n');
}

const labelWidth = 96;
const plotWidth = 620;
const rowHeight = 20;
const headHeight = 56;
const tickStep = 100;

/** A row for each language, a dot for each vocabulary: a count of tokens on a straight scale from zero. */
export function renderLanguageChart(rows: readonly LanguageCounts[]): string {
  const counts = rows.flatMap((row) => vocabularies.map(({ key }) => row[key]));
  const end = Math.ceil(Math.max(...counts) / tickStep) * tickStep;
  const x = (tokens: number): string => (labelWidth + (tokens / end) * plotWidth).toFixed(1);
  const bottom = headHeight + rows.length * rowHeight;
  const width = labelWidth + plotWidth + 24;
  const text = (at: string, y: number, anchor: string, words: string) =>
    `  <text x="${at}" y="${y}" text-anchor="${anchor}">${words}</text>`;
  const ticks = Array.from({ length: end / tickStep + 1 }, (_, tick) => tick * tickStep).flatMap((tokens) => [
    `  <line x1="${x(tokens)}" y1="${headHeight - 6}" x2="${x(tokens)}" y2="${bottom}" stroke="#e5e7eb"/>`,
    text(x(tokens), headHeight - 12, 'middle', String(tokens)),
  ]);
  const legend = vocabularies.flatMap(({ title, colour }, index) => {
    const left = labelWidth + index * 120;
    return [`  <circle cx="${left}" cy="16" r="5" fill="${colour}"/>`, text(String(left + 10), 20, 'start', title)];
  });
  const marks = ordered(rows).flatMap((row, index) => {
    const y = headHeight + index * rowHeight + rowHeight / 2;
    const own = vocabularies.map(({ key }) => row[key]);
    return [
      text(String(labelWidth - 10), y + 4, 'end', nameOfLanguage(row.name)),
      `  <line x1="${x(Math.min(...own))}" y1="${y}" x2="${x(Math.max(...own))}" y2="${y}" stroke="#d1d5db" stroke-width="2"/>`,
      ...vocabularies
        .map(({ key, colour }) => `  <circle cx="${x(row[key])}" cy="${y}" r="5" fill="${colour}"/>`)
        .reverse(),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${bottom + 16}" font-family="sans-serif" font-size="12" fill="#111827">`,
    '  <title>Tokens of the same paragraph in 27 languages</title>',
    `  <rect width="${width}" height="${bottom + 16}" fill="#ffffff"/>`,
    ...legend,
    text(String(width - 24), 20, 'end', 'tokens of the same paragraph'),
    ...ticks,
    ...marks,
    '</svg>',
    '',
  ].join('\n');
}
