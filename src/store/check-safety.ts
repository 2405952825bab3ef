// In: names and items as somebody wants to keep them. Out: nothing, or a Fault `invalid_value` that says what is wrong. Knows no SQL.
import { Fault } from '../contract/fault.ts';
import type { BlocklistItem } from '../contract/safety.ts';

export const maxItemsInList = 10_000;
const maxTextLength = 1000;
const maxItemIdLength = 256;

export function checkPolicyName(name: string): void {
  if (/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$/.test(name)) return;
  const message = `'${shortened(name)}' cannot be the name of a policy: it takes up to 128 letters, digits, '_', '.' and '-', and begins with a letter or digit.`;
  throw new Fault('invalid_value', message, { param: 'name' });
}

/** Azure's two services that keep blocklists do not agree on names; this takes what either of them takes. */
export function checkBlocklistName(name: string): void {
  if (/^(?!\.{1,2}$)[0-9A-Za-z._~-]{1,64}$/.test(name)) return;
  const message = `'${shortened(name)}' cannot be the name of a blocklist: it takes up to 64 letters, digits, '_', '.', '~' and '-'.`;
  throw new Fault('invalid_value', message, { param: 'name' });
}

/** What is true of every item; whether a pattern is safe to run is asked of those who run it. */
export function checkItemShape({ id, text }: BlocklistItem): void {
  if (id === '' || id.length > maxItemIdLength) {
    const message = `The id of an item has 1 to ${maxItemIdLength} characters.`;
    throw new Fault('invalid_value', message, { param: 'id' });
  }
  if (text.trim() === '') throw new Fault('invalid_value', 'The text of an item is empty.', { param: 'text' });
  // Code points are never more than code units.
  if (text.length <= maxTextLength || Array.from(text).length <= maxTextLength) return;
  throw new Fault('too_long', `The text of an item has at most ${maxTextLength} characters.`, { param: 'text' });
}

function shortened(name: string): string {
  return name.length > 80 ? `${name.slice(0, 80)}…` : name;
}
