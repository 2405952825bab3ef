// In: calls that were held back. Out: what the reader of the answer is told about them. It repeats no value: whoever wrote the document chose it.
import type { CallSuspicion } from './judge-call.ts';

export interface HeldCall extends CallSuspicion {
  readonly name: string;
}

export function describeHeld(calls: readonly HeldCall[]): string {
  return [...new Set(calls.map(describe))].join('\n');
}

function describe({ name, isUnasked, keys }: HeldCall): string {
  const reasons = [
    ...(isUnasked ? ['a document or the answer of a tool asked for it, and you did not'] : []),
    ...(keys.length > 0 ? [`${listed(keys)} came from a document or the answer of a tool, not from you`] : []),
  ];
  const why =
    reasons.length > 0
      ? reasons.join('; ')
      : 'what it was to be called with came from a document or the answer of a tool';
  return `The call of ${name} was held back: ${why}. If you want it, ask for it with the values that it shall have.`;
}

function listed(keys: readonly string[]): string {
  const quoted = keys.map((key) => `"${key}"`);
  return quoted.length === 1
    ? `the argument ${quoted[0]}`
    : `the arguments ${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}
