// In: the pieces of an answer. Out: the same pieces; what the filter found in them is kept beside. Knows no wire shape.
import type { Screened } from '../../contract/piece.ts';

export interface GatheredPieces<Item> {
  readonly pieces: AsyncIterable<Item>;
  /** Of a choice, so far. */
  screened(choice: number): readonly Screened[];
}

export function gatherScreened<Item extends { readonly kind: string }>(
  pieces: AsyncIterable<Item | Screened>,
): GatheredPieces<Item | Screened> {
  const found: Screened[] = [];
  const isScreened = (piece: Item | Screened): piece is Screened => piece.kind === 'screened';
  return {
    pieces: (async function* () {
      for await (const piece of pieces) {
        if (isScreened(piece)) found.push(piece);
        yield piece;
      }
    })(),
    screened: (choice) => found.filter((piece) => piece.choice === choice),
  };
}
