// In: a value that JSON.parse gave. Out: whether it is an object in JSON's sense. Knows no request.

export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
