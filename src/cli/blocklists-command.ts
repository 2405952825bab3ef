// In: what an operator wants of blocklists. Out: it done by the running service. A client like any other: knows the public HTTP API only.
import { z } from 'zod';
import { itemId } from '../config/item-id.ts';
import { Fault } from '../contract/fault.ts';
import type { Command } from './command.ts';
import { type AskManagement, deleteAction, openManagement, pathOf } from './management-client.ts';
import { readJsonFile } from './read-json-file.ts';
import { renderTable } from './render-table.ts';
import { type Action, runAction } from './run-action.ts';

const collection = 'raiBlocklists';
const itemsUnder = 'raiBlocklistItems';
/** Of the service, in a list. */
const maxItems = 10_000;

const listBody = z.object({ name: z.string(), properties: z.object({ description: z.string().optional() }) });
const itemBody = z.object({ name: z.string(), properties: z.object({ pattern: z.string(), isRegex: z.boolean() }) });
const lists = z.object({ value: z.array(listBody) });
const items = z.object({ value: z.array(itemBody) });

/** As in the configuration file, and as `show` prints it. */
const fileItem = z.strictObject({
  id: z.string().min(1).optional(),
  text: z.string().min(1),
  isRegex: z.boolean().default(false),
});
const fileList = z.strictObject({
  name: z.string().min(1),
  description: z.string().nullable().default(null),
  items: z
    .array(
      z.union([
        z
          .string()
          .min(1)
          .transform((text) => fileItem.parse({ text })),
        fileItem,
      ]),
    )
    .default([]),
});

async function readItems(ask: AskManagement, name: string): Promise<z.output<typeof itemBody>[]> {
  return items.parse((await ask('GET', pathOf(collection, name, itemsUnder))).body).value;
}

function addedItem({ id, text, isRegex }: z.output<typeof fileItem>) {
  return { name: id ?? itemId(text, isRegex), properties: { pattern: text, isRegex } };
}

const actions: Readonly<Record<string, Action>> = {
  list: {
    wordsUsage: '',
    wordCount: { least: 0, most: 0 },
    run: async (_words, context) => {
      const ask = await openManagement(context);
      const { value } = lists.parse((await ask('GET', collection)).body);
      const rows = await Promise.all(
        value.map(async ({ name, properties }) => ({
          name,
          items: (await readItems(ask, name)).length,
          description: properties.description ?? null,
        })),
      );
      if (context.isJson) return context.terminal.print(JSON.stringify(rows, null, 2));
      const cells = rows.map(({ name, items: count, description }) => [name, String(count), description ?? '']);
      context.terminal.print(renderTable(['BLOCKLIST', 'ITEMS', 'DESCRIPTION'], cells));
    },
  },
  show: {
    wordsUsage: 'NAME',
    wordCount: { least: 1, most: 1 },
    run: async ([given = ''], context) => {
      const ask = await openManagement(context);
      const { name, properties } = listBody.parse((await ask('GET', pathOf(collection, given))).body);
      const shown = (await readItems(ask, name)).map(({ name: id, properties: { pattern, isRegex } }) => ({
        id,
        text: pattern,
        isRegex,
      }));
      const list = { name, description: properties.description ?? null, items: shown };
      context.terminal.print(JSON.stringify(list, null, 2));
    },
  },
  put: {
    wordsUsage: 'FILE',
    wordCount: { least: 1, most: 1 },
    run: async ([path = ''], context) => {
      const list = readJsonFile(path, fileList);
      const added = list.items.map(addedItem);
      const ask = await openManagement(context);
      await ask('PUT', pathOf(collection, list.name), { properties: { description: list.description } });
      const wanted = new Set(added.map(({ name }) => name));
      const old = (await readItems(ask, list.name)).map(({ name }) => name).filter((id) => !wanted.has(id));
      const add = async () => {
        if (added.length > 0) await ask('POST', pathOf(collection, list.name, 'addRaiBlocklistItems'), added);
      };
      const remove = async () => {
        if (old.length > 0) await ask('POST', pathOf(collection, list.name, 'deleteRaiBlocklistItems'), old);
      };
      // At no moment shall the list be less than both, unless it has no room for that.
      for (const step of wanted.size + old.length > maxItems ? [remove, add] : [add, remove]) await step();
      context.terminal.say(
        `kinglet: the blocklist ${list.name} has ${wanted.size} items; it holds from the next request on`,
      );
    },
  },
  add: {
    wordsUsage: 'NAME TEXT…',
    wordCount: { least: 2, most: Number.POSITIVE_INFINITY },
    run: async ([name = '', ...texts], context) => {
      const kind = context.flags.get('as') ?? 'exact';
      if (kind !== 'exact' && kind !== 'regex')
        throw new Fault('invalid_value', `flag --as must be exact or regex, not ${kind}`);
      const added = texts.map((text) => addedItem({ text, isRegex: kind === 'regex' }));
      const ask = await openManagement(context);
      await ask('POST', pathOf(collection, name, 'addRaiBlocklistItems'), added);
      for (const item of added) context.terminal.print(item.name);
    },
  },
  remove: {
    wordsUsage: 'NAME ID…',
    wordCount: { least: 2, most: Number.POSITIVE_INFINITY },
    run: async ([name = '', ...ids], context) => {
      const ask = await openManagement(context);
      await ask('POST', pathOf(collection, name, 'deleteRaiBlocklistItems'), ids);
      context.terminal.say(
        `kinglet: ${ids.length === 1 ? 'one item is' : `${ids.length} items are`} gone from ${name}`,
      );
    },
  },
  delete: deleteAction('blocklist', collection),
};

export const blocklistsCommand: Command = {
  name: 'blocklists',
  wordsUsage: '[list | show NAME | put FILE | add NAME TEXT… | remove NAME ID… | delete NAME]',
  wordCount: { least: 0, most: Number.POSITIVE_INFINITY },
  ownFlags: [{ name: 'as', wordUsage: 'KIND', summary: 'for add: exact (the default) or regex' }],
  summary: 'terms that a policy blocks; needs the admin key',
  details: `FILE is JSON as show prints it: {"name": …, "description": …, "items": ["a term", {"text": "a patt?ern", "isRegex": true}]};
put makes the list exactly that. add prints the id of each item. Lists of the configuration file cannot be changed here.`,
  run: (context) => runAction('blocklists', actions, context),
};
