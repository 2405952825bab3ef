// In: compiled lists and a whole text. Out: the items that the text has, in the order of lists and items. Knows no policy.
import type { BlocklistMatch } from '../../contract/safety.ts';
import type { CompiledBlocklist } from './compile-blocklist.ts';
import { toExactForm } from './exact-form.ts';
import { TermScan } from './term-scan.ts';

/** Time grows linearly with the text. */
export function matchBlocklists(lists: readonly CompiledBlocklist[], text: string): readonly BlocklistMatch[] {
  const form = toExactForm(text);
  return lists.flatMap((list) => {
    const scan = new TermScan(list.terms);
    const terms = [...scan.push(form), ...scan.end()];
    return inOrder(list, { terms, patterns: list.patterns.findIn(form) });
  });
}

export interface FoundNumbers {
  readonly terms: readonly number[];
  readonly patterns: readonly number[];
}

export function inOrder(list: CompiledBlocklist, { terms, patterns }: FoundNumbers): readonly BlocklistMatch[] {
  const ofTerms = terms.flatMap((number) => list.matchesOfTerm[number] ?? []);
  const ofPatterns = patterns.flatMap((number) => list.matchOfPattern.slice(number, number + 1));
  return [...ofTerms, ...ofPatterns].sort((left, right) => left.position - right.position).map(({ match }) => match);
}
