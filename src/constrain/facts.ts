// In: what single schemas say of one value. Out: all of it together, keyword by keyword, without alternatives. Knows no grammar.
import type { Json } from '../contract/json.ts';
import type { Literal } from './goal.ts';
import { type ArrayRules, falseNode, type ObjectRules, type SchemaNode } from './schema-node.ts';
import type { Automaton } from './text/automaton.ts';
import type { Decimal } from './text/decimal.ts';
import { type Bound, tightest } from './text/number-bound.ts';
import { allTypes, kinds, noTypes, type TypeSet } from './type-set.ts';

export interface Facts {
  readonly types: TypeSet;
  readonly hints: TypeSet;
  /** By `keyOfJson`; null allows any. */
  readonly values: ReadonlyMap<string, Json> | null;
  readonly excluded: readonly Json[];
  readonly text: TextFacts;
  readonly number: NumberFacts;
  readonly array: ArrayFacts;
  readonly object: ObjectFacts;
}

export interface TextFacts {
  readonly automata: readonly { readonly automaton: Automaton; readonly isNegative: boolean }[];
  readonly min: number;
  readonly max: number | null;
}

export interface NumberFacts {
  readonly low: Bound | null;
  readonly high: Bound | null;
  readonly multiples: readonly { readonly step: Decimal; readonly isNegative: boolean }[];
}

export interface ArrayFacts {
  readonly min: number;
  readonly max: number | null;
  readonly isUnique: boolean;
  readonly tuples: readonly Pick<ArrayRules, 'prefix' | 'items'>[];
  /** Of the item at one place, which is then there. */
  readonly at: ReadonlyMap<number, readonly Literal[]>;
  /** Of so many items; the others are as the second list says. */
  readonly some: readonly Quota[];
}

export interface Quota {
  readonly count: number;
  readonly these: readonly Literal[];
  readonly others: readonly Literal[];
}

export interface ObjectFacts {
  readonly min: number;
  readonly max: number | null;
  readonly groups: readonly ObjectRules[];
  readonly required: ReadonlySet<string>;
  /** Of the values of single keys. */
  readonly members: ReadonlyMap<string, readonly Literal[]>;
  /** Some key of this kind is there, and its value so. */
  readonly someMember: readonly SomeMember[];
}

export interface SomeMember {
  readonly isKey: (key: string) => boolean;
  readonly value: readonly Literal[];
}

export const noFacts: Facts = {
  types: allTypes,
  hints: noTypes,
  values: null,
  excluded: [],
  text: { automata: [], min: 0, max: null },
  number: { low: null, high: null, multiples: [] },
  array: { min: 0, max: null, isUnique: false, tuples: [], at: new Map(), some: [] },
  object: { min: 0, max: null, groups: [], required: new Set(), members: new Map(), someMember: [] },
};

/** What the node says itself; what it says by other nodes comes on its own. */
export function meetNode(facts: Facts, node: SchemaNode): Facts {
  const { text, number, array, object } = node;
  return {
    types: facts.types & node.types,
    hints: facts.hints | node.hints,
    values: meetValues(facts.values, node.values),
    excluded: facts.excluded,
    text: {
      automata: [
        ...facts.text.automata,
        ...(text.pattern === null ? [] : [{ automaton: text.pattern, isNegative: false }]),
        ...(text.format === null ? [] : [{ automaton: text.format.written, isNegative: false }]),
      ],
      min: Math.max(facts.text.min, text.minLength),
      max: least(facts.text.max, text.maxLength),
    },
    number: {
      low: tightest([facts.number.low, number.low], 'low'),
      high: tightest([facts.number.high, number.high], 'high'),
      multiples:
        number.step === null
          ? facts.number.multiples
          : [...facts.number.multiples, { step: number.step, isNegative: false }],
    },
    array: meetArray(facts.array, array),
    object: meetObject(facts.object, object),
  };
}

function meetValues(left: Facts['values'], right: Facts['values']): Facts['values'] {
  if (left === null || right === null) return left ?? right;
  return new Map([...left].filter(([key]) => right.has(key)));
}

