// In: what is known of an array. Out: the expression of all such arrays. Knows no other kind of value.
import { choice, type Expression, nothing, sequence, text } from './expression.ts';
import { type ArrayFacts, type Facts, least } from './facts.ts';
import { type Goal, isImpossible, type Literal, positive } from './goal.ts';
import type { GrammarPart } from './grammar-part.ts';
import { stringRules } from './scalar-rules.ts';
import { schemaLimits } from './schema-limits.ts';
import type { CodePointSet } from './text/code-points.ts';
import { firstCharacterGroups } from './text/first-character-groups.ts';
import { automatonOfBeginning } from './text/text-language.ts';
import { uniqueArrayRules } from './unique-array-rules.ts';
import { exactly } from './value-rules.ts';

/** One array: items with rules of their own, then as many like each other as the bounds allow. */
interface Layout {
  readonly first: readonly Goal[];
  readonly rest: Goal;
  readonly min: number;
  readonly max: number | null;
}

export function arrayRules({ array }: Facts, part: GrammarPart): Expression {
  const longest = schemaLimits.longestRepetition;
  if (array.min > longest) return part.refuse(`a 'minItems' above ${longest} cannot be enforced.`);
  // What must be somewhere is put behind the prefix or, where nothing may stand there, at the beginning.
  const starts = array.some.length === 0 ? [0] : [...new Set([prefixLength(array), 0])];
  return choice(...starts.map((start) => layOut(array, start, part)));
}

function prefixLength({ tuples, at }: ArrayFacts): number {
  return Math.max(0, ...tuples.map(({ prefix }) => prefix.length), ...[...at.keys()].map((index) => index + 1));
}

function layOut(array: ArrayFacts, start: number, part: GrammarPart): Expression {
  const inQuotas = array.some.reduce((sum, { count }) => sum + count, 0);
  if (inQuotas > 1000) return part.refuse("a 'minContains' above 1000 cannot be enforced.");
  const length = Math.max(prefixLength(array), inQuotas === 0 ? 0 : start + inQuotas);
  const first = Array.from({ length }, (_, index) => part.goal(literalsAt(array, index, start)));
  const rest = part.goal(literalsAt(array, length, start));
  const min = Math.max(array.min, inQuotas === 0 ? 0 : start + inQuotas);
  const isOpen = array.tuples.length === 0 || array.tuples.some(({ items }) => items !== null);
  // A tuple that does not say what stands behind it is meant as it is written.
  const max = isOpen ? array.max : least(array.max, Math.max(length, min));
  const bounded = max === null ? null : Math.min(max, Math.max(schemaLimits.longestRepetition, min));
  if (bounded !== null && bounded < min) return nothing;
  const layout: Layout = { first, rest, min, max: bounded };
  return array.isUnique ? uniqueLayout(layout, part) : plainLayout(layout, part);
}

function literalsAt({ tuples, at, some }: ArrayFacts, index: number, start: number): readonly Literal[] {
  const literals = tuples.flatMap(({ prefix, items }) => [prefix[index] ?? items ?? []].flat().map(positive));
  let from = start;
  const quotas = some.flatMap(({ count, these, others }) => {
    const isInside = index >= from && index < from + count;
    from += count;
    return isInside ? these : others;
  });
  return [...literals, ...(at.get(index) ?? []), ...quotas];
}

function plainLayout({ first, rest, min, max }: Layout, part: GrammarPart): Expression {
  const { book, json } = part;
  if (first.length === 0 && rest.length === 0 && min === 0 && max === null) return json.array();
  const ws = json.whitespace();
  const end = sequence(ws, text(']'));
  const following = (goal: Goal): Expression => sequence(text(','), ws, part.ruleOf(goal));
  const furtherItems = (sofar: number): Expression => {
    if (max !== null && sofar >= max) return end;
    const left = max === null ? null : max - sofar;
    return sequence(book.repeatOften(following(rest), Math.max(0, min - sofar), left), end);
  };
  if (first.length === 0) {
    const empty = min === 0 ? sequence(text('['), end) : nothing;
    if (max === 0 || isImpossible(rest)) return empty;
    return choice(sequence(text('['), ws, part.ruleOf(rest), furtherItems(1)), empty);
  }
  // From the end to the beginning: what may follow so many items.
  let tail = furtherItems(first.length);
  for (let index = first.length - 1; index >= 0; index -= 1) {
    const goal = first[index] ?? rest;
    const item = index === 0 ? sequence(ws, part.ruleOf(goal)) : following(goal);
    const onward = max !== null && index >= max ? nothing : sequence(item, tail);
    const options = choice(onward, index >= min ? end : nothing);
    tail = index === 0 || options.kind !== 'choice' ? options : book.add('a', options);
  }
  return sequence(text('['), tail);
}

/** Few values stand once each; texts are told apart by their first characters; of other items there is one at most. */
function uniqueLayout(layout: Layout, part: GrammarPart): Expression {
  const { first, rest, min, max } = layout;
  const kinds = first.length === 0 ? kindsOfItems(rest, part) : null;
  if (kinds !== null && min <= kinds.length) return uniqueArrayRules(kinds, { min, max }, part);
  if (min > 1) {
    return part.refuse(`'uniqueItems' cannot be enforced for ${min} items, unless they are one of so many values.`);
  }
  return plainLayout({ ...layout, max: Math.min(max ?? 1, 1) }, part);
}

function kindsOfItems(goal: Goal, part: GrammarPart): readonly Expression[] | null {
  const values = part.valuesOf(goal);
  if (values !== null) return values.map((value) => exactly(value, part.json));
  const texts = part.textsOf(goal);
  if (texts === null) return null;
  return firstCharacterGroups.map((group) =>
    choice(...texts.map((facts) => stringRules(beginningWith(group, facts), part))),
  );
}

function beginningWith(group: CodePointSet, facts: Facts): Facts {
  const { text } = facts;
  return {
    ...facts,
    text: { ...text, automata: [...text.automata, { automaton: automatonOfBeginning(group), isNegative: false }] },
  };
}
