// In: a zod issue that says a value is too small or too big. Out: the Fault in OpenAI's words. Knows no member by name.
import type * as z from 'zod';
import { countCodePoints } from '../../base/count-code-points.ts';
import { Fault } from '../../contract/fault.ts';
import { isJsonObject } from './is-json-object.ts';

export type BoundIssue = z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig;

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return countCodePoints(value.toWellFormed());
  if (Array.isArray(value)) return value.length;
  return isJsonObject(value) ? Object.keys(value).length : 0;
}

/** A bound's message is the kind of number it bounds, see field-schemas. */
function numberFault(issue: BoundIssue, param: string): Fault {
  const kind = issue.message;
  if (issue.code === 'too_small') {
    const expected = `Expected a value >= ${issue.minimum}, but got ${issue.input} instead.`;
    const message = `Invalid '${param}': ${kind} below minimum value. ${expected}`;
    return new Fault('value_too_small', message, { param, wireCode: `${kind}_below_min_value` });
  }
  const expected = `Expected a value <= ${issue.maximum}, but got ${issue.input} instead.`;
  const message = `Invalid '${param}': ${kind} above maximum value. ${expected}`;
  return new Fault('value_too_large', message, { param, wireCode: `${kind}_above_max_value` });
}

function objectFault(issue: z.core.$ZodIssueTooBig, param: string): Fault {
  const got = `got an object with ${sizeOf(issue.input)} properties instead.`;
  const expected = `Expected an object with at most ${issue.maximum} properties, but ${got}`;
  const message = `Invalid '${param}': too many properties. ${expected}`;
  return new Fault('too_long', message, { param, wireCode: 'object_above_max_properties' });
}

/** Arrays and strings have no lower bound but one: not empty. */
function lengthFault(issue: BoundIssue, param: string): Fault {
  const [what, aWhat] = issue.origin === 'array' ? ['array', 'an array'] : ['string', 'a string'];
  if (issue.code === 'too_small') {
    const expected = `Expected ${aWhat} with minimum length ${issue.minimum}, but got an empty ${what} instead.`;
    const message = `Invalid '${param}': empty ${what}. ${expected}`;
    return new Fault('too_short', message, { param, wireCode: `empty_${what}` });
  }
  const got = `got ${aWhat} with length ${sizeOf(issue.input)} instead.`;
  const expected = `Expected ${aWhat} with maximum length ${issue.maximum}, but ${got}`;
  const message = `Invalid '${param}': ${what} too long. ${expected}`;
  return new Fault('too_long', message, { param, wireCode: `${what}_above_max_length` });
}

export function boundFault(issue: BoundIssue, param: string): Fault {
  if (issue.origin === 'number') return numberFault(issue, param);
  if (issue.origin === 'object' && issue.code === 'too_big') return objectFault(issue, param);
  return lengthFault(issue, param);
}
