// In: what an operator wants of the engines in pools. Out: it done by the running service. A client like any other: knows the public HTTP
// API only.
import { z } from 'zod';
import { openService } from './ask-service.ts';
import type { Command, CommandContext } from './command.ts';
import { pathOf } from './management-client.ts';
import { renderTable } from './render-table.ts';
import { type Action, runAction } from './run-action.ts';

const base = '/admin/engines';

const engine = z.object({
  id: z.string(),
  availability: z.string(),
  weight: z.number(),
  slots: z.number(),
  load: z.number(),
  failures_in_row: z.number(),
  retry_at: z.number().nullable(),
});
const list = z.object({ data: z.array(engine) });

async function change(id: string, word: 'drain' | 'resume', context: CommandContext): Promise<z.infer<typeof engine>> {
  const ask = await openService(context);
  const { text } = await ask('POST', `${base}/${pathOf(id)}/${word}`);
  return engine.parse(JSON.parse(text));
}

const actions: Readonly<Record<string, Action>> = {
  list: {
    wordsUsage: '',
    wordCount: { least: 0, most: 0 },
    run: async (_words, context) => {
      const ask = await openService(context);
      const { data } = list.parse(JSON.parse((await ask('GET', base)).text));
      if (context.isJson) return context.terminal.print(JSON.stringify(data, null, 2));
      if (data.length === 0) context.terminal.say('kinglet: no deployment has a pool of engines');
      const rows = data.map((row) => [
        row.id,
        row.availability,
        `${row.load}/${row.slots}`,
        String(row.weight),
        row.failures_in_row === 0 ? '' : String(row.failures_in_row),
        row.retry_at === null ? '' : `${new Date(row.retry_at * 1000).toISOString().slice(11, 19)}Z`,
      ]);
      context.terminal.print(renderTable(['ENGINE', 'IS', 'LOAD', 'WEIGHT', 'FAILURES', 'TRIED AGAIN'], rows));
    },
  },
  drain: {
    wordsUsage: 'ID',
    wordCount: { least: 1, most: 1 },
    run: async ([id = ''], context) => {
      const { availability, load } = await change(id, 'drain', context);
      context.terminal.say(
        availability === 'drained'
          ? `kinglet: ${id} is drained: nothing runs there through this service`
          : `kinglet: ${id} gets no more requests; ${load} of its own are finished first`,
      );
    },
  },
  resume: {
    wordsUsage: 'ID',
    wordCount: { least: 1, most: 1 },
    run: async ([id = ''], context) => {
      await change(id, 'resume', context);
      context.terminal.say(`kinglet: ${id} gets requests again`);
    },
  },
};

export const enginesCommand: Command = {
  name: 'engines',
  wordsUsage: '[list | drain ID | resume ID]',
  wordCount: { least: 0, most: 2 },
  summary: 'the engines behind deployments: how they are, and taking one out; needs the admin key',
  details: `drain gives an engine no more requests, so that it can be stopped once list calls it drained. It holds until resume, or until the
service starts anew.`,
  run: (context) => runAction('engines', actions, context),
};
