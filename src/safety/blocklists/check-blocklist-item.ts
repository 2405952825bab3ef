// In: an item that someone wants on a list. Out: nothing, or why it cannot be there. Knows no list.
import { Fault } from '../../contract/fault.ts';
import type { BlocklistItem } from '../../contract/safety.ts';
import { toExactForm } from './exact-form.ts';
import { compilePattern } from './pattern-set.ts';

/** UTF-16 units of an item's text. */
export const itemLengthLimit = 1_000;

/** Faults: `invalid_value` where the item could never match, matches everything, or is no regular expression of RE2's syntax. */
export function checkBlocklistItem({ text, isRegex }: Pick<BlocklistItem, 'text' | 'isRegex'>): void {
  if (text.length > itemLengthLimit) {
    throw new Fault('invalid_value', `An item of a blocklist has at most ${itemLengthLimit} characters.`);
  }
  const form = toExactForm(text);
  if (form.trim() === '') throw new Fault('invalid_value', 'An item of a blocklist needs a visible character.');
  if (isRegex) compilePattern(form);
}
