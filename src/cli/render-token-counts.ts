// In: the token counts of texts. Out: the table a person reads, each count also as a multiple of the English text's where there is one. Pure.
import type { OpenaiTokenCounts } from './count-openai-tokens.ts';

export interface TokenCounts extends OpenaiTokenCounts {
  readonly name: string;
  readonly characters: number;
  /** To the loaded model. */
  readonly model: number;
}

const counted = ['model', 'o200k', 'cl100k'] as const;

export function renderTokenCounts(model: string, rows: readonly TokenCounts[]): string {
  const english = rows.find(({ name }) => name === 'en') ?? null;
  const isCompared = english !== null && rows.length > 1;
  const heading = ['TEXT', 'CHARACTERS', model, 'o200k_base', 'cl100k_base'];
  const cells = rows.map((row) => [
    row.name,
    String(row.characters),
    ...counted.map((column) => {
      const count = String(row[column]);
      return isCompared ? `${count} (${(row[column] / Math.max(1, english[column])).toFixed(2)})` : count;
    }),
  ]);
  const widths = heading.map((title, column) =>
    Math.max(title.length, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  const line = (columns: readonly string[]): string =>
    columns
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  const legend = isCompared ? ['', 'In brackets: times the tokens of the English text.'] : [];
  return [line(heading), ...cells.map(line), ...legend].join('\n');
}
