// In: a schema's nodes and a value. Out: whether the value fits, exactly as JSON Schema says it; the work is counted. Knows no grammar.
import type { Json, JsonObject } from '../contract/json.ts';
import { keyOfJson } from './json-key.ts';
import { isArray, isObject } from './json-kind.ts';
import {
  type ArrayRules,
  type NodeId,
  type NumberRules,
  nodeAt,
  type ObjectRules,
  type SchemaNode,
  type TextRules,
} from './schema-node.ts';
import { accepts } from './text/automaton.ts';
import { compare, decimalOf, isMultiple } from './text/decimal.ts';
import { kindOf } from './type-set.ts';

/** Of schemas within schemas, on the way into the value and at one place of it. */
const deepestCheck = 900;

export interface FittingPorts {
  readonly nodes: readonly SchemaNode[];
  /** Throws when there is nothing left to spend. */
  spend(steps: number): void;
  /** Throws: schemas stand too deep within each other. */
  giveUp(): never;
}

/** Linear in what is spent. The value is not very deep: whoever asks has seen to that. */
export function fitsNode(ports: FittingPorts, root: NodeId, value: Json): boolean {
  return new Fitting(ports).fits(root, value, new Map(), 0);
}

/** What is known of one value; false also while it is being found out, so that a schema that is only itself fits nothing. */
type Known = Map<NodeId, boolean>;

class Fitting {
  readonly #ports: FittingPorts;

  constructor(ports: FittingPorts) {
    this.#ports = ports;
  }

  fits(id: NodeId, value: Json, known: Known, depth: number): boolean {
    this.#ports.spend(1);
    const remembered = known.get(id);
    if (remembered !== undefined) return remembered;
    if (depth > deepestCheck) this.#ports.giveUp();
    known.set(id, false);
    const node = nodeAt(this.#ports.nodes, id);
    const isFitting = this.#fitsOwn(node, value, depth) && this.#fitsOthers(node, value, known, depth);
    known.set(id, isFitting);
    return isFitting;
  }

  #fitsOwn(node: SchemaNode, value: Json, depth: number): boolean {
    if ((node.types & kindOf(value)) === 0) return false;
    if (node.values !== null && !node.values.has(keyOfJson(value))) return false;
    if (typeof value === 'string') return this.#fitsText(node.text, value);
    if (typeof value === 'number') return fitsNumber(node.number, value);
    if (isArray(value)) return this.#fitsArray(node.array, value, depth);
    return !isObject(value) || this.#fitsObject(node.object, value, depth);
  }

  /** What other schemas say of the same value. */
  #fitsOthers(node: SchemaNode, value: Json, known: Known, depth: number): boolean {
    const fits = (id: NodeId): boolean => this.fits(id, value, known, depth + 1);
    if (node.reference !== null && !fits(node.reference)) return false;
    if (!node.allOf.every(fits)) return false;
    if (node.anyOf !== null && !node.anyOf.some(fits)) return false;
    if (node.oneOf !== null && node.oneOf.filter(fits).length !== 1) return false;
    if (node.not !== null && fits(node.not)) return false;
    if (node.condition !== null && !fits(fits(node.condition.test) ? node.condition.met : node.condition.unmet))
      return false;
    return (
      !isObject(value) || node.object.dependentSchemas.every(([key, id]) => !Object.hasOwn(value, key) || fits(id))
    );
  }

  #fitsText(rules: TextRules, value: string): boolean {
    this.#ports.spend(value.length);
    if (rules.minLength > 0 || rules.maxLength !== null) {
      let length = 0;
      for (const _ of value) length += 1;
      if (length < rules.minLength || length > (rules.maxLength ?? length)) return false;
    }
    const { pattern, format } = rules;
    return (pattern === null || accepts(pattern, value)) && (format === null || accepts(format.taken, value));
  }

  #fitsArray(rules: ArrayRules, value: readonly Json[], depth: number): boolean {
    if (value.length < rules.minItems || value.length > (rules.maxItems ?? value.length)) return false;
    const fits = (id: NodeId | null | undefined, item: Json): boolean =>
      id === null || id === undefined || this.fits(id, item, new Map(), depth + 1);
    if (!value.every((item, index) => fits(rules.prefix[index] ?? rules.items, item))) return false;
    if (rules.contains !== null) {
      const { node, min, max } = rules.contains;
      const count = value.filter((item) => fits(node, item)).length;
      if (count < min || count > (max ?? count)) return false;
    }
    return !rules.isUnique || new Set(value.map(keyOfJson)).size === value.length;
  }

  #fitsObject(rules: ObjectRules, value: JsonObject, depth: number): boolean {
    const entries = Object.entries(value);
    if (entries.length < rules.minProperties || entries.length > (rules.maxProperties ?? entries.length)) return false;
    if (!rules.required.every((key) => Object.hasOwn(value, key))) return false;
    for (const [key, needed] of rules.dependentRequired) {
      if (Object.hasOwn(value, key) && !needed.every((other) => Object.hasOwn(value, other))) return false;
    }
    return entries.every(([key, member]) => this.#fitsMember(rules, key, member, depth));
  }

  #fitsMember(rules: ObjectRules, key: string, member: Json, depth: number): boolean {
    if (rules.names !== null && !this.fits(rules.names, key, new Map(), depth + 1)) return false;
    const property = rules.properties.get(key);
    this.#ports.spend(rules.patterns.length * key.length);
    const matching = rules.patterns.filter(({ automaton }) => accepts(automaton, key)).map(({ node }) => node);
    const speaking = property === undefined ? matching : [property, ...matching];
    if (speaking.length === 0 && rules.additional !== null) speaking.push(rules.additional);
    const known: Known = new Map();
    return speaking.every((id) => this.fits(id, member, known, depth + 1));
  }
}

function fitsNumber(rules: NumberRules, value: number): boolean {
  if (rules.low === null && rules.high === null && rules.step === null) return true;
  if (!Number.isFinite(value)) return false;
  const exact = decimalOf(value);
  const fromLow = rules.low === null ? 1 : compare(exact, rules.low.value);
  const fromHigh = rules.high === null ? -1 : compare(exact, rules.high.value);
  if (fromLow < 0 || (fromLow === 0 && rules.low?.isExclusive === true)) return false;
  if (fromHigh > 0 || (fromHigh === 0 && rules.high?.isExclusive === true)) return false;
  return rules.step === null || isMultiple(exact, rules.step);
}
