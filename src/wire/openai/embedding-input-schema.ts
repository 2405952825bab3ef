// In: the member `input` of a request for embeddings. Out: its inputs, or an issue for the first faulty one. The ids of a token
// array are checked in one loop: a body may hold millions of them. Knows no vocabulary and no encoder.
import * as z from 'zod';
import type { EmbedInput } from '../../contract/embed.ts';
import { text } from './field-schemas.ts';
import { raiseAgain } from './raise-again.ts';

const maxInputs = 2048;
/** No encoder's window is that wide, and cutting a longer text into tokens would take seconds. */
const maxTextLength = 2 ** 18;
const expected = 'one of a string, array of strings, array of integers, or array of arrays of integers';

export interface EmbeddingInputs {
  readonly inputs: readonly EmbedInput[];
  readonly isSingle: boolean;
}

type RawIssue = z.core.$ZodRawIssue;
type Outcome<Value> = { readonly value: Value } | { readonly issues: readonly RawIssue[] };

const inputText = text({ minimum: 1, maximum: maxTextLength });

function readText(value: string, path: PropertyKey[]): Outcome<EmbedInput> {
  const outcome = inputText.safeParse(value, { reportInput: true });
  if (outcome.success) return { value: { kind: 'text', text: outcome.data } };
  return { issues: outcome.error.issues.map((issue) => raiseAgain(issue, path)) };
}

function wrongType(what: string, value: unknown, path: PropertyKey[]): { readonly issues: readonly RawIssue[] } {
  return { issues: [{ code: 'custom', message: what, input: value, path }] };
}

function lengthIssues(list: readonly unknown[], path: PropertyKey[], maximum: number): readonly RawIssue[] {
  const at = { origin: 'array', inclusive: true, input: list, path } as const;
  if (list.length === 0) return [{ code: 'too_small', minimum: 1, ...at }];
  return list.length > maximum ? [{ code: 'too_big', maximum, ...at }] : [];
}

const isTokenId = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const areTokenIds = (list: readonly unknown[]): list is readonly number[] => list.every(isTokenId);

function readTokens(list: readonly unknown[], path: PropertyKey[]): Outcome<EmbedInput> {
  const issues = lengthIssues(list, path, Number.POSITIVE_INFINITY);
  if (issues.length > 0) return { issues };
  if (areTokenIds(list)) return { value: { kind: 'tokens', tokens: list } };
  const at = list.findIndex((value) => !isTokenId(value));
  const value = list[at];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return wrongType('an integer', value, [...path, at]);
  const bound = { origin: 'number', minimum: 0, inclusive: true, message: 'integer' } as const;
  return { issues: [{ code: 'too_small', ...bound, input: value, path: [...path, at] }] };
}

/** The first item decides what the list is a list of. */
function readList(list: readonly unknown[]): Outcome<EmbeddingInputs> {
  if (typeof list[0] === 'number') {
    const outcome = readTokens(list, []);
    return 'issues' in outcome ? outcome : { value: { inputs: [outcome.value], isSingle: true } };
  }
  const issues = lengthIssues(list, [], maxInputs);
  if (issues.length > 0) return { issues };
  const isOfTexts = typeof list[0] === 'string';
  const inputs: EmbedInput[] = [];
  for (const [index, value] of list.entries()) {
    const isText = isOfTexts && typeof value === 'string';
    if (!isText && (isOfTexts || !Array.isArray(value))) {
      return wrongType(isOfTexts ? 'a string' : 'a string or an array of integers', value, [index]);
    }
    const outcome = isText ? readText(value, [index]) : readTokens(Array.isArray(value) ? value : [], [index]);
    if ('issues' in outcome) return outcome;
    inputs.push(outcome.value);
  }
  return { value: { inputs, isSingle: false } };
}

function readSingle(value: string): Outcome<EmbeddingInputs> {
  const outcome = readText(value, []);
  return 'issues' in outcome ? outcome : { value: { inputs: [outcome.value], isSingle: true } };
}

const fits = (value: unknown) => typeof value === 'string' || Array.isArray(value);

export const embeddingInputSchema = z
  .custom<string | readonly unknown[]>(fits, { error: expected })
  .transform((value, context): EmbeddingInputs => {
    const outcome = typeof value === 'string' ? readSingle(value) : readList(value);
    if ('value' in outcome) return outcome.value;
    for (const issue of outcome.issues) context.issues.push(issue);
    return z.NEVER;
  });
