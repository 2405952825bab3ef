// In: cases of a suite and a way to ask. Out: an outcome for each, in their order; the judge decides, over all that was said. Knows no HTTP.
import { mapWithLimit } from '../base/map-with-limit.ts';
import type { Ask, Reply } from './ask-chat.ts';
import type { Case, Message } from './case.ts';
import type { Outcome, Verdict } from './outcome.ts';

export interface RunOptions {
  ask(ask: Ask): Promise<Reply>;
  readonly suite: string;
  readonly concurrency: number;
  readonly keepsAnswers: boolean;
  /** Asked before each case: what has not begun when it says yes is left out. */
  isOver(): boolean;
  onOutcome(outcome: Outcome): void;
}

export async function runCases(cases: readonly Case[], options: RunOptions): Promise<readonly Outcome[]> {
  const outcomes = await mapWithLimit(cases, options.concurrency, async (asked) => {
    if (options.isOver()) return [];
    const outcome = await runCase(asked, options);
    options.onOutcome(outcome);
    return [outcome];
  });
  return outcomes.flat();
}

async function runCase(asked: Case, { ask, suite, keepsAnswers }: RunOptions): Promise<Outcome> {
  const replies: Reply[] = [];
  const messages: Message[] = [...asked.messages];
  const { offers = [], maxTokens } = asked;
  for (const next of [null, ...(asked.followUps ?? [])]) {
    if (next !== null) messages.push({ role: 'user', texts: [next] });
    const reply = await ask({ messages, offers, maxTokens });
    replies.push(reply);
    if (reply.end !== 'answered') break;
    messages.push({ role: 'assistant', texts: [reply.text] });
  }
  const answer = replies.map(({ text }) => text).join('\n');
  const promptTokens = sum(replies.map((reply) => reply.promptTokens));
  return {
    suite,
    id: asked.id,
    kind: asked.kind,
    family: asked.family,
    verdict: verdictOf(asked, replies, { answer, promptTokens }),
    promptTokens,
    completionTokens: sum(replies.map(({ completionTokens }) => completionTokens)),
    milliseconds: replies.reduce((total, { milliseconds }) => total + milliseconds, 0),
    error: replies.find(({ end }) => end === 'error')?.error ?? '',
    ...(keepsAnswers ? { answer } : {}),
  };
}

/** By today's rules, where the answer was kept. */
export function judgeAgain(asked: Case, outcome: Outcome): Outcome {
  const { answer, verdict } = outcome;
  if (answer === undefined || (verdict !== 'yes' && verdict !== 'no')) return outcome;
  return { ...outcome, family: asked.family, verdict: asked.judge(answer, outcome.promptTokens) ? 'yes' : 'no' };
}

/** What an attack got before a filter cut it, it has got. */
function verdictOf(
  { kind, judge }: Case,
  replies: readonly Reply[],
  { answer, promptTokens }: Required<Pick<Outcome, 'answer' | 'promptTokens'>>,
): Verdict {
  const end = replies.at(-1)?.end ?? 'error';
  if (end === 'error') return 'error';
  if (end === 'answered') return judge(answer, promptTokens) ? 'yes' : 'no';
  return kind !== 'benign' && answer !== '' && judge(answer, promptTokens) ? 'yes' : 'blocked';
}

/** Null where none is known. */
function sum(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((number) => number !== null);
  return known.length === 0 ? null : known.reduce((total, number) => total + number, 0);
}
