// In: issues that the schemas of this room do not raise today. Out: proof that they still give a Fault with a param.
import { expect, test } from 'vitest';
import { boundFault } from './bound-fault.ts';
import { faultFromIssue } from './fault-from-issue.ts';

test('an issue of another kind is an invalid value', () => {
  const fault = faultFromIssue({ code: 'not_multiple_of', divisor: 2, message: '', path: ['a', 0], input: 3 });
  expect(fault).toMatchObject({ code: 'invalid_value', param: 'a[0]', message: "Invalid value for 'a[0]'." });
});

test('a size of what has none is zero', () => {
  const fault = boundFault({ code: 'too_big', origin: 'set', maximum: 1, message: '', path: [], input: 3 }, 'a');
  expect(fault.message).toContain('length 0');
});
