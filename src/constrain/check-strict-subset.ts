// In: a schema's JSON. Out: a fault where it leaves the subset of JSON Schema that OpenAI takes with `strict: true`, in its words where
// they are known. Knows no grammar.
import type { Fault } from '../contract/fault.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import { isArray, isObject } from './json-kind.ts';
import { pythonText, type SchemaSource, schemaFault, schemaFaultAt } from './schema-fault.ts';
import { strictLimits } from './schema-limits.ts';
import type { SchemaPath } from './schema-node.ts';
import { strictFormats } from './text/formats.ts';

const notPermitted: readonly string[] = [
  ...['allOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentRequired', 'dependentSchemas', 'dependencies'],
  ...['patternProperties', 'propertyNames', 'minProperties', 'maxProperties', 'unevaluatedProperties'],
  ...['unevaluatedItems', 'contains', 'minContains', 'maxContains', 'uniqueItems', 'prefixItems', 'additionalItems'],
  ...['minLength', 'maxLength'],
];

interface Totals {
  properties: number;
  enumValues: number;
  nameCharacters: number;
}

export function checkStrictSubset(json: Json, source: SchemaSource): void {
  checkRoot(json, source);
  const totals: Totals = { properties: 0, enumValues: 0, nameCharacters: 0 };
  new StrictCheck(source, totals).check(json, [], 0);
  if (totals.properties > strictLimits.properties) {
    throw schemaFault(source, `${totals.properties} parameters exceeds limit of ${strictLimits.properties}.`);
  }
  if (totals.enumValues > strictLimits.enumValues) {
    throw schemaFault(
      source,
      `Expected at most ${strictLimits.enumValues} enum values in total within a single schema when using structured outputs, but received ${totals.enumValues}. Consider reducing the number of enums, or use 'strict: false' to opt out of structured outputs.`,
    );
  }
  if (totals.nameCharacters > strictLimits.nameCharacters) {
    throw schemaFault(
      source,
      `The names, enum values and const values of the schema have ${totals.nameCharacters} characters in total, which exceeds limit of ${strictLimits.nameCharacters}.`,
    );
  }
}

function checkRoot(json: Json, source: SchemaSource): void {
  const type = isObject(json) ? json['type'] : undefined;
  if (!isObject(json) || type !== 'object') {
    const found = type === undefined || type === null ? 'None' : isArray(type) ? JSON.stringify(type) : String(type);
    throw schemaFault(source, `schema must be a JSON Schema of 'type: "object"', got 'type: "${found}"'.`);
  }
  if (['anyOf', 'oneOf', 'allOf', 'enum', 'not'].some((name) => Object.hasOwn(json, name))) {
    throw schemaFault(
      source,
      "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level.",
    );
  }
}

class StrictCheck {
  readonly #source: SchemaSource;
  readonly #totals: Totals;

  constructor(source: SchemaSource, totals: Totals) {
    this.#source = source;
    this.#totals = totals;
  }

  #fault(path: SchemaPath, problem: string): Fault {
    return schemaFaultAt(this.#source, path, problem);
  }

