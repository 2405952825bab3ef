// In: what JSON.parse made of the bodies of raiBlocklists and their items. Out: what they ask for, checked, or a Fault that names the
// member. Knows no list.
import * as z from 'zod';
import type { BlocklistItem } from '../../contract/safety.ts';
import { flag, listOf, text } from '../openai/field-schemas.ts';
import { readWithSchema } from '../openai/read-with-schema.ts';

const passedOver = z.unknown().optional();
/** What only Azure writes is taken, so that what was read can be sent back. */
const envelope = { id: passedOver, type: passedOver, tags: passedOver, etag: passedOver, systemData: passedOver };

const listSchema = z.strictObject({
  ...envelope,
  name: passedOver,
  properties: z.strictObject({ description: text({ maximum: 1024 }).nullish() }, { error: 'an object' }).nullish(),
});

export function parseBlocklist(received: unknown): { readonly description: string | null } {
  return { description: readWithSchema(listSchema, received).properties?.description ?? null };
}

const itemProperties = z.strictObject(
  { pattern: text({ minimum: 1, maximum: 1000 }), isRegex: flag().nullish() },
  { error: 'an object' },
);
const itemSchema = z.strictObject({ ...envelope, name: passedOver, properties: itemProperties });

function itemOf(id: string, { pattern, isRegex }: z.output<typeof itemProperties>): BlocklistItem {
  return { id, text: pattern, isRegex: isRegex ?? false, description: null };
}

export function parseItem(received: unknown, name: string): BlocklistItem {
  return itemOf(name, readWithSchema(itemSchema, received).properties);
}

const name = text({ minimum: 1, maximum: 256 });
const addedSchema = z.strictObject({
  items: listOf(z.strictObject({ ...envelope, name, properties: itemProperties }), {
    expected: 'an array of items',
    maximum: 10_000,
  }),
});

/** The body is the array itself; what is wrong in it is named `items[0].name`. */
export function parseAddedItems(received: unknown): readonly BlocklistItem[] {
  return readWithSchema(addedSchema, { items: received }).items.map((item) => itemOf(item.name, item.properties));
}

const deletedSchema = z.strictObject({ items: listOf(name, { expected: 'an array of names', maximum: 10_000 }) });

export function parseDeletedItems(received: unknown): readonly string[] {
  return readWithSchema(deletedSchema, { items: received }).items;
}
