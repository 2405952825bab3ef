// In: nothing. Out: the right side of a grammar rule as a tree, before it is written down. Knows no notation and no schema.
import type { CodePointSet } from './text/code-points.ts';

export type Expression =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'characters'; readonly set: CodePointSet }
  | { readonly kind: 'rule'; readonly name: string }
  | { readonly kind: 'sequence'; readonly items: readonly Expression[] }
  /** Without options it takes nothing, not even the empty text. */
  | {
      readonly kind: 'choice';
      readonly options: readonly Expression[];
      /** What stands first in each tells them apart, even where it begins alike. */
      readonly isExclusive: boolean;
    }
  | { readonly kind: 'repeat'; readonly item: Expression; readonly min: number; readonly max: number | null };

export const nothing: Expression = { kind: 'choice', options: [], isExclusive: true };
export const emptyText: Expression = { kind: 'sequence', items: [] };

export function text(characters: string): Expression {
  return characters === '' ? emptyText : { kind: 'text', text: characters };
}

export function characters(set: CodePointSet): Expression {
  return { kind: 'characters', set };
}

export function rule(name: string): Expression {
  return { kind: 'rule', name };
}

/** Neighboring texts become one. */
export function sequence(...items: readonly Expression[]): Expression {
  const flat: Expression[] = [];
  for (const item of items.flatMap((each) => (each.kind === 'sequence' ? each.items : [each]))) {
    const before = flat.at(-1);
    if (item.kind === 'text' && before?.kind === 'text') flat[flat.length - 1] = text(before.text + item.text);
    else flat.push(item);
  }
  const [only = emptyText] = flat;
  return flat.length === 1 ? only : { kind: 'sequence', items: flat };
}

export function choice(...options: readonly Expression[]): Expression {
  return choiceOf(options, false);
}

export function exclusiveChoice(...options: readonly Expression[]): Expression {
  return choiceOf(options, true);
}

export function choiceOf(options: readonly Expression[], isExclusive: boolean): Expression {
  const flat = options.flatMap((each) => (each.kind === 'choice' ? each.options : [each]));
  const [only = nothing] = flat;
  return flat.length <= 1 ? only : { kind: 'choice', options: flat, isExclusive };
}

export function optional(item: Expression): Expression {
  return choice(item, emptyText);
}

/** Not the place for large counts: `repeatOften` is. */
export function repeat(item: Expression, min: number, max: number | null): Expression {
  return max === 0 ? emptyText : { kind: 'repeat', item, min, max };
}
