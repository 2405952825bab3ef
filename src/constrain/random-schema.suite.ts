// In: random numbers. Out: schemas that use every keyword now and then, mostly senselessly, and values that are likely to fit some. Knows
// nothing of how schemas are read.
import type { Json, JsonObject } from '../contract/json.ts';
import type { Random } from './gbnf-sampler.suite.ts';

const keys = ['a', 'b', 'c', 'ab', 'x-y', 'q"'];
const patterns = [
  ...['^a', 'b$', '^[a-c]+$', '[0-9]', '^(?!a).*$', '^.{2,4}$', '^x-', '\\d{2}', '^(ab|cd)*$', '\\bfoo', '^\\S+$', '"'],
];
const scalars = [null, true, false, 0, 1, 2, -1, 1.5, 10, 'a', 'ab', 'b', '', 'x-y', 'foo', '12'];
const typeNames = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];
const bounds = [-10, -1, 0, 1, 3, 7.5, 0.1, 100, 12.25];
const steps = [1, 2, 3, 0.5, 0.25, 10, 7];
const formats = ['date', 'email', 'ipv4', 'uuid', 'time'];

export class RandomSchemas {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #pick<Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item {
    const item = items[this.#below(items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  #some<Item>(least: number, most: number, make: () => Item): readonly Item[] {
    return Array.from({ length: least + this.#below(most - least + 1) }, make);
  }

  value(depth = 2): Json {
    const turn = this.#random();
    if (depth > 0 && turn < 0.1) return this.#some(0, 2, () => this.value(depth - 1));
    if (depth > 0 && turn < 0.2)
      return Object.fromEntries(this.#some(0, 2, () => [this.#pick(keys), this.value(depth - 1)]));
    const scalar = scalars[this.#below(scalars.length)];
    return scalar ?? null;
  }

  /** With two definitions that it may refer to. */
  document(): JsonObject {
    const schema = this.#keywords(3);
    return { ...schema, $defs: { first: this.#schema(2), second: this.#schema(2) } };
  }

  #schema(depth: number): Json {
    return this.#random() < 0.05 ? this.#random() < 0.7 : this.#keywords(depth);
  }

  #keywords(depth: number): JsonObject {
    const type = this.#type();
    const speaksOf = (name: string): boolean => (type === undefined ? this.#random() < 0.25 : type.includes(name));
    return {
      ...(type === undefined ? {} : { type: type.length === 1 ? (type[0] ?? null) : type }),
      ...this.#now(0.08, 'enum', () => this.#distinctValues()),
      ...this.#now(0.04, 'const', () => this.value(1)),
      ...(speaksOf('string') ? this.#aboutText() : {}),
      ...(speaksOf('number') || speaksOf('integer') ? this.#aboutNumbers() : {}),
      ...(speaksOf('array') ? this.#aboutArrays(depth - 1) : {}),
      ...(speaksOf('object') ? this.#aboutObjects(depth - 1) : {}),
      ...(depth > 0 ? this.#aboutOthers(depth - 1) : {}),
    };
  }

  #type(): readonly string[] | undefined {
    if (this.#random() < 0.25) return undefined;
    return [...new Set(this.#some(1, this.#random() < 0.75 ? 1 : 2, () => this.#pick(typeNames)))];
  }

  #now(probability: number, name: string, make: () => Json): JsonObject {
    return this.#random() < probability ? { [name]: make() } : {};
  }

  #distinctValues(): readonly Json[] {
    return [...new Map(this.#some(1, 4, () => this.value(1)).map((value) => [JSON.stringify(value), value])).values()];
  }

  #aboutText(): JsonObject {
    return {
      ...this.#now(0.3, 'minLength', () => this.#below(4)),
      ...this.#now(0.3, 'maxLength', () => this.#below(6)),
      ...this.#now(0.3, 'pattern', () => this.#pick(patterns)),
      ...this.#now(0.1, 'format', () => this.#pick(formats)),
    };
  }

  #aboutNumbers(): JsonObject {
    return {
      ...this.#now(0.3, 'minimum', () => this.#pick(bounds)),
      ...this.#now(0.3, 'maximum', () => this.#pick(bounds)),
      ...this.#now(0.15, 'exclusiveMinimum', () => this.#pick(bounds)),
      ...this.#now(0.15, 'exclusiveMaximum', () => this.#pick(bounds)),
      ...this.#now(0.15, 'multipleOf', () => this.#pick(steps)),
    };
  }

  #aboutArrays(depth: number): JsonObject {
    // ajv takes an empty array for one that contains what it must, beside prefixItems and where anything will do.
    const prefix = depth < 0 ? {} : this.#now(0.2, 'prefixItems', () => this.#some(1, 2, () => this.#schema(depth)));
    const contains =
      depth < 0 || 'prefixItems' in prefix ? {} : this.#now(0.15, 'contains', () => this.#nonEmptySchema(depth));
    return {
      ...(depth < 0 ? {} : this.#now(0.5, 'items', () => this.#schema(depth))),
      ...prefix,
      ...this.#now(0.3, 'minItems', () => this.#below(3)),
      ...this.#now(0.3, 'maxItems', () => this.#below(4)),
      ...this.#now(0.1, 'uniqueItems', () => true),
      ...contains,
      ...('contains' in contains ? this.#now(0.3, 'minContains', () => this.#below(3)) : {}),
      ...('contains' in contains ? this.#now(0.3, 'maxContains', () => 2 + this.#below(2)) : {}),
    };
  }

  #nonEmptySchema(depth: number): Json {
    const schema = this.#schema(depth);
    return JSON.stringify(schema) === '{}' || schema === true ? { type: 'integer' } : schema;
  }

  #aboutObjects(depth: number): JsonObject {
    const inner = (): Json => (depth < 0 ? true : this.#schema(depth));
    return {
      ...this.#now(0.7, 'properties', () => Object.fromEntries(this.#some(1, 3, () => [this.#pick(keys), inner()]))),
      ...this.#now(0.4, 'required', () => [...new Set(this.#some(1, 2, () => this.#pick(keys)))]),
      ...this.#now(0.35, 'additionalProperties', () => (this.#random() < 0.4 ? false : inner())),
      ...this.#now(0.15, 'patternProperties', () => ({ [this.#pick(patterns)]: inner() })),
      ...this.#now(0.1, 'propertyNames', () => this.#schema(0)),
      ...this.#now(0.12, 'minProperties', () => this.#below(3)),
      ...this.#now(0.12, 'maxProperties', () => this.#below(4)),
      ...this.#now(0.1, 'dependentRequired', () => ({ [this.#pick(keys)]: [this.#pick(keys)] })),
      ...this.#now(0.1, 'dependentSchemas', () => ({ [this.#pick(keys)]: inner() })),
    };
  }

  #aboutOthers(depth: number): JsonObject {
    const several = (most: number) => (): Json => this.#some(1, most, () => this.#schema(depth));
    const condition = this.#now(0.08, 'if', () => this.#schema(depth));
    return {
      ...this.#now(0.12, 'anyOf', several(3)),
      ...this.#now(0.12, 'oneOf', several(3)),
      ...this.#now(0.1, 'allOf', several(2)),
      ...this.#now(0.1, 'not', () => this.#schema(depth)),
      ...condition,
      ...('if' in condition ? this.#now(0.8, 'then', () => this.#schema(depth)) : {}),
      ...('if' in condition ? this.#now(0.6, 'else', () => this.#schema(depth)) : {}),
      ...this.#now(0.07, '$ref', () => this.#pick(['#/$defs/first', '#/$defs/second', '#'])),
    };
  }
}
