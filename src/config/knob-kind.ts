// In: what a knob may hold (a whole number, a size, a choice, …). Out: its zod schema, how its text form reads, and the words
// that say what is expected. Knows no knob by name.
import { z } from 'zod';

export interface KnobKind<Value> {
  readonly schema: z.ZodType<Value>;
  /** From an environment variable or flag to what the schema takes; what does not read stays text, which the schema refuses. */
  readonly fromText: (text: string) => unknown;
  /** Completes "must be …". */
  readonly expected: string;
  /** Whether an empty text is a value; otherwise an empty environment variable counts as not set. */
  readonly isEmptyAllowed: boolean;
}

function kind<Value>(
  schema: z.ZodType<Value>,
  expected: string,
  fromText: (text: string) => unknown = (text) => text,
): KnobKind<Value> {
  return { schema, expected, fromText, isEmptyAllowed: false };
}

function numberFromText(text: string): unknown {
  return /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text;
}

function sizeFromText(text: string): unknown {
  const parts = /^(\d+(?:\.\d+)?)\s*(?:([kmg])(i?)b|b)?$/i.exec(text.trim());
  if (parts === null) return text;
  const exponent = ['', 'k', 'm', 'g'].indexOf((parts[2] ?? '').toLowerCase());
  return Math.round(Number(parts[1]) * (parts[3] ? 1024 : 1000) ** exponent);
}

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (url.protocol === 'http:' || url.protocol === 'https:') && url.username === '' && url.password === '';
}

function isOrigin(text: string): boolean {
  return text === '*' || (isHttpUrl(text) && new URL(text).origin === text);
}

function listFromText(text: string): unknown {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

export const knobKind = {
  text: kind(z.string().min(1), 'a text that is not empty'),
  anyText: { ...kind(z.string(), 'a text'), isEmptyAllowed: true },
  secret: kind(z.string().regex(/^[\x21-\x7e]+$/), 'a key of one or more visible ASCII characters without spaces'),
  url: kind(
    z.string().refine(isHttpUrl),
    'an http or https URL without user name and password, such as "http://127.0.0.1:8000/v1"',
  ),
  hosts: kind(z.array(z.string().min(1)).readonly(), 'a list of host names', listFromText),
  origins: kind(
    z.array(z.string().refine(isOrigin)).readonly(),
    'a list of origins such as "https://app.example.com", or "*"',
    listFromText,
  ),
  sizeBytes: kind(
    z
      .union([z.number(), z.string().transform(sizeFromText)])
      .pipe(z.number().int().min(1024).max(Number.MAX_SAFE_INTEGER)),
    'a size of at least 1 KiB, such as 33554432 or "32MiB"',
  ),
  wholeNumber: (min: number, max: number) =>
    kind(z.number().int().min(min).max(max), `a whole number from ${min} to ${max}`, numberFromText),
  number: (min: number, max: number) =>
    kind(z.number().min(min).max(max), `a number from ${min} to ${max}`, numberFromText),
  seconds: (min: number, max: number) =>
    kind(z.number().min(min).max(max), `a number of seconds from ${min} to ${max}`, numberFromText),
  choice: <const Choice extends string>(...choices: readonly Choice[]): KnobKind<Choice> =>
    kind(z.enum(choices), `one of ${choices.join(', ')}`),
  /** Null where the knob is left to the service. */
  optional: <Value>(inner: KnobKind<Value>): KnobKind<Value | null> => ({ ...inner, schema: inner.schema.nullable() }),
} as const;
