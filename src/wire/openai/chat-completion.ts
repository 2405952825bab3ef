// In: the pieces of an answer. Out: the body of an unstreamed chat completion: a fold of the same pieces that a stream sends.
// Knows no HTTP and no engine.
import type { AnswerFacts } from '../../contract/answer.ts';
import type { ChatAsk } from '../../contract/ask.ts';
import { Fault } from '../../contract/fault.ts';
import type { TokenLogprob } from '../../contract/logprobs.ts';
import type { FinishReason, Piece, Usage } from '../../contract/piece.ts';
import { type FinishWord, finishWord } from './finish-word.ts';
import { type LogprobsBody, logprobsBody } from './logprobs-body.ts';
import { type ServedTier, servedTier } from './service-tier.ts';
import { type UsageBody, usageBody } from './usage-body.ts';

export interface ToolCallBody {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

export interface ChatCompletionChoice {
  readonly index: number;
  readonly message: {
    readonly role: 'assistant';
    /** Null where the answer is calls only. */
    readonly content: string | null;
    readonly refusal: null;
    readonly annotations: never[];
    readonly tool_calls?: ToolCallBody[];
    readonly function_call?: { readonly name: string; readonly arguments: string };
  };
  readonly logprobs: LogprobsBody | null;
  readonly finish_reason: FinishWord;
}

export interface ChatCompletionBody {
  readonly id: string;
  readonly object: 'chat.completion';
  readonly created: number;
  readonly model: string;
  readonly choices: ChatCompletionChoice[];
  readonly usage: UsageBody;
  readonly service_tier: ServedTier;
  readonly system_fingerprint: string;
}

interface GatheredChoice {
  text: string;
  readonly calls: { readonly id: string; readonly name: string; argumentsText: string; isWhole: boolean }[];
  readonly logprobs: TokenLogprob[];
  reason: FinishReason | null;
}

interface Gathered {
  readonly choices: ReadonlyMap<number, GatheredChoice>;
  readonly usage: Usage | null;
}

async function gather(pieces: AsyncIterable<Piece>): Promise<Gathered> {
  const choices = new Map<number, GatheredChoice>();
  let usage: Usage | null = null;
  for await (const piece of pieces) {
    if (piece.kind === 'usage') {
      usage = piece.usage;
      continue;
    }
    const choice = choices.get(piece.choice) ?? { text: '', calls: [], logprobs: [], reason: null };
    choices.set(piece.choice, choice);
    addPiece(choice, piece);
  }
  return { choices, usage };
}

function addPiece(choice: GatheredChoice, piece: Exclude<Piece, { kind: 'usage' }>): void {
  switch (piece.kind) {
    case 'text-delta':
      choice.text += piece.text;
      choice.logprobs.push(...piece.logprobs);
      return;
    case 'tool-call-start':
      choice.calls.push({ id: piece.id, name: piece.name, argumentsText: '', isWhole: false });
      return;
    case 'tool-call-delta': {
      const call = choice.calls[piece.call];
      if (call !== undefined) call.argumentsText += piece.text;
      return;
    }
    case 'tool-call-end': {
      const call = choice.calls[piece.call];
      if (call !== undefined) call.isWhole = true;
      return;
    }
    case 'screened':
      return;
    case 'finish':
      choice.reason = piece.reason;
      return;
    default:
      piece satisfies never;
  }
}

function callMembers(calls: GatheredChoice['calls'], callStyle: ChatAsk['callStyle']): object {
  const [first] = calls;
  if (first === undefined) return {};
  if (callStyle === 'functions') return { function_call: { name: first.name, arguments: first.argumentsText } };
  return {
    tool_calls: calls.map(({ id, name, argumentsText }) => ({
      id,
      type: 'function',
      function: { name, arguments: argumentsText },
    })),
  };
}

function choiceBody(index: number, choice: GatheredChoice, callStyle: ChatAsk['callStyle']): ChatCompletionChoice {
  if (choice.reason === null) throw new Fault('internal', 'The answer ended before it was complete.');
  // Only the filter cuts a call in two; half a call is of no use to anybody, and its arguments would not parse.
  const calls = choice.calls.filter(({ isWhole }) => isWhole);
  return {
    index,
    message: {
      role: 'assistant',
      content: choice.text === '' && calls.length > 0 ? null : choice.text,
      refusal: null,
      annotations: [],
      ...callMembers(calls, callStyle),
    },
    logprobs: logprobsBody(choice.logprobs),
    finish_reason: finishWord(choice.reason, callStyle),
  };
}

export async function foldChatCompletion(
  facts: AnswerFacts,
  pieces: AsyncIterable<Piece>,
  callStyle: ChatAsk['callStyle'],
): Promise<ChatCompletionBody> {
  const { choices, usage } = await gather(pieces);
  if (usage === null || choices.size === 0) {
    throw new Fault('internal', 'The answer ended before it was complete.');
  }
  return {
    id: facts.id,
    object: 'chat.completion',
    created: facts.createdSeconds,
    model: facts.model,
    choices: [...choices]
      .sort(([one], [other]) => one - other)
      .map(([index, choice]) => choiceBody(index, choice, callStyle)),
    usage: usageBody(usage),
    service_tier: servedTier(facts.urgency),
    system_fingerprint: facts.fingerprint,
  };
}
