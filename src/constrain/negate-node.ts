// In: a schema node that a value must not fit. Out: the ways not to fit it. Where a way cannot be described it is left out: fewer values,
// each of them right. Knows no grammar.

import {
  type Facts,
  onlyTypes,
  type SomeMember,
  withItem,
  withKey,
  withMember,
  withoutKey,
  withoutValues,
} from './facts.ts';
import { type Literal, negative, positive } from './goal.ts';
import type { NodeId, ObjectRules, SchemaNode } from './schema-node.ts';
import { accepts } from './text/automaton.ts';
import { type Bound, tightest } from './text/number-bound.ts';
import { allTypes, kinds, numberTypes } from './type-set.ts';

/** All of the literals hold, and the facts are changed so. */
export interface Way {
  readonly literals: readonly Literal[];
  readonly change: (facts: Facts) => Facts;
}

export type FitsKey = (node: NodeId, key: string) => boolean;

export function waysNotToFit(node: SchemaNode, fitsKey: FitsKey): readonly Way[] {
  const { values } = node;
  return [
    ...(node.types === allTypes ? [] : [fact((facts) => onlyTypes(facts, allTypes & ~node.types))]),
    ...(values === null ? [] : [fact((facts) => withoutValues(facts, [...values.values()]))]),
    ...aboutText(node),
    ...aboutNumbers(node),
    ...aboutArrays(node),
    ...aboutObjects(node.object, fitsKey),
    ...aboutOthers(node),
  ];
}

function fact(change: Way['change']): Way {
  return { literals: [], change };
}

function about(...literals: readonly Literal[]): Way {
  return { literals, change: (facts) => facts };
}

function aboutText({ text }: SchemaNode): readonly Way[] {
  const change = (more: (facts: Facts['text']) => Partial<Facts['text']>): Way =>
    fact((facts) => ({ ...onlyTypes(facts, kinds.string), text: { ...facts.text, ...more(facts.text) } }));
  const { minLength, maxLength } = text;
  const refused = [text.pattern, text.format?.taken ?? null].flatMap((automaton) => automaton ?? []);
  return [
    ...(minLength > 0 ? [change(({ max }) => ({ max: Math.min(max ?? minLength, minLength - 1) }))] : []),
    ...(maxLength === null ? [] : [change(({ min }) => ({ min: Math.max(min, maxLength + 1) }))]),
    ...refused.map((automaton) =>
      change(({ automata }) => ({ automata: [...automata, { automaton, isNegative: true }] })),
    ),
  ];
}

function aboutNumbers({ number }: SchemaNode): readonly Way[] {
  const change = (more: (facts: Facts['number']) => Partial<Facts['number']>): Way =>
    fact((facts) => ({ ...onlyTypes(facts, numberTypes), number: { ...facts.number, ...more(facts.number) } }));
  const beyond = (bound: Bound): Bound => ({ value: bound.value, isExclusive: !bound.isExclusive });
  const { low, high, step } = number;
  return [
    ...(low === null ? [] : [change((facts) => ({ high: tightest([facts.high, beyond(low)], 'high') }))]),
    ...(high === null ? [] : [change((facts) => ({ low: tightest([facts.low, beyond(high)], 'low') }))]),
    ...(step === null ? [] : [change(({ multiples }) => ({ multiples: [...multiples, { step, isNegative: true }] }))]),
  ];
}

function aboutArrays({ array }: SchemaNode): readonly Way[] {
  const change = (more: (facts: Facts['array']) => Partial<Facts['array']>): Way =>
    fact((facts) => ({ ...onlyTypes(facts, kinds.array), array: { ...facts.array, ...more(facts.array) } }));
  const { minItems, maxItems, prefix, items, contains } = array;
  const members = [...prefix, ...(items === null ? [] : [items])];
  return [
    ...(minItems > 0 ? [change(({ max }) => ({ max: Math.min(max ?? minItems, minItems - 1) }))] : []),
    ...(maxItems === null ? [] : [change(({ min }) => ({ min: Math.max(min, maxItems + 1) }))]),
    ...members.map((id, index) => fact((facts) => withItem(facts, index, [negative(id)]))),
    ...(contains === null ? [] : aboutContains(contains.node, contains.min, contains.max, change)),
  ];
}

function aboutContains(
  node: NodeId,
  min: number,
  max: number | null,
  change: (more: (facts: Facts['array']) => Partial<Facts['array']>) => Way,
): readonly Way[] {
  const none = { count: 0, these: [], others: [negative(node)] };
  const tooMany = { count: (max ?? 0) + 1, these: [positive(node)], others: [] };
  return [
    ...(min > 0 ? [change(({ some }) => ({ some: [...some, none] }))] : []),
    ...(max === null ? [] : [change(({ some }) => ({ some: [...some, tooMany] }))]),
  ];
}

function aboutObjects(rules: ObjectRules, fitsKey: FitsKey): readonly Way[] {
  const change = (more: (facts: Facts['object']) => Partial<Facts['object']>): Way =>
    fact((facts) => ({ ...onlyTypes(facts, kinds.object), object: { ...facts.object, ...more(facts.object) } }));
  const someMember = (member: SomeMember): Way => change((facts) => ({ someMember: [...facts.someMember, member] }));
  const { additional, names, minProperties, maxProperties } = rules;
  const isOther = (key: string): boolean =>
    !rules.properties.has(key) && !rules.patterns.some(({ automaton }) => accepts(automaton, key));
  return [
    ...rules.required.map((key) => fact((facts) => withoutKey(facts, key))),
    ...[...rules.properties].map(([key, id]) => fact((facts) => withKey(withMember(facts, key, [negative(id)]), key))),
    ...(additional === null ? [] : [someMember({ isKey: isOther, value: [negative(additional)] })]),
    ...rules.patterns.map(({ automaton, node }) =>
      someMember({ isKey: (key) => accepts(automaton, key), value: [negative(node)] }),
    ),
    ...(names === null ? [] : [someMember({ isKey: (key) => !fitsKey(names, key), value: [] })]),
    ...(minProperties > 0 ? [change(({ max }) => ({ max: Math.min(max ?? minProperties, minProperties - 1) }))] : []),
    ...(maxProperties === null ? [] : [change(({ min }) => ({ min: Math.max(min, maxProperties + 1) }))]),
    ...[...rules.dependentRequired].flatMap(([key, needed]) =>
      needed.map((other) => fact((facts) => withoutKey(withKey(facts, key), other))),
    ),
    ...rules.dependentSchemas.map(([key, id]) => ({
      literals: [negative(id)],
      change: (facts: Facts) => withKey(facts, key),
    })),
  ];
}

function aboutOthers(node: SchemaNode): readonly Way[] {
  const { condition, oneOf } = node;
  return [
    ...(node.reference === null ? [] : [about(negative(node.reference))]),
    ...node.allOf.map((id) => about(negative(id))),
    ...(node.anyOf === null ? [] : [about(...node.anyOf.map(negative))]),
    ...(oneOf === null ? [] : [about(...oneOf.map(negative)), ...pairsOf(oneOf)]),
    ...(node.not === null ? [] : [about(positive(node.not))]),
    ...(condition === null
      ? []
      : [
          about(positive(condition.test), negative(condition.met)),
          about(negative(condition.test), negative(condition.unmet)),
        ]),
  ];
}

function pairsOf(ids: readonly NodeId[]): readonly Way[] {
  return ids.flatMap((left, index) => ids.slice(index + 1).map((right) => about(positive(left), positive(right))));
}
