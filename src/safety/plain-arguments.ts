// In: the arguments of a call in JSON, whole or cut anywhere. Out: what they say to a reader, escapes undone; and the arguments again with other
// words in those places. Pure.
import { countCodePoints } from '../base/count-code-points.ts';

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** What is no escape stays as it is: a text that was cut in the middle of one cannot say more. */
export function plainArguments(json: string): string {
  return json.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))/g, (_, hex: string | undefined, letter: string) =>
    hex === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Of arguments that are whole: their keys and texts, a line each. */
export function readableArguments(json: string): string {
  const value = parsed(json);
  return value === undefined ? plainArguments(json) : textsIn(value).join('\n');
}

/**
 * Takes what whole arguments say to a reader, their keys and texts in lines, and puts what comes back for it in its places. It has as many
 * characters in as many lines. Arguments that are no JSON are one text, and become what comes back.
 */
export function rewriteArguments(json: string, rewrite: (text: string) => string): string {
  const readable = readableArguments(json);
  const rewritten = rewrite(readable);
  if (rewritten === readable) return json;
  const value = parsed(json);
  if (value === undefined) return rewritten;
  const characters = [...rewritten];
  let at = 0;
  const take = (text: string): string => {
    const length = countCodePoints(text);
    const taken = characters.slice(at, at + length).join('');
    at += length + 1;
    return taken;
  };
  return JSON.stringify(replaced(value, take));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return value === null ? [] : [String(value)];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}

/** In the order of `textsIn`. Only what reads otherwise now becomes a text. */
function replaced(value: unknown, take: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((inner) => replaced(inner, take));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [take(key), replaced(inner, take)]));
  if (value === null) return null;
  const text = String(value);
  const taken = take(text);
  return taken === text ? value : taken;
}
