// In: what an operator wants of content policies. Out: it done by the running service. A client like any other: knows the public HTTP
// API only.
import { z } from 'zod';
import type { Command } from './command.ts';
import { deleteAction, openManagement, pathOf } from './management-client.ts';
import { readJsonFile } from './read-json-file.ts';
import { renderTable } from './render-table.ts';
import { type Action, runAction } from './run-action.ts';

const collection = 'raiPolicies';
const policy = z.object({ name: z.string().min(1), properties: z.record(z.string(), z.unknown()) });
const listed = z.object({
  name: z.string(),
  properties: z.object({ type: z.string(), mode: z.string(), basePolicyName: z.string().optional() }),
});

const actions: Readonly<Record<string, Action>> = {
  list: {
    wordsUsage: '',
    wordCount: { least: 0, most: 0 },
    run: async (_words, context) => {
      const ask = await openManagement(context);
      const { body } = await ask('GET', collection);
      if (context.isJson) {
        const { value } = z.object({ value: z.array(policy) }).parse(body);
        return context.terminal.print(JSON.stringify(value, null, 2));
      }
      const { value } = z.object({ value: z.array(listed) }).parse(body);
      const rows = value.map(({ name, properties: { type, mode, basePolicyName } }) => [
        name,
        type,
        mode,
        basePolicyName ?? '',
      ]);
      context.terminal.print(renderTable(['POLICY', 'TYPE', 'MODE', 'BASE'], rows));
    },
  },
  show: {
    wordsUsage: 'NAME',
    wordCount: { least: 1, most: 1 },
    run: async ([name = ''], context) => {
      const ask = await openManagement(context);
      const { body } = await ask('GET', pathOf(collection, name));
      context.terminal.print(JSON.stringify(policy.parse(body), null, 2));
    },
  },
  put: {
    wordsUsage: 'FILE',
    wordCount: { least: 1, most: 1 },
    run: async ([path = ''], context) => {
      const { name, properties } = readJsonFile(path, policy);
      const ask = await openManagement(context);
      const { status } = await ask('PUT', pathOf(collection, name), { properties });
      context.terminal.say(
        `kinglet: the policy ${name} is ${status === 201 ? 'made' : 'replaced'}; it holds from the next request on`,
      );
    },
  },
  delete: deleteAction('policy', collection),
};

export const policiesCommand: Command = {
  name: 'policies',
  wordsUsage: '[list | show NAME | put FILE | delete NAME]',
  wordCount: { least: 0, most: 2 },
  summary: 'what the content filter does, by policy; needs the admin key',
  details: `FILE is JSON as show prints it, in the shape of Azure's raiPolicies: {"name": …, "properties": {"basePolicyName":
"Microsoft.DefaultV2", "contentFilters": [{"name": "Hate", "source": "Prompt", "severityThreshold": "Low"}], …}}. What it
does not name is as in the base. Policies of the service and of the configuration file cannot be changed here.`,
  run: (context) => runAction('policies', actions, context),
};
