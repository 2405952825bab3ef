// In: a value that JSON.parse gave. Out: what OpenAI's errors call its type. Knows no schema and no request.

export function jsonTypeWords(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  switch (typeof value) {
    case 'string':
      return 'a string';
    case 'boolean':
      return 'a boolean';
    case 'number':
      if (!Number.isFinite(value)) return 'a number out of range';
      return Number.isInteger(value) ? 'an integer' : 'a decimal number';
    default:
      return 'an object';
  }
}
