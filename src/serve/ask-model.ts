// In: a deployment, and whose request it is. Out: the port by which the service itself asks the deployed model about a text. Its turns become
// a prompt like every other, so that no text in them is a control token; it waits in the queue like every other run, within the caller's
// partition. Its tokens are nobody's answer: who wants to count them is told of the prompt's.
import type { Sampling } from '../contract/ask.ts';
import type { Deployment, PromptScope } from '../contract/caller.ts';
import type { Dispatch, PreparedPrompt } from '../contract/dispatch.ts';
import { Fault } from '../contract/fault.ts';
import type { TokenChance } from '../contract/logprobs.ts';
import type { Turn } from '../contract/turn.ts';
import type { ModelJudge } from '../safety/grounding/model-judge.ts';

export interface AskedModel extends PromptScope {
  readonly dispatch: Dispatch;
  readonly deployment: Pick<Deployment, 'engineId'>;
  onComputed(promptTokens: number): void;
}

const sampling: Sampling = {
  temperature: 0,
  topP: 1,
  topK: null,
  presencePenalty: 0,
  frequencyPenalty: 0,
  seed: 1,
  stops: [],
  logitBias: new Map(),
  maxTokens: 1,
  topLogprobs: null,
};
/** Of the likeliest tokens: yes and no are among them, in all their spellings. Servers elsewhere tell no more. */
const probedTokens = 20;
/** The word itself may take more than one token. */
const wordTokens = 3;
/** Probabilities are told of the free choice, so that the grammar only matters where the model would say neither. */
const yesOrNo = { grammar: 'root ::= "yes" | "no" | "Yes" | "No"', triggers: null, calls: null };

export function askModel(asked: AskedModel): ModelJudge {
  return {
    shareOfYes: async (turns, signal) => {
      const prepared = await prepare(turns, asked, signal);
      const constraint = prepared.facts.dialect === 'constrained' ? yesOrNo : null;
      const order = {
        sampling: { ...sampling, maxTokens: wordTokens, topLogprobs: probedTokens },
        constraint,
        choiceCount: 1,
      };
      let text = '';
      let share: number | null = null;
      for await (const { delta } of asked.dispatch.generate(prepared, order, signal)) {
        if (delta.kind !== 'text-delta') continue;
        if (text.trim() === '' && delta.text.trim() !== '') share = shareIn(delta.logprobs[0]?.top ?? []);
        text += delta.text;
      }
      return share ?? shareOfWord(text);
    },
    write: async (turns, maxTokens, signal) => {
      const prepared = await prepare(turns, asked, signal);
      const order = { sampling: { ...sampling, maxTokens }, constraint: null, choiceCount: 1 };
      let text = '';
      for await (const { delta } of asked.dispatch.generate(prepared, order, signal))
        if (delta.kind === 'text-delta') text += delta.text;
      return text.trim();
    },
  };
}

async function prepare(
  turns: readonly Turn[],
  { dispatch, deployment, partition, adapter, onComputed }: AskedModel,
  signal: AbortSignal,
): Promise<PreparedPrompt> {
  const toolPolicy = { mode: 'none', allowedNames: null, isNamed: false, isParallel: false } as const;
  const conversation = { turns, tools: [], toolPolicy, answerFormat: { kind: 'text' } } as const;
  const prepared = await dispatch.prepare({ engineId: deployment.engineId, conversation, partition, adapter }, signal);
  const { promptTokens, facts } = prepared;
  if (promptTokens !== null && promptTokens + wordTokens > facts.contextTokens) {
    const message = `The question about it has ${promptTokens} tokens, more than the model's context of ${facts.contextTokens}.`;
    throw new Fault('context_length_exceeded', message);
  }
  onComputed(promptTokens ?? 0);
  return prepared;
}

/** Of yes among yes and no; null where neither is likely enough to be told. */
function shareIn(top: readonly TokenChance[]): number | null {
  let [yes, no] = [0, 0];
  for (const { token, logprob } of top) {
    const word = token.trim().toLowerCase();
    if (word === 'yes') yes += Math.exp(logprob);
    if (word === 'no') no += Math.exp(logprob);
  }
  return yes + no === 0 ? null : yes / (yes + no);
}

function shareOfWord(text: string): number {
  const word = /^\W*(yes|no)\b/i.exec(text)?.[1]?.toLowerCase();
  if (word === undefined) throw new Fault('engine_error', 'The model answers a question of yes or no with neither.');
  return word === 'yes' ? 1 : 0;
}
