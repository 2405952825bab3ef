// In: the rows of models. Out: the table a person reads: one line of figures and one of origins for each. Pure.
import { formatBytes } from '../catalog/format-bytes.ts';
import type { Score } from '../catalog/model-entry.ts';
import type { ModelRow } from './describe-models.ts';

const heading = ['MODEL', 'SIZE', 'MEMORY', 'FITS', 'STATE', 'CAN'];

export function renderModels(rows: readonly ModelRow[]): string {
  const cells = rows.map((row) => [
    row.id,
    row.sizeBytes === null ? '?' : formatBytes(row.sizeBytes),
    row.memoryBytes === null ? '?' : formatBytes(row.memoryBytes),
    row.fit === 'unknown' ? '?' : row.fit,
    stateOf(row),
    row.capabilities.join(', ') || (row.license === null ? '?' : 'completion only'),
  ]);
  const widths = heading.map((title, column) =>
    Math.max(title.length, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  const line = (mark: string, columns: readonly string[]): string =>
    `${mark} ${columns.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd();
  const models = rows.flatMap((row, index) => [
    line(row.isChosen ? '*' : ' ', cells[index] ?? []),
    `    ${originsOf(row)}`,
  ]);
  return [line(' ', heading), ...models].join('\n');
}

function stateOf({ isInstalled, isRunning }: ModelRow): string {
  const installed = isInstalled ? 'installed' : '-';
  return isRunning ? 'running' : installed;
}

function originsOf({ license, sources, scores }: ModelRow): string {
  const published = scores.slice(0, 4).map(renderScore).join(', ');
  return [license ?? 'licence unknown', `from ${sources.join(', ')}`, ...(published === '' ? [] : [published])].join(
    '; ',
  );
}

function renderScore({ test, value, origin }: Score): string {
  return `${test} ${value}${origin === 'unverified' ? ' (unverified)' : ''}`;
}
