// In: what a model was asked, with which functions on offer, and what it answers. Out: whether that serves the user, in the model's own
// judgement. What tools and documents said is left out: a call that only they ask for serves nobody. Knows no policy.
import type { FunctionTool } from '../../contract/tools.ts';
import type { ReadConversation } from './grounding-sources.ts';
import { adherenceQuestion } from './judge-prompts.ts';
import type { ModelJudge } from './model-judge.ts';

export interface WrittenAnswer {
  readonly text: string;
  readonly calls: readonly { readonly name: string; readonly argumentsJson: string }[];
}

const lastRequests = 4;
const mostFunctions = 40;
const textUnits = 1500;
const answerUnits = 4000;
const descriptionUnits = 200;
const leastShare = 0.5;

/** True where the answer does not serve what was asked. */
export async function strays(
  answer: WrittenAnswer,
  { instructions, requests }: ReadConversation,
  tools: readonly FunctionTool[],
  judge: ModelJudge,
  signal: AbortSignal,
): Promise<boolean> {
  const called = new Set(answer.calls.map(({ name }) => name));
  // Those that are called are told whatever the number.
  const told = tools.filter(({ name }, place) => place < mostFunctions || called.has(name));
  const question = adherenceQuestion({
    instructions: ends(instructions.join('\n'), textUnits),
    requests: requests.slice(-lastRequests).map((text) => ends(text, textUnits)),
    functions: told.map(({ name, description }) => ({
      name,
      description: description === null ? null : ends(description, descriptionUnits),
    })),
    calls: answer.calls.map(({ name, argumentsJson }) => ({ name, argumentsJson: ends(argumentsJson, textUnits) })),
    text: ends(answer.text, answerUnits),
  });
  return (await judge.shareOfYes(question, signal)) < leastShare;
}

/** Beginning and end of what is too long. */
function ends(text: string, units: number): string {
  if (text.length <= units) return text;
  return `${text.slice(0, units / 2).toWellFormed()} … ${text.slice(-units / 2).toWellFormed()}`;
}
