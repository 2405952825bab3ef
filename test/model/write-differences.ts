// In: what each case gave on the service and on the engine alone. Out: the table of both in node_modules/.kinglet, and the deviations
// printed. Judges nothing.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface DifferenceRow {
  readonly name: string;
  readonly service: string;
  readonly engine: string;
  readonly isEngineRight: boolean;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', '⏎').slice(0, 200);

export function writeDifferences(fileName: string, rows: readonly DifferenceRow[]): void {
  const deviating = rows.filter((row) => !row.isEngineRight);
  const table = [
    `${rows.length} cases; the engine alone deviates in ${deviating.length}.`,
    '',
    '| case | service | engine alone | engine right |',
    '|---|---|---|---|',
    ...rows.map(
      (row) => `| ${row.name} | ${cell(row.service)} | ${cell(row.engine)} | ${row.isEngineRight ? 'yes' : 'no'} |`,
    ),
  ].join('\n');
  const folder = fileURLToPath(new URL('../../node_modules/.kinglet', import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${fileName}`, `${table}\n`);
  console.info(
    [
      `${deviating.length} of ${rows.length} cases differ on the engine alone:`,
      ...deviating.map((row) => `- ${row.name}: ${row.engine.slice(0, 150)}`),
    ].join('\n'),
  );
}
