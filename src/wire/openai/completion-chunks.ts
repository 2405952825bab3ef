// In: the pieces of a completion, pulled one at a time. Out: the objects of a streamed (legacy) completion. Knows no SSE, no HTTP and no
// engine; what ends the iteration ends the pieces'.
import type { AnswerFacts } from '../../contract/answer.ts';
import type { CompletionPiece, RawToken, TextFinish } from '../../contract/completion-ask.ts';
import type { ChunkWriter } from './chat-chunks.ts';
import { type LegacyLogprobs, LegacyLogprobsWriter } from './legacy-logprobs.ts';
import { type UsageBody, usageBody } from './usage-body.ts';

export interface CompletionChunkChoice {
  readonly text: string;
  readonly index: number;
  readonly logprobs: LegacyLogprobs | null;
  readonly finish_reason: TextFinish['reason'] | null;
}

export interface CompletionChunkBody {
  readonly id: string;
  readonly object: 'text_completion';
  readonly created: number;
  readonly model: string;
  readonly system_fingerprint: string;
  readonly choices: CompletionChunkChoice[];
  /** Present only when usage was asked for: null until the last chunk. */
  readonly usage?: UsageBody | null;
}

export interface CompletionChunkOptions {
  readonly isUsageIncluded: boolean;
  readonly hasLogprobs: boolean;
}

export function createCompletionChunkWriter(
  facts: AnswerFacts,
  { isUsageIncluded, hasLogprobs }: CompletionChunkOptions,
): ChunkWriter<CompletionPiece, CompletionChunkBody> {
  const frame = {
    id: facts.id,
    object: 'text_completion',
    created: facts.createdSeconds,
    model: facts.model,
    system_fingerprint: facts.fingerprint,
    ...(isUsageIncluded ? { usage: null } : {}),
  } as const;
  const writers = new Map<number, LegacyLogprobsWriter>();
  const logprobsOf = (choice: number, text: string, tokens: readonly RawToken[]): LegacyLogprobs | null => {
    if (!hasLogprobs) return null;
    const writer = writers.get(choice) ?? new LegacyLogprobsWriter();
    writers.set(choice, writer);
    return writer.write(text, tokens);
  };
  return (piece) => {
    switch (piece.kind) {
      case 'screened':
        return [];
      case 'usage':
        return isUsageIncluded ? [{ ...frame, choices: [], usage: usageBody(piece.usage) }] : [];
      case 'finish':
        return [
          { ...frame, choices: [{ text: '', index: piece.choice, logprobs: null, finish_reason: piece.reason }] },
        ];
      default: {
        const tokens = piece.kind === 'prompt-echo' ? piece.tokens : piece.logprobs;
        const logprobs = logprobsOf(piece.choice, piece.text, tokens);
        return [{ ...frame, choices: [{ text: piece.text, index: piece.choice, logprobs, finish_reason: null }] }];
      }
    }
  };
}

export async function* completionChunks(
  facts: AnswerFacts,
  pieces: AsyncIterable<CompletionPiece>,
  options: CompletionChunkOptions,
): AsyncGenerator<CompletionChunkBody, void, undefined> {
  const write = createCompletionChunkWriter(facts, options);
  for await (const piece of pieces) for (const chunk of write(piece)) yield chunk;
}