function meetArray(facts: ArrayFacts, rules: ArrayRules): ArrayFacts {
  const saysItems = rules.prefix.length > 0 || rules.items !== null;
  const { contains } = rules;
  const inside = contains === null ? [] : [{ node: contains.node, isNegative: false }];
  const outside = contains === null || contains.max === null ? [] : [{ node: contains.node, isNegative: true }];
  const quota = contains === null ? [] : [{ count: contains.min, these: inside, others: outside }];
  const isImpossible = contains?.max !== undefined && contains.max !== null && contains.max < contains.min;
  return {
    min: Math.max(facts.min, rules.minItems),
    max: isImpossible ? -1 : least(facts.max, rules.maxItems),
    isUnique: facts.isUnique || rules.isUnique,
    tuples: saysItems ? [...facts.tuples, rules] : facts.tuples,
    at: facts.at,
    some: [...facts.some, ...quota],
  };
}

function meetObject(facts: ObjectFacts, rules: ObjectRules): ObjectFacts {
  const saysMembers =
    rules.namesMembers || rules.patterns.length > 0 || rules.additional !== null || rules.names !== null;
  return {
    min: Math.max(facts.min, rules.minProperties),
    max: least(facts.max, rules.maxProperties),
    groups: saysMembers ? [...facts.groups, rules] : facts.groups,
    required: rules.required.length === 0 ? facts.required : new Set([...facts.required, ...rules.required]),
    members: facts.members,
    someMember: facts.someMember,
  };
}

export function least(left: number | null, right: number | null): number | null {
  return left === null || right === null ? (left ?? right) : Math.min(left, right);
}

export function onlyTypes(facts: Facts, types: TypeSet): Facts {
  return { ...facts, types: facts.types & types };
}

export function withoutValues(facts: Facts, values: readonly Json[]): Facts {
  const kept = values.filter((value) => value !== null && typeof value !== 'boolean');
  // Unequal arrays and objects are not worth writing down: such values are left out as a whole.
  const hasStructure = kept.some((value) => typeof value === 'object');
  const gone = [
    ...(values.includes(null) ? [kinds.null] : []),
    ...(values.includes(true) ? [kinds.true] : []),
    ...(values.includes(false) ? [kinds.false] : []),
    ...(hasStructure ? [kinds.array | kinds.object] : []),
  ].reduce((sum, each) => sum | each, noTypes);
  return { ...facts, types: facts.types & ~gone, excluded: [...facts.excluded, ...kept] };
}

export function withMember(facts: Facts, key: string, literals: readonly Literal[]): Facts {
  const { object } = facts;
  const members = new Map(object.members).set(key, [...(object.members.get(key) ?? []), ...literals]);
  return { ...onlyTypes(facts, kinds.object), object: { ...object, members } };
}

export function withKey(facts: Facts, key: string): Facts {
  const { object } = facts;
  return { ...onlyTypes(facts, kinds.object), object: { ...object, required: new Set([...object.required, key]) } };
}

export function withoutKey(facts: Facts, key: string): Facts {
  return withMember(facts, key, [{ node: falseNode, isNegative: false }]);
}

export function withItem(facts: Facts, index: number, literals: readonly Literal[]): Facts {
  const { array } = facts;
  const at = new Map(array.at).set(index, [...(array.at.get(index) ?? []), ...literals]);
  return { ...onlyTypes(facts, kinds.array), array: { ...array, at, min: Math.max(array.min, index + 1) } };
}

/** Types whose facts contradict each other are gone; null when none is left. */
export function settle(facts: Facts): Facts | null {
  const { text, array, object } = facts;
  const isBroken = (min: number, max: number | null): boolean => max !== null && min > max;
  const broken = [
    ...(isBroken(text.min, text.max) ? [kinds.string] : []),
    ...(isBroken(array.min, array.max) ? [kinds.array] : []),
    ...(isBroken(Math.max(object.min, object.required.size), object.max) ? [kinds.object] : []),
  ].reduce((sum, each) => sum | each, noTypes);
  const types = facts.types & ~broken;
  if (types === noTypes || facts.values?.size === 0) return null;
  return types === facts.types ? facts : { ...facts, types };
}
