// In: the pieces of an answer, pulled one at a time. Out: the chunk objects of a streamed chat completion. Knows no SSE, no HTTP
// and no engine; what ends the iteration ends the pieces'.
import type { AnswerFacts } from '../../contract/answer.ts';
import type { FinishReason, Piece } from '../../contract/piece.ts';
import { type UsageBody, usageBody } from './usage-body.ts';

export interface ChatChunkDelta {
  readonly role?: 'assistant';
  readonly content?: string;
  readonly refusal?: null;
}

export interface ChatChunkChoice {
  readonly index: number;
  readonly delta: ChatChunkDelta;
  readonly logprobs: null;
  readonly finish_reason: FinishReason | null;
}

export interface ChatChunkBody {
  readonly id: string;
  readonly object: 'chat.completion.chunk';
  readonly created: number;
  readonly model: string;
  readonly service_tier: 'default';
  readonly system_fingerprint: string;
  readonly choices: ChatChunkChoice[];
  /** Present only when usage was asked for: null until the last chunk. */
  readonly usage?: UsageBody | null;
}

export interface ChatChunkOptions {
  readonly isUsageIncluded: boolean;
}

type Frame = Omit<ChatChunkBody, 'choices'>;

function frameOf(facts: AnswerFacts, options: ChatChunkOptions): Frame {
  return {
    id: facts.id,
    object: 'chat.completion.chunk',
    created: facts.createdSeconds,
    model: facts.model,
    service_tier: 'default',
    system_fingerprint: facts.fingerprint,
    ...(options.isUsageIncluded ? { usage: null } : {}),
  };
}

function choiceChunk(
  frame: Frame,
  index: number,
  delta: ChatChunkDelta,
  reason: FinishReason | null = null,
): ChatChunkBody {
  return { ...frame, choices: [{ index, delta, logprobs: null, finish_reason: reason }] };
}

export async function* chatChunks(
  facts: AnswerFacts,
  pieces: AsyncIterable<Piece>,
  options: ChatChunkOptions,
): AsyncGenerator<ChatChunkBody, void, undefined> {
  const frame = frameOf(facts, options);
  const begun = new Set<number>();
  for await (const piece of pieces) {
    if (piece.kind === 'usage') {
      if (options.isUsageIncluded) yield { ...frame, choices: [], usage: usageBody(piece.usage) };
      continue;
    }
    if (!begun.has(piece.choice)) {
      begun.add(piece.choice);
      yield choiceChunk(frame, piece.choice, { role: 'assistant', content: '', refusal: null });
    }
    if (piece.kind === 'text-delta') yield choiceChunk(frame, piece.choice, { content: piece.text });
    if (piece.kind === 'finish') yield choiceChunk(frame, piece.choice, {}, piece.reason);
  }
}
