// In: one schema's JSON and its path. Out: its keywords one by one, each of the type it must have, or a fault that names it. Knows no
// meaning of a keyword.
import type { Json, JsonObject } from '../contract/json.ts';
import { isArray, isObject } from './json-kind.ts';
import { pythonText, type SchemaSource, schemaFaultAt } from './schema-fault.ts';
import type { NodeId, SchemaPath } from './schema-node.ts';
import type { Automaton } from './text/automaton.ts';

export class KeywordReader {
  readonly path: SchemaPath;
  readonly json: JsonObject;
  readonly #source: SchemaSource;

  constructor(json: JsonObject, path: SchemaPath, source: SchemaSource) {
    this.json = json;
    this.path = path;
    this.#source = source;
  }

  refuse(problem: string): never {
    throw schemaFaultAt(this.#source, this.path, problem);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.json, name);
  }

  get(name: string): Json | undefined {
    return this.has(name) ? this.json[name] : undefined;
  }

  #mistyped(name: string, expected: string): never {
    const written = JSON.stringify(this.get(name)) ?? '';
    const shown = written.length > 80 ? `${written.slice(0, 77)}...` : written;
    return this.refuse(`'${name}' must be ${expected}, but got ${shown}.`);
  }

  text(name: string): string | null {
    const value = this.get(name);
    if (value === undefined || typeof value === 'string') return value ?? null;
    return this.#mistyped(name, 'a string');
  }

  flag(name: string): boolean {
    const value = this.get(name);
    if (value === undefined || typeof value === 'boolean') return value ?? false;
    return this.#mistyped(name, 'a boolean');
  }

  number(name: string): number | null {
    const value = this.get(name);
    if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value ?? null;
    return this.#mistyped(name, 'a number');
  }

  /** A whole number of at least 0. */
  count(name: string): number | null {
    const value = this.get(name);
    if (value === undefined || (typeof value === 'number' && Number.isInteger(value) && value >= 0))
      return value ?? null;
    return this.#mistyped(name, 'a non-negative integer');
  }

  texts(name: string): readonly string[] | null {
    const value = this.get(name);
    if (value === undefined) return null;
    if (!isArray(value)) return this.#mistyped(name, 'an array of strings');
    return value.map((item) => (typeof item === 'string' ? item : this.#mistyped(name, 'an array of strings')));
  }

  list(name: string): readonly Json[] | null {
    const value = this.get(name);
    if (value === undefined || isArray(value)) return value ?? null;
    return this.#mistyped(name, 'an array');
  }

  map(name: string): readonly (readonly [string, Json])[] | null {
    const value = this.get(name);
    if (value === undefined) return null;
    return isObject(value) ? Object.entries(value) : this.#mistyped(name, 'an object');
  }

  unknownType(name: string): never {
    return this.refuse(`${pythonText(name)} is not valid under any of the given schemas.`);
  }
}

/** What the readers of single keyword groups need of the reader of the whole. */
export interface NodeReading {
  readonly keywords: KeywordReader;
  /** Reads a schema that stands below this one. */
  child(json: Json, ...keys: readonly string[]): NodeId;
  pattern(source: string, ...keys: readonly string[]): Automaton;
}
