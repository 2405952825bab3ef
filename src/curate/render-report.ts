// In: what a report says, and what was counted of each input. Out: it in Markdown, for people. Pure.
import type { CurateReport, FilterReport, Measured } from './describe-run.ts';
import { type FilterName, filterScales } from './filters.ts';

export interface InputLine {
  readonly input: string;
  readonly documents: number;
  readonly kept: number;
  readonly found: number;
  readonly foundBy: Readonly<Partial<Record<FilterName, number>>>;
  readonly rejected: number;
  readonly sizeBytes: number;
  readonly unreadable: string | null;
}

const shownInputs = 50;

export function renderReport(report: CurateReport, inputs: readonly InputLine[]): string {
  const parts = [
    '# Data filter',
    summary(report),
    '## Filters',
    table(
      ['filter', 'threshold', 'judged', 'found', 'share'],
      report.filters.map(({ name, threshold, judged, found }) => [
        name,
        `${threshold} of ${filterScales[name].most}`,
        judged === 0 ? 'no scorer tells it' : String(judged),
        String(found),
        percent(found, judged),
      ]),
    ),
    ...evaluation(report),
    '## Inputs',
    inputsTable(report, inputs),
    ...report.filters.flatMap(histogram),
    ...samples(report),
  ];
  return `${parts.join('\n\n')}\n`;
}

function summary(report: CurateReport): string {
  const { documents, found, kept, rejected, sizeBytes, seconds, megabytesPerSecond, starts, rejections } = report;
  const verb = report.mode === 'remove' ? 'removed' : 'marked';
  const reasons = Object.entries(rejections).map(([reason, count]) => `${reason} ${count}`);
  const stopped = starts === 1 ? '' : `, in ${starts} starts`;
  return [
    `- ${documents} documents: ${kept} passed, ${found} ${verb} (${percent(found, documents)}).`,
    `- ${rejected} rejected${reasons.length === 0 ? '' : `: ${reasons.join(', ')}`}.`,
    `- ${report.unreadableInputs} inputs could not be read to their end.`,
    `- ${(sizeBytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s${stopped}: ${megabytesPerSecond.toFixed(2)} MB/s.`,
    `- Scorers: ${report.scorers}.`,
  ].join('\n');
}

function evaluation({ labelled, filters }: CurateReport): readonly string[] {
  if (labelled === 0) return [];
  const row = (name: string, measured: Measured): readonly string[] => [
    name,
    String(measured.threshold),
    share(measured.precision),
    share(measured.recall),
    String(measured.found),
  ];
  const heading = ['filter', 'threshold', 'precision', 'recall', 'found'];
  const others = filters.flatMap(({ name, judged, measuredAt }) =>
    judged === 0 ? [] : measuredAt.map((measured) => row(name, measured)),
  );
  return [
    '## Against the labels',
    `${labelled} documents are labelled.`,
    table(
      heading,
      filters.flatMap(({ name, judged, measured }) => (measured === null || judged === 0 ? [] : [row(name, measured)])),
    ),
    'At other thresholds:',
    table(heading, others),
  ];
}

function inputsTable({ mode, filters }: CurateReport, inputs: readonly InputLine[]): string {
  const names = filters.map(({ name }) => name);
  const rows = inputs
    .slice(0, shownInputs)
    .map(({ input, documents, kept, found, foundBy, rejected, sizeBytes, unreadable }) => [
      inCell(input),
      ...[documents, kept, found, ...names.map((name) => foundBy[name] ?? 0), rejected].map(String),
      (sizeBytes / 1e6).toFixed(2),
      unreadable === null ? '' : inCell(unreadable),
    ]);
  const heading = [
    'input',
    'documents',
    'passed',
    mode === 'remove' ? 'removed' : 'marked',
    ...names,
    'rejected',
    'MB',
    'unreadable',
  ];
  const left = inputs.length - rows.length;
  return left > 0 ? `${table(heading, rows)}\n\n${left} more are in inputs.jsonl.` : table(heading, rows);
}

function histogram({ name, judged, histogram: bins }: FilterReport): readonly string[] {
  if (judged === 0) return [];
  const filled = bins.filter(({ documents }) => documents > 0);
  return [
    `## Scores: ${name}`,
    table(
      ['from', 'documents', 'share'],
      filled.map(({ from, documents }) => [String(from), String(documents), percent(documents, judged)]),
    ),
  ];
}

function samples({ filters }: CurateReport): readonly string[] {
  return filters.flatMap(({ name, samples: found }) =>
    found.length === 0
      ? []
      : [
          `## Samples: ${name}`,
          table(
            ['input', 'number', 'score', 'digest', 'text'],
            found.map(({ input, number, score, digest, excerpt }) => [
              ...[inCell(input), String(number), score.toFixed(2), digest.slice(0, 16)],
              excerpt === null ? '' : inCell(excerpt),
            ]),
          ),
        ],
  );
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n');
}

/** No text of a corpus becomes a cell, a line or a tag of its own. */
function inCell(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;');
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)}%`;
}

function share(value: number | null): string {
  return value === null ? '' : value.toFixed(3);
}
