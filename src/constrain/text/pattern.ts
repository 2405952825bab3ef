// In: nothing. Out: a regular expression as a tree, over code points. Knows no notation.
import type { Automaton } from './automaton.ts';
import type { CodePointSet } from './code-points.ts';

export type Pattern =
  | { readonly kind: 'characters'; readonly set: CodePointSet }
  | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  /** `max` null repeats without end. */
  | { readonly kind: 'repeat'; readonly item: Pattern; readonly min: number; readonly max: number | null }
  /** Takes no character. */
  | { readonly kind: 'position'; readonly where: 'start' | 'end' | 'word-boundary' | 'no-word-boundary' }
  /** Takes no character: what follows begins, or does not begin, as the body. */
  | { readonly kind: 'lookahead'; readonly body: Pattern; readonly isNegative: boolean }
  /** Takes a text of the automaton; made of lookaheads, never read from a notation. */
  | { readonly kind: 'embedded'; readonly automaton: Automaton };

export const emptyPattern: Pattern = { kind: 'sequence', items: [] };

export function holdsLookahead(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'lookahead':
      return true;
    case 'sequence':
      return pattern.items.some(holdsLookahead);
    case 'choice':
      return pattern.options.some(holdsLookahead);
    case 'repeat':
      return holdsLookahead(pattern.item);
    default:
      return false;
  }
}
