// In: names and bodies of requests about blocklists. Out: what they ask for, checked, or a Fault that names the member. Knows no list.
import * as z from 'zod';
import { Fault } from '../../contract/fault.ts';
import { flag, listOf, text } from '../openai/field-schemas.ts';
import { readWithSchema } from '../openai/read-with-schema.ts';

const maxItemsInRequest = 100;
const description = text({ maximum: 1024 }).nullish();

export function checkListName(name: string): string {
  if (/^(?!\.{1,2}$)[0-9A-Za-z._~-]{1,64}$/.test(name)) return name;
  const message = 'A blocklist name has 1 to 64 characters: letters, digits and any of -._~';
  throw new Fault('invalid_value', message, { param: 'blocklistName', wireCode: 'InvalidResourceName' });
}

const patchSchema = z.strictObject({ blocklistName: text().nullish(), description });

/** The description as it shall be. A merge patch: a member that is absent stays, null takes it away. */
export function parseBlocklistPatch(received: unknown, current: string | null): string | null {
  const patch = readWithSchema(patchSchema, received);
  return patch.description === undefined ? current : patch.description;
}

export interface ItemAsk {
  readonly text: string;
  readonly isRegex: boolean;
  readonly description: string | null;
}

const itemsSchema = z.strictObject({
  blocklistItems: listOf(
    z.strictObject({ text: text({ minimum: 1, maximum: 128 }), description, isRegex: flag().nullish() }),
    { expected: 'an array of items', minimum: 1, maximum: maxItemsInRequest },
  ),
});

export function parseItems(received: unknown): readonly ItemAsk[] {
  return readWithSchema(itemsSchema, received).blocklistItems.map((item) => ({
    text: item.text,
    isRegex: item.isRegex ?? false,
    description: item.description ?? null,
  }));
}

const removalSchema = z.strictObject({
  blocklistItemIds: listOf(text({ minimum: 1 }), {
    expected: 'an array of strings',
    minimum: 1,
    maximum: maxItemsInRequest,
  }),
});

export function parseRemoval(received: unknown): readonly string[] {
  return readWithSchema(removalSchema, received).blocklistItemIds;
}
