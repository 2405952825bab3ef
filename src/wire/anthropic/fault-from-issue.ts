// In: a zod issue of this room's schemas, with its input. Out: the Fault in the manner of Anthropic's words. Knows no member by name.
import type * as z from 'zod';
import type { Fault } from '../../contract/fault.ts';
import { isJsonObject } from '../openai/is-json-object.ts';
import type { IssueFault } from '../openai/issue-fault.ts';
import { quotedList } from '../openai/quoted-list.ts';
import { shortenEcho } from '../openai/shorten-echo.ts';
import { requestFault } from './request-fault.ts';

type Path = readonly PropertyKey[];

/** `expected` is the schema's `error`, see `../openai/field-schemas.ts`. */
function typeFault(path: Path, expected: string, value: unknown): Fault {
  if (value === undefined) return requestFault('missing_required_parameter', path, 'Field required');
  return requestFault('invalid_type', path, `Input should be ${expected}`);
}

function choiceFault(path: Path, choices: readonly unknown[], value: unknown): Fault {
  const expected = quotedList(choices.map(String), 'or');
  if (typeof value !== 'string') return typeFault(path, expected, value);
  return requestFault('invalid_value', path, `Input should be ${expected}`);
}

/** Kinds of blocks, told apart by `type`; zod gives the whole block as input. */
function tagFault(issue: z.core.$ZodIssueInvalidUnion): Fault {
  const discriminator = issue.discriminator ?? '';
  const tag = isJsonObject(issue.input) ? issue.input[discriminator] : undefined;
  if (typeof tag !== 'string') return typeFault(issue.path, 'a string', tag);
  const tags = 'options' in issue ? quotedList((issue.options ?? []).map(String), 'or') : 'known';
  const words = `Input tag '${shortenEcho(tag)}' found using '${discriminator}' does not match any of the expected tags: ${tags}`;
  return requestFault('invalid_value', issue.path, words);
}

function isIssueFault(value: unknown): value is IssueFault {
  return isJsonObject(value) && typeof value['message'] === 'string' && typeof value['code'] === 'string';
}

const countedThings: Readonly<Record<string, readonly [whole: string, part: string]>> = {
  array: ['List', 'item'],
  string: ['String', 'character'],
};

function boundFault(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): Fault {
  const isLow = issue.code === 'too_small';
  const bound = isLow ? issue.minimum : issue.maximum;
  const counted = countedThings[issue.origin];
  if (counted === undefined) {
    const words = `Input should be ${isLow ? 'greater' : 'less'} than or equal to ${bound}`;
    return requestFault(isLow ? 'value_too_small' : 'value_too_large', issue.path, words);
  }
  const [whole, part] = counted;
  const words = `${whole} should have at ${isLow ? 'least' : 'most'} ${bound} ${part}${Number(bound) === 1 ? '' : 's'}`;
  return requestFault(isLow ? 'too_short' : 'too_long', issue.path, words);
}

export function faultFromIssue(issue: z.core.$ZodIssue): Fault {
  const { path } = issue;
  switch (issue.code) {
    case 'invalid_type':
      return typeFault(path, issue.message, issue.input);
    case 'custom': {
      const fault = issue.params?.['fault'];
      if (isIssueFault(fault)) return requestFault(fault.code, path, fault.message);
      return typeFault(path, issue.message, issue.input);
    }
    case 'invalid_value':
      return choiceFault(path, issue.values, issue.input);
    case 'invalid_union':
      return tagFault(issue);
    case 'unrecognized_keys':
      return requestFault('unknown_parameter', [...path, issue.keys[0] ?? ''], 'Extra inputs are not permitted');
    case 'too_small':
    case 'too_big':
      return boundFault(issue);
    case 'invalid_format':
      return requestFault('invalid_value', path, `String should match pattern '${issue.pattern}'`);
    default:
      return requestFault('invalid_value', path, 'Input is not valid');
  }
}
