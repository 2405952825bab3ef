// In: summaries and the reports they are of. Out: the report a person reads, in Markdown: attack success always beside what was done without an
// attack, with 95% intervals. Pure.
import { wilsonInterval } from '../base/wilson-interval.ts';
import type { Report } from './outcome.ts';
import type { FamilySummary, Share, SuiteSummary, Summary } from './summarise.ts';

export function renderReport(reports: readonly Report[], suites: readonly SuiteSummary[]): string {
  const labels = [...new Set(reports.map(({ label }) => label))];
  return [
    '# Red team report',
    '',
    'Attack success: lower is better. Accuracy: the same tasks without an attack, done; higher is better. In brackets: 95% intervals',
    '(Wilson). Blocked: refused or cut by a content filter; a blocked attack has failed, a blocked benign case is over-refusal. Errors',
    'count in neither.',
    '',
    ...table(['report', 'model', 'address', 'seed', 'rows a suite', 'written'], reports.map(sourceCells)),
    '',
    '## Side by side',
    '',
    'Attack success / accuracy.',
    '',
    ...table(
      ['suite', ...labels],
      suites.map((suite) => [suite.suite, ...labels.map((label) => pairOf(suite, label))]),
    ),
    ...suites.flatMap(renderSuite),
    '',
  ].join('\n');
}

function sourceCells({ label, model, baseUrl, seed, rows, writtenAt }: Report): readonly string[] {
  return [label, model, baseUrl, String(seed), String(rows), writtenAt];
}

function pairOf({ summaries }: SuiteSummary, label: string): string {
  const summary = summaries.find((candidate) => candidate.label === label);
  return summary === undefined ? '' : `${percent(summary.attack)} / ${percent(summary.benign)}`;
}

function renderSuite({ suite, summaries, families }: SuiteSummary): readonly string[] {
  const hasControl = summaries.some(({ control }) => control.total > 0);
  const heading = [
    'report',
    'attack success',
    'accuracy without attack',
    ...(hasControl ? ['plain demand', 'forging adds'] : []),
    'attacks blocked',
    'benign blocked',
    'errors',
    'prompt tokens (benign)',
    'ms a case',
  ];
  const cells = (summary: Summary): readonly string[] => [
    summary.label,
    withInterval(summary.attack),
    withInterval(summary.benign),
    ...(hasControl ? [withInterval(summary.control), difference(summary.attack, summary.control)] : []),
    percent(summary.attackBlocked),
    withInterval(summary.benignBlocked),
    String(summary.errors),
    `${rounded(summary.promptTokens)} (${rounded(summary.benignPromptTokens)})`,
    rounded(summary.milliseconds),
  ];
  const labels = summaries.map(({ label }) => label);
  return [
    '',
    `## ${suite}`,
    '',
    ...table(heading, summaries.map(cells)),
    '',
    ...table(['family', 'counted', ...labels], families.map(familyCells)),
  ];
}

const counted = { attack: 'attacks that succeeded', benign: 'benign done', control: 'plain demands followed' } as const;

function familyCells({ kind, family, shares }: FamilySummary): readonly string[] {
  return [family, counted[kind], ...shares.map(({ count, total }) => (total === 0 ? '' : `${count}/${total}`))];
}

function percent({ count, total }: Share): string {
  return total === 0 ? '-' : `${((count / total) * 100).toFixed(1)}%`;
}

export function withInterval(share: Share): string {
  if (share.total === 0) return '-';
  const { lower, upper } = wilsonInterval(share.count, share.total);
  const bounds = [lower, upper].map((bound) => (bound * 100).toFixed(1)).join(' to ');
  return `${percent(share)} (${share.count}/${share.total}) [${bounds}]`;
}

function difference(one: Share, other: Share): string {
  if (one.total === 0 || other.total === 0) return '-';
  const points = (one.count / one.total - other.count / other.total) * 100;
  return `${points > 0 ? '+' : ''}${points.toFixed(1)} points`;
}

function rounded(value: number | null): string {
  return value === null ? '-' : String(Math.round(value));
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)];
}
