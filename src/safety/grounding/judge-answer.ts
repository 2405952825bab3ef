// In: a finished answer, the conversation that it answers, and the policy. Out: the verdict of what the deployed model says of it; null where
// the policy asks for nothing that can be asked. A model that cannot be asked makes a verdict that says so.
import { Fault } from '../../contract/fault.ts';
import {
  type AnswerCheck,
  type ContentPolicy,
  type DetectionRule,
  nothingFound,
  type Verdict,
} from '../../contract/safety.ts';
import type { FunctionTool } from '../../contract/tools.ts';
import type { Turn } from '../../contract/turn.ts';
import { type ReadConversation, readConversation } from './grounding-sources.ts';
import { strays, type WrittenAnswer } from './judge-adherence.ts';
import { judgeGrounding } from './judge-grounding.ts';
import type { GroundingPorts } from './model-judge.ts';

export interface JudgedConversation {
  readonly turns: readonly Turn[];
  /** On offer. */
  readonly tools: readonly FunctionTool[];
}

/** What Azure says in the place of findings. */
const failure = { code: 'content_filter_error', message: 'The contents are not filtered' } as const;

export function enabledRule({ rules }: ContentPolicy, check: AnswerCheck): DetectionRule | null {
  const rule = rules.completion.answerChecks?.[check];
  return rule?.isEnabled === true ? rule : null;
}

export async function judgeAnswer(
  answer: WrittenAnswer,
  conversation: JudgedConversation,
  policy: ContentPolicy,
  ports: GroundingPorts,
  signal: AbortSignal,
): Promise<Verdict | null> {
  const [grounding, adherence] = [enabledRule(policy, 'groundedness'), enabledRule(policy, 'taskAdherence')];
  const read = readConversation(conversation.turns);
  const { sources, requests } = read;
  const isGroundable = grounding !== null && sources.length > 0;
  const isAskable = adherence !== null && requests.length > 0 && (answer.text.trim() !== '' || answer.calls.length > 0);
  if (!isGroundable && !isAskable) return null;
  try {
    const found: Pick<Verdict, 'groundedness' | 'taskAdherence'> = {
      ...(isGroundable ? { groundedness: await groundednessOf(answer.text, read, grounding, ports, signal) } : {}),
      ...(isAskable
        ? { taskAdherence: detected(await strays(answer, read, conversation.tools, ports.judge, signal), adherence) }
        : {}),
    };
    const isFiltered = found.groundedness?.isFiltered === true || found.taskAdherence?.isFiltered === true;
    return { ...nothingFound, source: 'completion', ...found, isFiltered };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (!(error instanceof Fault)) throw error;
    const isBlocking = (isGroundable && grounding.isBlocking) || (isAskable && adherence.isBlocking);
    return {
      ...nothingFound,
      source: 'completion',
      failure,
      isFiltered: isBlocking && policy.onScorerFailure === 'closed',
    };
  }
}

async function groundednessOf(
  text: string,
  { sources, requests, instructions }: ReadConversation,
  rule: DetectionRule,
  ports: GroundingPorts,
  signal: AbortSignal,
): Promise<NonNullable<Verdict['groundedness']>> {
  const query = requests.at(-1) ?? null;
  const given = [...requests, ...instructions];
  const { ungrounded } = await judgeGrounding({ text, sources, query, given, isMedical: false }, ports, signal);
  return { ...detected(ungrounded.length > 0, rule), spans: ungrounded.map(({ span }) => span) };
}

function detected(isDetected: boolean, { isBlocking }: DetectionRule): { isDetected: boolean; isFiltered: boolean } {
  return { isDetected, isFiltered: isDetected && isBlocking };
}
