// In: an object and the name of a field, in which dots lead into objects. Out: what stands there. Pure.

/** Undefined where nothing does. A member whose own name has the dots comes first. */
export function fieldOf(value: unknown, field: string): unknown {
  if (!isObject(value)) return undefined;
  if (Object.hasOwn(value, field)) return value[field];
  const dot = field.indexOf('.');
  if (dot === -1) return undefined;
  const name = field.slice(0, dot);
  return Object.hasOwn(value, name) ? fieldOf(value[name], field.slice(dot + 1)) : undefined;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
