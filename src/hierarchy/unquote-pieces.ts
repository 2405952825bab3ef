// In: the pieces of an answer whose prompt had quoted tasks in it. Out: the pieces without the quotation marks that the model copied with the text,
// whatever way they are split into pieces. Knows no policy.
import type { Piece } from '../contract/piece.ts';
import { quoteClosing, quoteOpening } from './untrusted/screened-text.ts';

type Delta = Extract<Piece, { kind: 'text-delta' | 'tool-call-delta' }>;

/** Of one choice: what may still become a mark, and whether a mark is open. */
interface Waiting {
  readonly pieces: readonly Delta[];
  readonly isOpen: boolean;
}

const nothing: Waiting = { pieces: [], isOpen: false };

export async function* unquotePieces(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece> {
  const waiting = new Map<number, Waiting>();
  try {
    for await (const piece of pieces) {
      if (piece.kind === 'text-delta' || piece.kind === 'tool-call-delta') {
        const { shown, left } = taken(piece, waiting.get(piece.choice) ?? nothing);
        waiting.set(piece.choice, left);
        yield* shown;
        continue;
      }
      if ('choice' in piece) {
        yield* waiting.get(piece.choice)?.pieces ?? [];
        waiting.delete(piece.choice);
      }
      yield piece;
    }
  } catch (error) {
    // What came before the source broke is the client's.
    for (const { pieces: left } of waiting.values()) yield* left;
    throw error;
  }
}

function taken(
  piece: Delta,
  { pieces, isOpen: wasOpen }: Waiting,
): { readonly shown: readonly Delta[]; readonly left: Waiting } {
  const told = [...pieces, piece].map((one) => one.text).join('');
  const { text, isOpen } = stripped(told, wasOpen);
  const held = text === told ? [...pieces, piece] : [withText(piece, text)];
  let from = held.length;
  for (let left = begunLength(text, markOf(isOpen)); left > 0; left -= held[from]?.text.length ?? left) from -= 1;
  return { shown: held.slice(0, from), left: { pieces: held.slice(from), isOpen } };
}

function withText(piece: Delta, text: string): Delta {
  return piece.kind === 'text-delta' ? { ...piece, text, logprobs: [] } : { ...piece, text };
}

function stripped(text: string, wasOpen: boolean): { readonly text: string; readonly isOpen: boolean } {
  let isOpen = wasOpen;
  let rest = text;
  let kept = '';
  for (;;) {
    const mark = markOf(isOpen);
    const at = rest.indexOf(mark);
    if (at === -1) return { text: kept + rest, isOpen };
    kept += rest.slice(0, at);
    rest = rest.slice(at + mark.length);
    isOpen = !isOpen;
  }
}

function markOf(isOpen: boolean): string {
  return isOpen ? quoteClosing : quoteOpening;
}

/** How much of the mark the text ends in, not the whole. */
function begunLength(text: string, mark: string): number {
  for (let length = mark.length - 1; length > 0; length -= 1) if (text.endsWith(mark.slice(0, length))) return length;
  return 0;
}
