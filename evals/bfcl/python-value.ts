// In: JSON text. Out: values that keep what Python's json module keeps and JavaScript's loses: 1 is an int, 1.0 a float. BFCL's rules are
// stated in Python's types and Python's equality. Knows nothing of calls.

/** A Python int is a bigint here, a float is a number. */
export type PythonValue = null | boolean | bigint | number | string | readonly PythonValue[] | PythonDict;
export interface PythonDict {
  readonly [key: string]: PythonValue;
}
export type PythonType = 'NoneType' | 'bool' | 'int' | 'float' | 'str' | 'list' | 'dict';

export function parsePython(text: string): PythonValue {
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' && /^-?\d+$/.test(context?.source ?? '') ? BigInt(context?.source ?? '') : value,
  );
}

/** As Python's json.dumps writes it: a blank behind commas and colons, floats with their point. */
export function writePython(value: PythonValue): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return Number.isInteger(value) ? value.toFixed(1) : String(value);
  if (isList(value)) return `[${value.map(writePython).join(', ')}]`;
  if (isDict(value)) {
    const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${writePython(member)}`);
    return `{${members.join(', ')}}`;
  }
  return JSON.stringify(value);
}

export function typeOf(value: PythonValue): PythonType {
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'float';
  if (typeof value === 'string') return 'str';
  return isList(value) ? 'list' : 'dict';
}

/** Python's ==: 1, 1.0 and True are equal; a text equals texts only. */
export function isEqual(left: PythonValue, right: PythonValue): boolean {
  if (isList(left))
    return (
      isList(right) && left.length === right.length && left.every((item, place) => isEqual(item, right[place] ?? null))
    );
  if (isDict(left)) {
    const keys = Object.keys(left);
    return (
      isDict(right) &&
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && isEqual(left[key] ?? null, right[key] ?? null))
    );
  }
  if (typeof left === 'string' || typeof right === 'string' || left === null || right === null) return left === right;
  if (isList(right) || isDict(right)) return false;
  // A bigint and a number compare by value with ==, and only so.
  // biome-ignore lint/suspicious/noDoubleEquals: see above
  return asNumber(left) == asNumber(right);
}

export function isList(value: PythonValue | undefined): value is readonly PythonValue[] {
  return Array.isArray(value);
}

export function isDict(value: PythonValue | undefined): value is PythonDict {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asNumber(value: boolean | bigint | number): bigint | number {
  return typeof value === 'boolean' ? BigInt(value) : value;
}
