// In: a parsed JSON value and its place. Out: typed fields, or a Fault that names the place. Knows no meaning of any field.
import { Fault, type FaultCode } from '../contract/fault.ts';

/** Reads fields of one JSON object; every getter throws `code` with the field's full path when the field is not as said. */
export class JsonRecord {
  readonly #fields: ReadonlyMap<string, unknown>;
  readonly #place: string;
  readonly #code: FaultCode;

  constructor(value: unknown, place: string, code: FaultCode = 'config_invalid') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new Fault(code, `${place} must be an object.`);
    }
    this.#fields = new Map(Object.entries(value));
    this.#place = place;
    this.#code = code;
  }

  text(name: string): string {
    const value = this.#fields.get(name);
    return typeof value === 'string' && value !== '' ? value : this.#fail(name, 'a text');
  }

  textOrNull(name: string): string | null {
    return this.#isNull(name) ? null : this.text(name);
  }

  oneOf<Choice extends string>(name: string, choices: readonly Choice[]): Choice {
    const value = this.#fields.get(name);
    return choices.find((choice) => choice === value) ?? this.#fail(name, `one of ${choices.join(', ')}`);
  }

  number(name: string): number {
    const value = this.#fields.get(name);
    return typeof value === 'number' && Number.isFinite(value) && value >= 0
      ? value
      : this.#fail(name, 'a number, 0 or more');
  }

  logprobOrNull(name: string): number | null {
    const value = this.#fields.get(name);
    if (value === undefined || value === null) return null;
    return typeof value === 'number' && value <= 0 ? value : this.#fail(name, 'a number, 0 or less');
  }

  numberOrNull(name: string): number | null {
    return this.#isNull(name) ? null : this.number(name);
  }

  digest(name: string): string {
    const value = this.text(name);
    return /^[0-9a-f]{64}$/.test(value) ? value : this.#fail(name, 'a sha256 in lower-case hexadecimal');
  }

  digestOrNull(name: string): string | null {
    return this.#isNull(name) ? null : this.digest(name);
  }

  /** A plain file name or relative path that stays below its folder. */
  relativePath(name: string): string {
    const value = this.text(name);
    const isInside = !/^[/\\]|^[A-Za-z]:|\0|\\/.test(value) && !value.split('/').includes('..');
    return isInside ? value : this.#fail(name, 'a relative path without ..');
  }

  record(name: string): JsonRecord {
    return new JsonRecord(this.#fields.get(name), `${this.#place}.${name}`, this.#code);
  }

  recordOrNull(name: string): JsonRecord | null {
    return this.#isNull(name) ? null : this.record(name);
  }

  records(name: string): readonly JsonRecord[] {
    return this.#list(name).map((item, index) => new JsonRecord(item, `${this.#place}.${name}[${index}]`, this.#code));
  }

  texts(name: string): readonly string[] {
    return this.#list(name).map((item) => (typeof item === 'string' ? item : this.#fail(name, 'a list of texts')));
  }

  #list(name: string): readonly unknown[] {
    const value = this.#fields.get(name);
    return Array.isArray(value) ? value : this.#fail(name, 'a list');
  }

  #isNull(name: string): boolean {
    return this.#fields.get(name) === null || !this.#fields.has(name);
  }

  #fail(name: string, expected: string): never {
    throw new Fault(this.#code, `${this.#place}.${name} must be ${expected}.`);
  }
}
