// In: an answer that the model ended behind a call. Out: the calls that it had yet in mind. Small models end an answer after one call where
// several are wanted; what they leave to going on tells those answers from the others by orders of magnitude. Where they leave enough, the
// next call is begun for them. Knows no schema and no call syntax but what it is given.
import type { EngineRun, EngineUsage } from '../../contract/engine.ts';
import type { TokenId } from '../../contract/vocabulary.ts';
import { completionRequest } from './completion-request.ts';
import type { LlamaClient } from './llama-client.ts';
import { probeStep } from './probe-step.ts';
import { readCompletion } from './read-completion.ts';

export interface FurtherCallPorts {
  readonly client: Pick<LlamaClient, 'tokenize' | 'completeOnce' | 'complete'>;
  /** ln p of going on, from which on another call is asked for. */
  readonly leastLogprob: number;
  readonly controlTokens: ReadonlySet<TokenId>;
}

/** How far the answer has come. */
export interface AnsweredRun {
  readonly run: EngineRun;
  /** As in `CallsInText`. */
  readonly begun: string;
  readonly furtherGrammar: () => string;
  readonly prompt: readonly TokenId[];
  /** How the answer was begun for the model; stands at the end of the prompt. */
  readonly opening: string;
  readonly text: string;
  readonly tokens: readonly TokenId[];
  readonly usage: EngineUsage;
}

export interface AddedCall {
  readonly text: string;
  readonly tokens: readonly TokenId[];
  readonly completionTokens: number;
  /** The limit of tokens came before its end; then there is no text. */
  readonly wasCut: boolean;
}

const maxAddedCalls = 16;
/** Of the likeliest tokens: what lies behind them weighs nothing. */
const probedTokens = 16;

export async function* furtherCalls(
  answered: AnsweredRun,
  ports: FurtherCallPorts,
  signal: AbortSignal,
): AsyncGenerator<AddedCall> {
  const { run, prompt } = answered;
  const written = answered.opening + answered.text;
  const begun = new RegExp(answered.begun).exec(written);
  if (begun === null) return;
  const beginning = `\n${markupBefore(written.slice(0, begun.index))}`;
  const beginningTokens = await ports.client.tokenize([beginning], { isTemplate: true, isFirst: false }, signal);
  let { text, tokens } = { text: written, tokens: answered.tokens };
  let left = (run.sampling.maxTokens ?? Number.POSITIVE_INFINITY) - answered.usage.completionTokens;
  for (let added = 0; added < maxAddedCalls; added += 1) {
    left -= beginningTokens.length;
    if (left <= 0) return;
    if ((await logprobOfGoingOn([...prompt, ...tokens], run, ports, signal)) < ports.leastLogprob) return;
    const call = await writeCall([...prompt, ...tokens, ...beginningTokens], left, answered, ports, signal);
    const completionTokens = beginningTokens.length + call.completionTokens;
    if (call.wasCut) {
      yield { text: '', tokens: [], completionTokens, wasCut: true };
      return;
    }
    // A call that was made already is how a model shows that it has no other.
    if (withoutSpace(text).includes(withoutSpace(call.text.slice(0, call.text.lastIndexOf('}') + 1)))) return;
    left -= call.completionTokens;
    const stretch = { text: beginning + call.text, tokens: [...beginningTokens, ...call.tokens] };
    text += stretch.text;
    tokens = [...tokens, ...stretch.tokens];
    yield { ...stretch, completionTokens, wasCut: false };
  }
}

/** What stands between the text and the brace of the first call, where it is markup. */
function markupBefore(text: string): string {
  return /(?:<tool_call>|```[a-z]{0,10})\s*(?=\{\s*$)/.exec(text)?.[0] ?? '';
}

function withoutSpace(text: string): string {
  return text.replaceAll(/\s/g, '');
}

/** How likely is anything but an end? */
async function logprobOfGoingOn(
  prompt: readonly TokenId[],
  run: EngineRun,
  { client, controlTokens }: FurtherCallPorts,
  signal: AbortSignal,
): Promise<number> {
  const step = await probeStep(prompt, run.slot, probedTokens, client, signal);
  const goingOn = step.filter(({ id }) => id === null || !controlTokens.has(id));
  return Math.log(goingOn.reduce((sum, { share }) => sum + share, 0));
}

async function writeCall(
  prompt: readonly TokenId[],
  maxTokens: number,
  { run, furtherGrammar }: AnsweredRun,
  { client }: FurtherCallPorts,
  signal: AbortSignal,
): Promise<AddedCall> {
  const sampling = { ...run.sampling, maxTokens: Number.isFinite(maxTokens) ? maxTokens : null, topLogprobs: null };
  const constraint = { grammar: furtherGrammar(), triggers: null, calls: null };
  const call = { ...run, sampling, constraint, isCacheReused: true };
  let text = '';
  const tokens: TokenId[] = [];
  for await (const delta of readCompletion(client.complete(completionRequest(call, prompt), signal), null)) {
    if (delta.kind === 'text-delta') {
      text += delta.text;
      tokens.push(...delta.tokens);
    } else if (delta.kind === 'finish') {
      return {
        text,
        tokens,
        completionTokens: delta.usage.completionTokens,
        wasCut: delta.reason === 'length' || delta.stopText !== null,
      };
    }
  }
  return { text: '', tokens: [], completionTokens: 0, wasCut: true };
}
