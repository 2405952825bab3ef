// In: what each case gave on Kinglet and on the engine alone. Out: the table of both in node_modules/.kinglet/conformance.md, and the
// sums printed. Judges nothing.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Outcome } from './conformance-case.ts';
import { knownDifferences } from './known-differences.ts';

const folder = fileURLToPath(new URL('../../node_modules/.kinglet', import.meta.url));
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', '⏎').slice(0, 200);

function words({ verdict, difference }: Outcome): string {
  return cell(difference === '' ? verdict : `${verdict}: ${difference}`);
}

function reasonFor(alone: Outcome): string {
  if (alone.verdict !== 'differs') return '';
  return cell(knownDifferences.get(alone.id) ?? 'no reason known');
}

const passes = (outcomes: readonly Outcome[]): number => outcomes.filter(({ verdict }) => verdict === 'pass').length;
const seconds = (outcomes: readonly Outcome[]): string =>
  (outcomes.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000).toFixed(0);

export function writeReport(service: readonly Outcome[], engine: readonly Outcome[]): void {
  const ofEngine = new Map(engine.map((outcome) => [outcome.id, outcome]));
  const rows = service.flatMap((outcome) => {
    const alone = ofEngine.get(outcome.id);
    return alone === undefined ? [] : [[outcome, alone] as const];
  });
  const sums = `${service.length} cases; Kinglet passes ${passes(service)} (${seconds(service)} s), the engine alone ${passes(engine)} (${seconds(engine)} s).`;
  const table = [
    sums,
    '',
    '| case | asserts | Kinglet | engine alone | why they differ |',
    '|---|---|---|---|---|',
    ...rows.map(
      ([outcome, alone]) =>
        `| ${outcome.id} | ${cell(outcome.asserts)} | ${words(outcome)} | ${words(alone)} | ${reasonFor(alone)} |`,
    ),
  ].join('\n');
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/conformance.md`, `${table}\n`);
  const unexplained = rows.filter(([, alone]) => alone.verdict === 'differs' && !knownDifferences.has(alone.id));
  console.info(
    [sums, ...unexplained.map(([, alone]) => `- without a known reason, ${alone.id}: ${alone.difference}`)].join('\n'),
  );
}
