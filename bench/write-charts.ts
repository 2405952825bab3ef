// In: JSON files that the bench has written, by name in bench/results. Out: charts of them in docs/charts. Measures nothing.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { at } from './read-events.ts';
import { type Chart, type ChartGroup, renderChart } from './render-chart.ts';

const results = new URL('results/', import.meta.url);
const charts = new URL('../docs/charts/', import.meta.url);

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, results), 'utf8'));
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error('a list was expected');
  return value;
}

/** Rows of one thing measured on several sides, as groups. */
function grouped(
  rows: readonly unknown[],
  titleOf: (row: unknown) => string,
  nameOf: (row: unknown) => string,
  amountOf: (row: unknown) => number,
): readonly ChartGroup[] {
  const titles = [...new Set(rows.map(titleOf))];
  return titles.map((title) => ({
    title,
    bars: rows
      .filter((row) => titleOf(row) === title)
      .map((row) => ({ name: nameOf(row), value: amountOf(row) }))
      .filter(({ value }) => Number.isFinite(value)),
  }));
}

const sideNames: Readonly<Record<string, string>> = {
  kinglet: 'Kinglet',
  engine: 'engine alone',
  'engine-one-slot': 'engine alone, one slot',
  'engine-default-batch': 'engine, its own batch size',
  direct: 'no gateway',
  'kinglet, filter on': 'Kinglet, filters on',
  portkey: 'Portkey',
  litellm: 'LiteLLM',
};
const side = (key: string) => (row: unknown) => sideNames[String(at(row, key))] ?? String(at(row, key));

function write(name: string, chart: Chart): void {
  mkdirSync(charts, { recursive: true });
  writeFileSync(new URL(name, charts), renderChart(chart));
  process.stdout.write(`${fileURLToPath(new URL(name, charts))}\n`);
}

function writePrefixes(path: string): void {
  write('prefixes.svg', {
    title: 'Prompts that begin alike: time until all are answered',
    unit: 's',
    groups: grouped(
      list(at(read(path), 'results')),
      (row) => String(at(row, 'trace')),
      side('side'),
      (row) => Number(at(row, 'elapsedMs')) / 1000,
    ),
  });
}

function writePressure(path: string): void {
  const pressed = list(at(read(path), 'results'));
  const figure = (part: string, name: string, title: string): readonly ChartGroup[] =>
    grouped(
      pressed.filter((row) => at(row, 'part') === part),
      () => title,
      side('side'),
      (row) => Number(at(row, 'figures', name)) / 1000,
    );
  write('pressure.svg', {
    title: 'Under pressure',
    unit: 's',
    groups: [
      ...figure('overload', 'firstP95Ms', 'Four times the load: first text of whoever is answered, 95th percentile'),
      ...figure('long-prompt', 'gapMostMs', 'A long prompt comes in: longest silence of the streams that run'),
      ...figure('beside-batch', 'questionFirstP95Ms', 'Questions beside a batch: first text, 95th percentile'),
    ],
  });
}

function writeGateways(path: string): void {
  write('gateways.svg', {
    title: 'Gateways in front of a scripted server, 8 clients',
    unit: 'requests/s',
    groups: grouped(
      list(at(read(path), 'figures')).filter((row) => at(row, 'clientCount') === 8 && at(row, 'gateway') !== 'direct'),
      (row) => (at(row, 'isStream') === true ? 'Streams of 20 words' : 'Whole answers'),
      side('gateway'),
      (row) => Number(at(row, 'requestsPerSecond')),
    ),
  });
}

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { prefixes: text, pressure: text, gateways: text } });
if (values.prefixes !== undefined) writePrefixes(values.prefixes);
if (values.pressure !== undefined) writePressure(values.pressure);
if (values.gateways !== undefined) writeGateways(values.gateways);
