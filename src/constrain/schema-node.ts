// In: nothing. Out: a schema after reading: every keyword checked, every reference resolved, patterns as automata. Knows no JSON
// notation of schemas and no grammar.
import type { Json } from '../contract/json.ts';
import type { Automaton } from './text/automaton.ts';
import type { Decimal } from './text/decimal.ts';
import type { FormatAutomata } from './text/format-automata.ts';
import type { Bound } from './text/number-bound.ts';
import type { TypeSet } from './type-set.ts';

/** Index into the nodes of a schema. */
export type NodeId = number;

/** The schemas `true`, `false` and `{"type": "object"}` are always there. */
export const trueNode: NodeId = 0;
export const falseNode: NodeId = 1;
export const objectNode: NodeId = 2;

/** Keys from the root to the schema. */
export type SchemaPath = readonly string[];

export interface SchemaNode {
  readonly path: SchemaPath;
  /** Says nothing itself: at most that other schemas hold, all, any or one of them. */
  readonly isBare: boolean;
  readonly types: TypeSet;
  /** Where no type is said: the types that the keywords speak of. Others fit too, but are not what is meant. */
  readonly hints: TypeSet;
  /** `enum` and `const`, by `keyOfJson`; null allows any. */
  readonly values: ReadonlyMap<string, Json> | null;
  readonly text: TextRules;
  readonly number: NumberRules;
  readonly array: ArrayRules;
  readonly object: ObjectRules;
  readonly reference: NodeId | null;
  readonly allOf: readonly NodeId[];
  readonly anyOf: readonly NodeId[] | null;
  readonly oneOf: readonly NodeId[] | null;
  readonly not: NodeId | null;
  readonly condition: Condition | null;
}

/** `if`, `then` and `else`. */
export interface Condition {
  readonly test: NodeId;
  readonly met: NodeId;
  readonly unmet: NodeId;
}

export interface TextRules {
  readonly minLength: number;
  readonly maxLength: number | null;
  readonly pattern: Automaton | null;
  readonly format: FormatAutomata | null;
}

export interface NumberRules {
  readonly low: Bound | null;
  readonly high: Bound | null;
  readonly step: Decimal | null;
}

export interface ArrayRules {
  readonly prefix: readonly NodeId[];
  /** Of what stands behind the prefix; null says nothing. */
  readonly items: NodeId | null;
  readonly minItems: number;
  readonly maxItems: number | null;
  readonly isUnique: boolean;
  readonly contains: { readonly node: NodeId; readonly min: number; readonly max: number | null } | null;
}

export interface ObjectRules {
  /** `properties` is there, be it empty. */
  readonly namesMembers: boolean;
  readonly properties: ReadonlyMap<string, NodeId>;
  readonly patterns: readonly { readonly automaton: Automaton; readonly node: NodeId }[];
  /** Of keys that are neither properties nor match a pattern; null says nothing. */
  readonly additional: NodeId | null;
  readonly names: NodeId | null;
  readonly required: readonly string[];
  readonly minProperties: number;
  readonly maxProperties: number | null;
  /** Present keys that ask for others, or for the whole object to fit another schema. */
  readonly dependentRequired: ReadonlyMap<string, readonly string[]>;
  readonly dependentSchemas: readonly (readonly [string, NodeId])[];
}

export interface SchemaNodes {
  readonly nodes: readonly SchemaNode[];
  readonly root: NodeId;
}

export function nodeAt(nodes: readonly SchemaNode[], id: NodeId): SchemaNode {
  const node = nodes[id];
  if (node === undefined) throw new RangeError(`no schema node ${id}`);
  return node;
}
