// In: the pieces of an answer, pulled one at a time. Out: the chunk objects of a streamed chat completion. Knows no SSE, no HTTP
// and no engine; what ends the iteration ends the pieces'.
import type { AnswerFacts } from '../../contract/answer.ts';
import type { ChatAsk } from '../../contract/ask.ts';
import type { Piece, ToolCallDelta, ToolCallStart } from '../../contract/piece.ts';
import { type FinishWord, finishWord } from './finish-word.ts';
import { type LogprobsBody, logprobsBody } from './logprobs-body.ts';
import { type ServedTier, servedTier } from './service-tier.ts';
import { type UsageBody, usageBody } from './usage-body.ts';

interface CallDeltaBody {
  readonly index: number;
  /** Id, type and name come with the first delta of a call only. */
  readonly id?: string;
  readonly type?: 'function';
  readonly function: { readonly name?: string; readonly arguments: string };
}

export interface ChatChunkDelta {
  readonly role?: 'assistant';
  readonly content?: string | null;
  readonly refusal?: null;
  readonly tool_calls?: CallDeltaBody[];
  readonly function_call?: { readonly name?: string; readonly arguments: string };
}

export interface ChatChunkChoice {
  readonly index: number;
  readonly delta: ChatChunkDelta;
  readonly logprobs: LogprobsBody | null;
  readonly finish_reason: FinishWord | null;
}

export interface ChatChunkBody {
  readonly id: string;
  readonly object: 'chat.completion.chunk';
  readonly created: number;
  readonly model: string;
  readonly service_tier: ServedTier;
  readonly system_fingerprint: string;
  readonly choices: ChatChunkChoice[];
  /** Present only when usage was asked for: null until the last chunk. */
  readonly usage?: UsageBody | null;
}

export type ChatChunkOptions = Pick<ChatAsk, 'isUsageIncluded' | 'callStyle'>;

type Frame = Omit<ChatChunkBody, 'choices'>;

function frameOf(facts: AnswerFacts, options: ChatChunkOptions): Frame {
  return {
    id: facts.id,
    object: 'chat.completion.chunk',
    created: facts.createdSeconds,
    model: facts.model,
    service_tier: servedTier(facts.urgency),
    system_fingerprint: facts.fingerprint,
    ...(options.isUsageIncluded ? { usage: null } : {}),
  };
}

function choiceChunk(
  frame: Frame,
  index: number,
  delta: ChatChunkDelta,
  rest: Partial<ChatChunkChoice> = {},
): ChatChunkBody {
  return { ...frame, choices: [{ index, delta, logprobs: null, finish_reason: null, ...rest }] };
}

function callDelta(piece: ToolCallStart | ToolCallDelta, callStyle: ChatAsk['callStyle']): ChatChunkDelta {
  const isStart = piece.kind === 'tool-call-start';
  const told = isStart ? { name: piece.name, arguments: '' } : { arguments: piece.text };
  if (callStyle === 'functions') return { function_call: told };
  const head = isStart ? { id: piece.id, type: 'function' as const } : {};
  return { tool_calls: [{ index: piece.call, ...head, function: told }] };
}

/** The chunks of one piece: its own comes last, before it the one that begins its choice, where it does. */
export type ChunkWriter<Item, Chunk> = (piece: Item) => readonly Chunk[];

export function createChatChunkWriter(
  facts: AnswerFacts,
  options: ChatChunkOptions,
): ChunkWriter<Piece, ChatChunkBody> {
  const frame = frameOf(facts, options);
  const begun = new Set<number>();
  return (piece) => {
    if (piece.kind === 'tool-call-end' || piece.kind === 'screened') return [];
    if (piece.kind === 'usage')
      return options.isUsageIncluded ? [{ ...frame, choices: [], usage: usageBody(piece.usage) }] : [];
    const { choice } = piece;
    const isFirst = !begun.has(choice);
    begun.add(choice);
    if (piece.kind === 'tool-call-start' || piece.kind === 'tool-call-delta') {
      const head: ChatChunkDelta = isFirst ? { role: 'assistant', content: null, refusal: null } : {};
      return [choiceChunk(frame, choice, { ...head, ...callDelta(piece, options.callStyle) })];
    }
    const own =
      piece.kind === 'text-delta'
        ? choiceChunk(frame, choice, { content: piece.text }, { logprobs: logprobsBody(piece.logprobs) })
        : choiceChunk(frame, choice, {}, { finish_reason: finishWord(piece.reason, options.callStyle) });
    return isFirst ? [choiceChunk(frame, choice, { role: 'assistant', content: '', refusal: null }), own] : [own];
  };
}

export async function* chatChunks(
  facts: AnswerFacts,
  pieces: AsyncIterable<Piece>,
  options: ChatChunkOptions,
): AsyncGenerator<ChatChunkBody, void, undefined> {
  const write = createChatChunkWriter(facts, options);
  // Not `yield*`, which takes each item of a list for a promise and waits for it.
  for await (const piece of pieces) for (const chunk of write(piece)) yield chunk;
}