  /** `level` counts the properties and items on the way here. */
  check(json: Json, path: SchemaPath, level: number): void {
    if (!isObject(json)) throw this.#fault(path, `${JSON.stringify(json)} is not of type 'object'.`);
    if (level > strictLimits.nestingLevels) {
      throw schemaFault(this.#source, `${level} levels of nesting exceeds limit of ${strictLimits.nestingLevels}.`);
    }
    const unfit = notPermitted.find((name) => Object.hasOwn(json, name));
    if (unfit !== undefined) throw this.#fault(path, `'${unfit}' is not permitted.`);
    this.#checkReference(json, path);
    this.#checkScalars(json, path);
    this.#checkEnum(json, path);
    if (saysType(json, 'object') || Object.hasOwn(json, 'properties')) this.#checkObject(json, path, level);
    if (saysType(json, 'array')) {
      if (!Object.hasOwn(json, 'items')) throw this.#fault(path, 'array schema missing items.');
      this.check(json['items'] ?? null, [...path, 'items'], level + 1);
    }
    const { anyOf } = json;
    if (isArray(anyOf))
      anyOf.forEach((option, index) => void this.check(option, [...path, 'anyOf', String(index)], level));
    this.#checkDefinitions(json, path);
  }

  #checkReference(json: JsonObject, path: SchemaPath): void {
    const reference = json['$ref'];
    if (typeof reference !== 'string' || reference === '#' || /^#\/(\$defs|definitions)\/[^/]+$/.test(reference))
      return;
    throw this.#fault(path, 'reference can only point to definitions defined at the top level of the schema.');
  }

  #checkScalars(json: JsonObject, path: SchemaPath): void {
    const { format, pattern } = json;
    const isTyped = ['type', '$ref', 'anyOf', 'enum', 'const'].some((name) => Object.hasOwn(json, name));
    if (!isTyped) throw this.#fault(path, "schema must have a 'type' key.");
    if (typeof format === 'string' && !strictFormats.has(format)) {
      throw this.#fault(path, `${pythonText(format)} is not a valid format.`);
    }
    if (typeof pattern === 'string' && /\(\?(<?[=!])/.test(pattern)) {
      throw this.#fault(path, `regex lookaround is not supported. Found at ${dollarPath([...path, 'pattern'])}.`);
    }
  }

  #checkEnum(json: JsonObject, path: SchemaPath): void {
    const values = isArray(json['enum']) ? json['enum'] : [];
    const listed = Object.hasOwn(json, 'const') ? [...values, json['const'] ?? null] : values;
    const characters = listed.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 0), 0);
    this.#totals.enumValues += values.length;
    this.#totals.nameCharacters += characters;
    if (values.length > strictLimits.longEnumValues && characters > strictLimits.longEnumCharacters) {
      throw this.#fault(
        path,
        `an enum of more than ${strictLimits.longEnumValues} values may have at most ${strictLimits.longEnumCharacters} characters in total, but this one has ${characters}.`,
      );
    }
  }

  #checkObject(json: JsonObject, path: SchemaPath, level: number): void {
    if (json['additionalProperties'] !== false) {
      throw this.#fault(path, "'additionalProperties' is required to be supplied and to be false.");
    }
    const properties = isObject(json['properties']) ? json['properties'] : {};
    const keys = Object.keys(properties);
    const required = isArray(json['required']) ? json['required'] : [];
    const named = new Set(required);
    const missing = keys.find((key) => !named.has(key));
    const rule = "'required' is required to be supplied and to be an array including every key in properties.";
    if (missing !== undefined) throw this.#fault(path, `${rule} Missing ${pythonText(missing)}.`);
    const extra = required.find((key) => typeof key === 'string' && !Object.hasOwn(properties, key));
    if (typeof extra === 'string') throw this.#fault(path, `${rule} Extra required key ${pythonText(extra)} supplied.`);
    this.#totals.properties += keys.length;
    for (const [key, property] of Object.entries(properties)) {
      this.#totals.nameCharacters += key.length;
      this.check(property, [...path, 'properties', key], level + 1);
    }
  }

  #checkDefinitions(json: JsonObject, path: SchemaPath): void {
    for (const name of ['$defs', 'definitions']) {
      const definitions = json[name];
      if (!isObject(definitions)) continue;
      for (const [key, definition] of Object.entries(definitions)) {
        this.#totals.nameCharacters += key.length;
        this.check(definition, [...path, name, key], 0);
      }
    }
  }
}

function saysType(json: JsonObject, name: string): boolean {
  const { type } = json;
  return type === name || (isArray(type) && type.includes(name));
}

function dollarPath(path: SchemaPath): string {
  return ['$', ...path].join('.');
}
