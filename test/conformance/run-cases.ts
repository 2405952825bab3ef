// In: cases and a target. Out: one outcome a case, one case at a time; a difference ends its case only.
import { AssertionError } from 'node:assert';
import type { ConformanceCase, Outcome, Target, Verdict } from './conformance-case.ts';
import { missingFeatures } from './probe-features.ts';

/** Far above what a case takes: a loaded machine is no difference. */
const caseLimitMs = 120_000;

const shown = (value: unknown): string =>
  value instanceof RegExp ? String(value) : (JSON.stringify(value) ?? 'nothing');

function inOneLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [words = ''] = error.message.split('\n');
  // A bare assertion that something holds says all in its words.
  const hasValues = error instanceof AssertionError && error.operator !== '==';
  const values = hasValues ? `: ${shown(error.actual)} instead of ${shown(error.expected)}` : '';
  return `${words}${values}`.slice(0, 300);
}

async function verdictOf(one: ConformanceCase, target: Omit<Target, 'signal'>): Promise<readonly [Verdict, string]> {
  if (one.asksFor !== undefined && target[one.asksFor] === null) return ['not asked', `needs to know: ${one.asksFor}`];
  try {
    await one.run({ ...target, signal: AbortSignal.timeout(caseLimitMs) });
    return ['pass', ''];
  } catch (error) {
    return ['differs', inOneLine(error)];
  }
}

export async function runCases(
  cases: readonly ConformanceCase[],
  target: Omit<Target, 'signal'>,
  onOutcome: (outcome: Outcome) => void = () => undefined,
): Promise<readonly Outcome[]> {
  const missing = await missingFeatures({ ...target, signal: AbortSignal.timeout(caseLimitMs) });
  const outcomes: Outcome[] = [];
  for (const one of cases) {
    const begunMs = performance.now();
    const needs = one.needs ?? [];
    const lacking = needs.filter((feature) => missing.includes(feature));
    const [verdict, difference]: readonly [Verdict, string] =
      lacking.length > 0 ? ['not served', lacking.join(', ')] : await verdictOf(one, target);
    const outcome = {
      id: one.id,
      asserts: one.asserts,
      needs,
      verdict,
      difference,
      durationMs: Math.round(performance.now() - begunMs),
    };
    outcomes.push(outcome);
    onOutcome(outcome);
  }
  return outcomes;
}
