// In: the pieces of an answer, pulled one at a time, and what writes OpenAI's chunks of them. Out: the chunks as Azure streams them: what
// the filter found before the text that it clears, or behind it with offsets. Knows no SSE, no HTTP and no engine.
import type { AnswerFacts } from '../../contract/answer.ts';
import type { Screened } from '../../contract/piece.ts';
import type { Verdict } from '../../contract/safety.ts';
import type { ChunkWriter } from '../openai/chat-chunks.ts';
import type { Annotation } from './annotation.ts';
import { type FilterResults, filterResults, offendingResults } from './filter-results.ts';
import { mergeVerdicts } from './merge-verdicts.ts';
import { promptChunk, promptFilterResults } from './prompt-filter-results.ts';

export interface ChunkAnnotation extends Annotation {
  readonly isUsageIncluded: boolean;
  /** What clients of the API read of every choice; an annotation chunk of a chat has no `delta`. */
  readonly emptyChoice: { readonly text?: '' };
}

interface ChunkBody {
  readonly choices: readonly object[];
}

/** Of all forms of pieces, what an annotation looks at. */
type AnswerPiece =
  | Screened
  | { readonly kind: 'finish'; readonly choice: number; readonly reason: string }
  | { readonly kind: 'usage' }
  | {
      readonly kind: 'prompt-echo' | 'text-delta' | 'tool-call-start' | 'tool-call-delta' | 'tool-call-end';
      readonly choice: number;
    };

/** The head comes with the first piece: until something was computed a failure can still have its own status. */
export async function* annotateChunks<Item extends AnswerPiece>(
  facts: AnswerFacts,
  pieces: AsyncIterable<Item>,
  write: ChunkWriter<Item, ChunkBody>,
  annotation: ChunkAnnotation,
): AsyncGenerator<object, void, undefined> {
  const { version, promptCount, isUsageIncluded } = annotation;
  const annotate = facts.streamMode === 'buffered' ? buffered(write, annotation) : asynchronous(write, annotation);
  let isBegun = false;
  for await (const piece of pieces) {
    if (!isBegun) yield promptChunk(promptFilterResults(facts.promptVerdict, version, promptCount), isUsageIncluded);
    isBegun = true;
    yield* annotate(piece);
  }
}

/**
 * Every chunk has what was found in the stretch that it belongs to; a chunk that holds no text has nothing, but for the end, which has what
 * was found in the whole answer.
 */
function buffered<Item extends AnswerPiece>(
  write: ChunkWriter<Item, ChunkBody>,
  { version }: ChunkAnnotation,
): ChunkWriter<Item, object> {
  const found = new Map<number, Verdict>();
  const ofWhole = new Map<number, Verdict>();
  const resultsOf = (piece: AnswerPiece): FilterResults => {
    if (piece.kind === 'usage' || piece.kind === 'prompt-echo') return {};
    const isEnd = piece.kind === 'finish' && piece.reason !== 'content_filter';
    const verdict = (isEnd ? ofWhole : found).get(piece.choice);
    return verdict === undefined ? {} : filterResults(verdict, version);
  };
  return (piece) => {
    if (piece.kind === 'screened') {
      found.set(piece.choice, piece.verdict);
      const before = ofWhole.get(piece.choice);
      const all = mergeVerdicts([...(before === undefined ? [] : [before]), piece.verdict]);
      if (piece.isOfWhole === true && all !== null) ofWhole.set(piece.choice, all);
      return [];
    }
    const chunks = write(piece);
    return chunks.map((chunk, index) => withResults(chunk, index === chunks.length - 1 ? resultsOf(piece) : {}));
  };
}

function withResults(chunk: ChunkBody, results: FilterResults): object {
  return { ...chunk, choices: chunk.choices.map((choice) => ({ ...choice, content_filter_results: results })) };
}

/** Chunks go out as they are; what was found follows in chunks of its own. The one that tells of a cut stands for the choice's end. */
function asynchronous<Item extends AnswerPiece>(
  write: ChunkWriter<Item, ChunkBody>,
  annotation: ChunkAnnotation,
): ChunkWriter<Item, object> {
  const cut = new Set<number>();
  return (piece) => {
    if (piece.kind === 'screened') {
      if (piece.verdict.isFiltered) cut.add(piece.choice);
      return [annotationChunk(piece, annotation)];
    }
    return piece.kind === 'finish' && cut.has(piece.choice) ? [] : write(piece);
  };
}

function annotationChunk(piece: Screened, annotation: ChunkAnnotation): object {
  const { choice, verdict } = piece;
  const before = annotation.promptCharacters(choice);
  return {
    id: '',
    object: '',
    created: 0,
    model: '',
    choices: [
      {
        index: choice,
        ...annotation.emptyChoice,
        finish_reason: verdict.isFiltered ? 'content_filter' : null,
        content_filter_results: verdict.isFiltered
          ? offendingResults(verdict)
          : filterResults(verdict, annotation.version),
        content_filter_offsets: {
          check_offset: before + piece.checkOffset,
          start_offset: before + piece.startOffset,
          end_offset: before + piece.endOffset,
        },
      },
    ],
    ...(annotation.isUsageIncluded ? { usage: null } : {}),
  };
}
