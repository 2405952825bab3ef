// In: what an operator wants to know of the content filter, and says of it. Out: it asked of the running service. A client like any other:
// knows the public HTTP API only.
import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { Fault } from '../contract/fault.ts';
import { openService } from './ask-service.ts';
import type { Command, CommandContext } from './command.ts';
import { pathOf } from './management-client.ts';
import { renderTable } from './render-table.ts';
import { type Action, runAction } from './run-action.ts';

const base = '/admin/safety';
const none = { least: 0, most: 0 };

const item = z.object({
  id: z.string(),
  created_at: z.number(),
  key_id: z.string(),
  source: z.string(),
  is_filtered: z.boolean(),
  found: z.array(z.object({ category: z.string(), level: z.string() })),
  text: z.string().nullable(),
  label: z.string().nullable(),
});
const items = z.object({ data: z.array(item), last_id: z.string().nullable(), has_more: z.boolean() });
const abuse = z.object({
  data: z.array(
    z.object({
      key_id: z.string(),
      end_user: z.string().nullable(),
      flagged_requests: z.number(),
      total_requests: z.number(),
      share: z.number(),
      stands_out: z.boolean(),
    }),
  ),
});
const changes = z.object({
  data: z.array(z.object({ created_at: z.number(), key_id: z.string(), action: z.string(), name: z.string() })),
});

/** Asks, prints the data where a program reads it, else what `render` makes of it. */
async function show<Body extends { readonly data: readonly unknown[] }>(
  context: CommandContext,
  path: string,
  schema: z.ZodType<Body>,
  render: (body: Body) => string,
): Promise<Body> {
  const ask = await openService(context);
  const received: unknown = JSON.parse((await ask('GET', `${base}/${path}`)).text);
  const body = schema.parse(received);
  const { data } = z.object({ data: z.array(z.unknown()) }).parse(received);
  context.terminal.print(context.isJson ? JSON.stringify(data, null, 2) : render(body));
  return body;
}

/** Own flags become the parameters of the query; what is wrong with one the service says. */
function queryOf({ flags }: CommandContext, names: readonly string[]): string {
  const query = new URLSearchParams();
  for (const name of names) {
    const value = flags.get(name);
    if (value !== undefined) query.set(name.replaceAll('-', '_'), value);
  }
  return query.toString();
}

function timeOf(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

/** A text is somebody else's: what could move a cursor does not get to the terminal. */
function excerpt(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

const actions: Readonly<Record<string, Action>> = {
  items: {
    wordsUsage: '',
    wordCount: none,
    run: async (_words, context) => {
      const query = queryOf(context, ['after', 'limit', 'key', 'category', 'is-filtered', 'label']);
      const { last_id, has_more } = await show(context, `items?${query}`, items, ({ data }) =>
        renderTable(
          ['ITEM', 'TIME', 'KEY', 'SOURCE', 'FILTERED', 'LABEL', 'FOUND', 'TEXT'],
          data.map((row) => [
            row.id,
            timeOf(row.created_at),
            excerpt(row.key_id),
            row.source,
            row.is_filtered ? 'yes' : 'no',
            row.label ?? '',
            row.found.map(({ category, level }) => `${category}:${level}`).join(' '),
            excerpt(row.text ?? ''),
          ]),
        ),
      );
      if (has_more) context.terminal.say(`kinglet: there are more: --after ${last_id}`);
    },
  },
  label: {
    wordsUsage: 'ID right|wrong',
    wordCount: { least: 2, most: 2 },
    run: async ([id = '', label = ''], context) => {
      const ask = await openService(context);
      await ask('POST', `${base}/items/${pathOf(id)}/label`, { label });
      context.terminal.say(`kinglet: the filter was ${label} about ${id}`);
    },
  },
  abuse: {
    wordsUsage: '',
    wordCount: none,
    run: async (_words, context) => {
      await show(context, `abuse?${queryOf(context, ['hours'])}`, abuse, ({ data }) =>
        renderTable(
          ['KEY', 'END USER', 'FLAGGED', 'REQUESTS', 'SHARE', 'STANDS OUT'],
          data.map((row) => [
            excerpt(row.key_id),
            excerpt(row.end_user ?? ''),
            String(row.flagged_requests),
            String(row.total_requests),
            percent(row.share),
            row.stands_out ? 'yes' : '',
          ]),
        ),
      );
    },
  },
  changes: {
    wordsUsage: '',
    wordCount: none,
    run: async (_words, context) => {
      await show(context, `changes?${queryOf(context, ['limit'])}`, changes, ({ data }) =>
        renderTable(
          ['TIME', 'KEY', 'CHANGE', 'NAME'],
          data.map((row) => [timeOf(row.created_at), excerpt(row.key_id), row.action, row.name]),
        ),
      );
    },
  },
  export: {
    wordsUsage: '[FILE]',
    wordCount: { least: 0, most: 1 },
    run: async ([path], context) => {
      const ask = await openService(context);
      const { text } = await ask('GET', `${base}/export`);
      if (path === undefined) return context.terminal.print(text.trimEnd());
      try {
        writeFileSync(path, text, { mode: 0o600 });
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'unknown error';
        throw new Fault('invalid_value', `${path} cannot be written: ${reason}`, { cause: error });
      }
      context.terminal.say(`kinglet: ${text.split('\n').length - 1} labelled items are in ${path}`);
    },
  },
};

export const safetyCommand: Command = {
  name: 'safety',
  wordsUsage: '[items | label ID right|wrong | abuse | changes | export [FILE]]',
  wordCount: { least: 0, most: 3 },
  ownFlags: [
    { name: 'limit', wordUsage: 'NUMBER', summary: 'for items and changes: how many' },
    { name: 'after', wordUsage: 'ID', summary: 'for items: those behind this one' },
    { name: 'key', wordUsage: 'KEY_ID', summary: 'for items: of one key' },
    { name: 'category', wordUsage: 'NAME', summary: 'for items: such as hate or jailbreak' },
    { name: 'is-filtered', wordUsage: 'true|false', summary: 'for items: kept back, or only annotated' },
    { name: 'label', wordUsage: 'right|wrong|none', summary: 'for items: what was said of them' },
    { name: 'hours', wordUsage: 'NUMBER', summary: 'for abuse: how far back; 24 where absent' },
  ],
  summary: 'what the content filter found, and what you say of it; needs the admin key',
  details: `items shows the newest first. label says whether the filter was right about an item, and export writes the labelled ones as
JSON lines, for lab/. abuse shows keys and end users with flagged requests, those first whose share stands out. changes shows who
changed policies and blocklists.`,
  run: (context) =>
    runAction('safety', actions, { ...context, words: context.words.length === 0 ? ['items'] : context.words }),
};
