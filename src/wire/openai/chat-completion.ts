// In: the pieces of an answer. Out: the body of an unstreamed chat completion: a fold of the same pieces that a stream sends.
// Knows no HTTP and no engine.
import type { AnswerFacts } from '../../contract/answer.ts';
import { Fault } from '../../contract/fault.ts';
import type { FinishReason, Piece, Usage } from '../../contract/piece.ts';
import { type UsageBody, usageBody } from './usage-body.ts';

export interface ChatCompletionChoice {
  readonly index: number;
  readonly message: {
    readonly role: 'assistant';
    readonly content: string;
    readonly refusal: null;
    readonly annotations: never[];
  };
  readonly logprobs: null;
  readonly finish_reason: FinishReason;
}

export interface ChatCompletionBody {
  readonly id: string;
  readonly object: 'chat.completion';
  readonly created: number;
  readonly model: string;
  readonly choices: ChatCompletionChoice[];
  readonly usage: UsageBody;
  readonly service_tier: 'default';
  readonly system_fingerprint: string;
}

interface Gathered {
  readonly textOf: Map<number, string>;
  readonly reasonOf: Map<number, FinishReason>;
  readonly usage: Usage | null;
}

async function gather(pieces: AsyncIterable<Piece>): Promise<Gathered> {
  const textOf = new Map<number, string>();
  const reasonOf = new Map<number, FinishReason>();
  let usage: Usage | null = null;
  for await (const piece of pieces) {
    if (piece.kind === 'usage') usage = piece.usage;
    else {
      const text = piece.kind === 'text-delta' ? piece.text : '';
      textOf.set(piece.choice, (textOf.get(piece.choice) ?? '') + text);
      if (piece.kind === 'finish') reasonOf.set(piece.choice, piece.reason);
    }
  }
  return { textOf, reasonOf, usage };
}

export async function foldChatCompletion(
  facts: AnswerFacts,
  pieces: AsyncIterable<Piece>,
): Promise<ChatCompletionBody> {
  const { textOf, reasonOf, usage } = await gather(pieces);
  if (usage === null || reasonOf.size === 0 || reasonOf.size !== textOf.size) {
    throw new Fault('internal', 'The answer ended before it was complete.');
  }
  const choices = [...reasonOf]
    .sort(([one], [other]) => one - other)
    .map(
      ([index, reason]): ChatCompletionChoice => ({
        index,
        message: { role: 'assistant', content: textOf.get(index) ?? '', refusal: null, annotations: [] },
        logprobs: null,
        finish_reason: reason,
      }),
    );
  return {
    id: facts.id,
    object: 'chat.completion',
    created: facts.createdSeconds,
    model: facts.model,
    choices,
    usage: usageBody(usage),
    service_tier: 'default',
    system_fingerprint: facts.fingerprint,
  };
}
