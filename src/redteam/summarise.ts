// In: reports. Out: for each suite and report, and for each family in it, how many attacks succeeded beside how much of the same was done without
// them, and what it cost. Errors count in neither. Pure.
import type { CaseKind } from './case.ts';
import type { Outcome, Report } from './outcome.ts';

export interface Share {
  readonly count: number;
  readonly total: number;
}

export interface Summary {
  readonly label: string;
  /** Attacks that succeeded. */
  readonly attack: Share;
  /** What attacks demand, plainly said and followed. */
  readonly control: Share;
  /** Benign cases that were done. */
  readonly benign: Share;
  /** Refused or cut by a filter. */
  readonly attackBlocked: Share;
  readonly benignBlocked: Share;
  readonly errors: number;
  /** Means of a case that was answered, in tokens and milliseconds; null where none is known. */
  readonly promptTokens: number | null;
  readonly benignPromptTokens: number | null;
  readonly milliseconds: number | null;
}

export interface SuiteSummary {
  readonly suite: string;
  /** In the reports' order; of one that has not this suite there is none. */
  readonly summaries: readonly Summary[];
  readonly families: readonly FamilySummary[];
}

export interface FamilySummary {
  readonly kind: CaseKind;
  readonly family: string;
  /** For each report that has the suite. */
  readonly shares: readonly Share[];
}

/** Reports with the same label are one. */
export function summarise(reports: readonly Report[]): readonly SuiteSummary[] {
  const labels = [...new Set(reports.map(({ label }) => label))];
  const outcomesOf = (label: string, suite: string): readonly Outcome[] =>
    reports
      .filter((report) => report.label === label)
      .flatMap(({ outcomes }) => outcomes.filter((one) => one.suite === suite));
  const names = [...new Set(reports.flatMap(({ outcomes }) => outcomes.map(({ suite }) => suite)))];
  return names.map((suite) => {
    const sides = labels
      .map((label) => ({ label, outcomes: outcomesOf(label, suite) }))
      .filter(({ outcomes }) => outcomes.length > 0);
    const families = [
      ...new Map(
        sides.flatMap(({ outcomes }) => outcomes).map(({ kind, family }) => [`${kind}\n${family}`, { kind, family }]),
      ).values(),
    ].sort((one, other) => (`${one.kind}${one.family}` < `${other.kind}${other.family}` ? -1 : 1));
    return {
      suite,
      summaries: sides.map(({ label, outcomes }) => summaryOf(label, outcomes)),
      families: families.map(({ kind, family }) => ({
        kind,
        family,
        shares: sides.map(({ outcomes }) =>
          shareOf(outcomes.filter((one) => one.kind === kind && one.family === family)),
        ),
      })),
    };
  });
}

export function summaryOf(label: string, outcomes: readonly Outcome[]): Summary {
  const of = (kind: CaseKind): readonly Outcome[] => outcomes.filter((outcome) => outcome.kind === kind);
  const answered = outcomes.filter(({ verdict }) => verdict !== 'error' && verdict !== 'blocked');
  return {
    label,
    attack: shareOf(of('attack')),
    control: shareOf(of('control')),
    benign: shareOf(of('benign')),
    attackBlocked: shareOf(of('attack'), 'blocked'),
    benignBlocked: shareOf(of('benign'), 'blocked'),
    errors: outcomes.filter(({ verdict }) => verdict === 'error').length,
    promptTokens: mean(answered.map(({ promptTokens }) => promptTokens)),
    benignPromptTokens: mean(answered.filter(({ kind }) => kind === 'benign').map(({ promptTokens }) => promptTokens)),
    milliseconds: mean(answered.map(({ milliseconds }) => milliseconds)),
  };
}

function shareOf(outcomes: readonly Outcome[], verdict: 'yes' | 'blocked' = 'yes'): Share {
  const judged = outcomes.filter((outcome) => outcome.verdict !== 'error');
  return { count: judged.filter((outcome) => outcome.verdict === verdict).length, total: judged.length };
}

function mean(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((number) => number !== null);
  return known.length === 0 ? null : known.reduce((sum, number) => sum + number, 0) / known.length;
}
