// In: what is known of an object. Out: its named members in the order of the schema, and the kinds of members with other names. Knows no
// grammar.
import type { Facts, ObjectFacts } from './facts.ts';
import { type Goal, impossibleGoal, isImpossible, type Literal, positive } from './goal.ts';
import type { GrammarPart } from './grammar-part.ts';
import { languageOfText } from './scalar-rules.ts';
import { schemaLimits } from './schema-limits.ts';
import type { NodeId, ObjectRules } from './schema-node.ts';
import { type Automaton, accepts, combine, isEmpty } from './text/automaton.ts';
import { anyText, automatonOfLengths, automatonOfWords, type TextLimits } from './text/text-language.ts';
import { kinds } from './type-set.ts';

export interface NamedMember {
  readonly key: string;
  readonly goal: Goal;
  readonly isRequired: boolean;
}

/** Members with any key of the language. */
export interface OtherMembers {
  readonly keys: Automaton;
  readonly goal: Goal;
}

/** More names than this are not told apart from others: there are no others then. */
const mostNameCharacters = 3000;

export function namedMembers({ object }: Facts, part: GrammarPart): readonly NamedMember[] {
  return [...knownKeys(object)].map((key) => {
    const isNameRefused = object.groups.some(({ names }) => names !== null && !part.fits(names, key));
    const spoken = object.groups.flatMap((rules) => speaking(rules, key));
    const goal = part.goal([...spoken.map(positive), ...(object.members.get(key) ?? [])]);
    return { key, goal: isNameRefused ? impossibleGoal : goal, isRequired: object.required.has(key) };
  });
}

function knownKeys({ groups, required, members }: ObjectFacts): ReadonlySet<string> {
  return new Set([...groups.flatMap((rules) => [...rules.properties.keys()]), ...required, ...members.keys()]);
}

function speaking(rules: ObjectRules, key: string): readonly NodeId[] {
  const property = rules.properties.get(key);
  const matching = rules.patterns.filter(({ automaton }) => accepts(automaton, key)).map(({ node }) => node);
  if (property !== undefined) return [property, ...matching];
  if (matching.length > 0) return matching;
  return rules.additional === null ? [] : [rules.additional];
}

/**
 * A schema that names members and does not say whether there may be others is meant as it is written: there are none, unless too few
 * would be left (`isNeeded`).
 */
export function otherMembers({ object }: Facts, isNeeded: boolean, part: GrammarPart): readonly OtherMembers[] {
  const named = knownKeys(object);
  const { groups } = object;
  const isOpen =
    isNeeded ||
    groups.some(({ additional }) => additional !== null) ||
    groups.every(({ namesMembers, patterns }) => !namesMembers && patterns.length === 0);
  const hasPatterns = groups.some(({ patterns }) => patterns.length > 0);
  const isTooMuch = [...named].reduce((sum, key) => sum + key.length, 0) > mostNameCharacters;
  if ((!isOpen && !hasPatterns) || isTooMuch) return [];
  const limits: TextLimits = { maxStates: schemaLimits.states, meter: part.meter };
  let classes: readonly KeyClass[] = [
    { keys: startingKeys(object, named, part, limits), literals: [], isSpokenOf: isOpen },
  ];
  for (const rules of groups) classes = classes.flatMap((each) => split(each, rules, limits, part));
  return classes
    .filter(({ isSpokenOf, keys }) => isSpokenOf && !isEmpty(keys))
    .map(({ keys, literals }) => ({ keys, goal: part.goal(literals) }))
    .filter(({ goal }) => !isImpossible(goal));
}

interface KeyClass {
  readonly keys: Automaton;
  readonly literals: readonly Literal[];
  readonly isSpokenOf: boolean;
}

function startingKeys(
  object: ObjectFacts,
  named: ReadonlySet<string>,
  part: GrammarPart,
  limits: TextLimits,
): Automaton {
  const names = object.groups.flatMap((rules) => (rules.names === null ? [] : [positive(rules.names)]));
  const possible = names.length === 0 ? anyText : keysThatFit(part.goal(names), limits, part);
  return meet(possible, automatonOfWords([...named]), 'and-not', limits, part);
}

/** By which patterns of the group a key matches; where it matches none, the group's `additionalProperties` speaks. */
function split(start: KeyClass, rules: ObjectRules, limits: TextLimits, part: GrammarPart): readonly KeyClass[] {
  let open: readonly (KeyClass & { readonly isMatched: boolean })[] = [{ ...start, isMatched: false }];
  for (const { automaton, node } of rules.patterns) {
    open = open
      .flatMap((each) => [
        {
          keys: meet(each.keys, automaton, 'and', limits, part),
          literals: [...each.literals, positive(node)],
          isSpokenOf: true,
          isMatched: true,
        },
        { ...each, keys: meet(each.keys, automaton, 'and-not', limits, part) },
      ])
      .filter(({ keys }) => !isEmpty(keys));
    if (open.length > 64) return part.refuse("so many 'patternProperties' cannot be enforced.");
  }
  const { additional } = rules;
  return open.map(({ isMatched, ...each }) =>
    isMatched || additional === null ? each : { ...each, literals: [...each.literals, positive(additional)] },
  );
}

function meet(
  left: Automaton,
  right: Automaton,
  how: 'and' | 'and-not' | 'or',
  limits: TextLimits,
  part: GrammarPart,
): Automaton {
  return (
    combine(left, right, how, limits) ??
    part.refuse(`the names of its properties need more than ${limits.maxStates} states, which cannot be enforced.`)
  );
}

/** A key is a string that fits a schema: the union of the strings of all its cases. */
function keysThatFit(goal: Goal, limits: TextLimits, part: GrammarPart): Automaton {
  const cases = part.expansion.casesOf(goal).filter((facts) => (facts.types & kinds.string) !== 0);
  return cases.reduce(
    (sum, facts) => meet(sum, keysOfCase(facts, goal, limits, part), 'or', limits, part),
    automatonOfWords([]),
  );
}

function keysOfCase(facts: Facts, goal: Goal, limits: TextLimits, part: GrammarPart): Automaton {
  if (facts.values !== null) {
    const fits = (key: string): boolean => goal.every(({ node, isNegative }) => part.fits(node, key) !== isNegative);
    return automatonOfWords([...facts.values.values()].filter((value) => typeof value === 'string').filter(fits));
  }
  const language = languageOfText(facts, part);
  if (language.kind === 'automaton') return language.automaton;
  const { min, max } = language;
  if (min === 0 && max === null) return anyText;
  const bounded = combine(
    anyText,
    automatonOfLengths(min, max === null ? null : Math.min(max, Math.max(min, 256))),
    'and',
    limits,
  );
  return bounded ?? part.refuse("a 'minLength' of property names so large cannot be enforced.");
}
