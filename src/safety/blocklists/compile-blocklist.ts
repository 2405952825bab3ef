// In: a list. Out: what finds its items in a text, made once and kept by the caller for as long as the list is as it is. Knows no text.
import { Fault } from '../../contract/fault.ts';
import type { Blocklist, BlocklistItem, BlocklistMatch } from '../../contract/safety.ts';
import { checkBlocklistItem } from './check-blocklist-item.ts';
import { toExactForm } from './exact-form.ts';
import { compilePattern, PatternSet } from './pattern-set.ts';
import { TermAutomaton } from './term-automaton.ts';
import { edgeSymbol, symbolsOfTerm } from './text-symbols.ts';

export const itemCountLimit = 10_000;

/** Immutable: any number of scans may use it at the same time. */
export interface CompiledBlocklist {
  readonly name: string;
  readonly terms: TermAutomaton;
  /** By number of the term: items with the same form share one. */
  readonly matchesOfTerm: readonly (readonly NumberedMatch[])[];
  readonly patterns: PatternSet;
  readonly matchOfPattern: readonly NumberedMatch[];
}

export interface NumberedMatch {
  /** The place of the item in its list. */
  readonly position: number;
  readonly match: BlocklistMatch;
}

/** Faults: `invalid_value` for an item that `checkBlocklistItem` refuses, or more or larger items than a list may have. */
export function compileBlocklist(list: Blocklist): CompiledBlocklist {
  if (list.items.length > itemCountLimit) {
    throw new Fault('invalid_value', `A blocklist has at most ${itemCountLimit} items.`);
  }
  const numbered = list.items.map((item, position) => ({ position, match: { blocklistName: list.name, item } }));
  const exact = new Map<string, NumberedMatch[]>();
  const patterns: { readonly source: string; readonly found: NumberedMatch }[] = [];
  for (const found of numbered) {
    const form = formOf(found.match.item);
    if (found.match.item.isRegex) patterns.push({ source: form, found });
    else if (exact.get(form)?.push(found) === undefined) exact.set(form, [found]);
  }
  return {
    name: list.name,
    terms: new TermAutomaton([...exact.keys()].map(symbolsOfTerm), (symbol) => (symbol === edgeSymbol ? 0 : 1)),
    matchesOfTerm: [...exact.values()],
    patterns: new PatternSet(patterns.map(({ source }) => compilePattern(source))),
    matchOfPattern: patterns.map(({ found }) => found),
  };
}

function formOf(item: BlocklistItem): string {
  if (!item.isRegex) checkBlocklistItem(item);
  return toExactForm(item.text);
}
