// In: a zod issue of this room's schemas, with its input. Out: the Fault in OpenAI's words, with code and param. Knows no
// member by name.
import type * as z from 'zod';
import { Fault } from '../../contract/fault.ts';
import { boundFault } from './bound-fault.ts';
import { isJsonObject } from './is-json-object.ts';
import type { IssueFault } from './issue-fault.ts';
import { jsonTypeWords } from './json-type-words.ts';
import { paramPath } from './param-path.ts';
import { quotedList } from './quoted-list.ts';
import { shortenEcho } from './shorten-echo.ts';

function missingFault(param: string): Fault {
  return new Fault('missing_required_parameter', `Missing required parameter: '${param}'.`, { param });
}

function typeFault(param: string, expected: string, value: unknown): Fault {
  if (value === undefined) return missingFault(param);
  const message = `Invalid type for '${param}': expected ${expected}, but got ${jsonTypeWords(value)} instead.`;
  return new Fault('invalid_type', message, { param });
}

function choiceFault(param: string, choices: readonly unknown[], value: unknown): Fault {
  const names = choices.map(String);
  if (typeof value !== 'string') {
    return typeFault(param, `${names.length > 1 ? 'one of ' : ''}${quotedList(names, 'or')}`, value);
  }
  const message = `Invalid value: '${shortenEcho(value)}'. Supported values are: ${quotedList(names, 'and')}.`;
  return new Fault('invalid_value', message, { param });
}

function isIssueFault(value: unknown): value is IssueFault {
  return isJsonObject(value) && typeof value['message'] === 'string' && typeof value['code'] === 'string';
}

function customFault(issue: z.core.$ZodIssueCustom, param: string): Fault {
  const fault = issue.params?.['fault'];
  if (!isIssueFault(fault)) return typeFault(param, issue.message, issue.input);
  return new Fault(fault.code, fault.message, {
    param,
    ...(fault.wireCode === null ? {} : { wireCode: fault.wireCode }),
  });
}

export function faultFromIssue(issue: z.core.$ZodIssue): Fault {
  const param = paramPath(issue.path);
  switch (issue.code) {
    case 'invalid_type':
      return typeFault(param, issue.message, issue.input);
    case 'custom':
      return customFault(issue, param);
    case 'invalid_value':
      return choiceFault(param, issue.values, issue.input);
    case 'invalid_union': {
      // The kinds of content, told apart by `type`; zod gives the whole part as input.
      const options = 'options' in issue ? (issue.options ?? []) : [];
      const kind = isJsonObject(issue.input) ? issue.input[issue.discriminator ?? ''] : undefined;
      return choiceFault(param, options, kind);
    }
    case 'unrecognized_keys': {
      const unknownParam = paramPath([...issue.path, issue.keys[0] ?? '']);
      return new Fault('unknown_parameter', `Unknown parameter: '${unknownParam}'.`, { param: unknownParam });
    }
    case 'too_small':
    case 'too_big':
      return boundFault(issue, param);
    case 'invalid_format': {
      const message = `Invalid '${param}': string does not match pattern. Expected a string that matches the pattern '${issue.pattern}'.`;
      return new Fault('invalid_value', message, { param });
    }
    default:
      return new Fault('invalid_value', `Invalid value for '${param}'.`, { param });
  }
}
