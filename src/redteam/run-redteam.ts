// In: what to attack, with which suites, and what is done already. Out: a report that grows, handed out after every suite and at the end. Draws
// nothing but by its seed.
import type { Clock } from '../base/clock.ts';
import { askChat, type Endpoint } from './ask-chat.ts';
import type { Suite } from './case.ts';
import type { Outcome, Report } from './outcome.ts';
import { judgeAgain, runCases } from './run-cases.ts';
import { lengthOf, sampleRows } from './sample-rows.ts';

export interface RedteamPlan {
  readonly label: string;
  readonly endpoint: Endpoint;
  readonly suites: readonly Suite[];
  readonly dataFolder: string | null;
  /** Of each suite at most. */
  readonly rows: number;
  readonly seed: number;
  readonly maxCharacters: number;
  readonly concurrency: number;
  readonly keepsAnswers: boolean;
  /** After it no case begins; null has no limit. */
  readonly limitMs: number | null;
  /** Not asked again. */
  readonly earlier: readonly Outcome[];
}

export interface RedteamWatch {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  onSuite(suite: string, cases: number, done: number): void;
  /** Whole as far as it goes. */
  onReport(report: Report): void;
}

/** `isComplete` is false where the time was up before. */
export async function runRedteam(
  plan: RedteamPlan,
  { clock, signal, onSuite, onReport }: RedteamWatch,
): Promise<{ readonly report: Report; readonly isComplete: boolean }> {
  const outcomes = new Map(plan.earlier.map((outcome) => [outcome.id, outcome]));
  const endMs = plan.limitMs === null ? Number.POSITIVE_INFINITY : clock.nowMs() + plan.limitMs;
  const report = (): Report => ({
    format: 'kinglet-redteam-1',
    label: plan.label,
    baseUrl: plan.endpoint.baseUrl,
    model: plan.endpoint.model,
    seed: plan.seed,
    rows: plan.rows,
    maxCharacters: plan.maxCharacters,
    writtenAt: new Date(clock.nowMs()).toISOString(),
    outcomes: [...outcomes.values()],
  });
  let isComplete = true;
  for (const suite of plan.suites) {
    const fitting = suite.rows(plan).filter((row) => lengthOf(row) <= plan.maxCharacters);
    const cases = sampleRows(fitting, plan.rows, plan.seed).flatMap((row) => row.cases);
    for (const asked of cases) {
      const earlier = outcomes.get(asked.id);
      if (earlier !== undefined) outcomes.set(asked.id, judgeAgain(asked, earlier));
    }
    const left = cases.filter(({ id }) => !outcomes.has(id));
    onSuite(suite.name, cases.length, cases.length - left.length);
    try {
      const now = await runCases(left, {
        suite: suite.name,
        concurrency: plan.concurrency,
        keepsAnswers: plan.keepsAnswers,
        ask: (ask) => askChat(plan.endpoint, ask, { clock, signal }),
        isOver: () => clock.nowMs() >= endMs,
        onOutcome: (outcome) => outcomes.set(outcome.id, outcome),
      });
      isComplete &&= now.length === left.length;
    } finally {
      // Also of a run that was stopped.
      onReport(report());
    }
  }
  return { report: report(), isComplete };
}
