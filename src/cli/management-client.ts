// In: the configuration. Out: a way to ask the running service about policies and blocklists, over its public HTTP API in Azure's shapes.
// Fault with the service's own words when it refuses; and the action that policies and blocklists share.
import { type AskService, openService } from './ask-service.ts';
import type { CommandContext } from './command.ts';
import type { Action } from './run-action.ts';

export interface ManagementAnswer {
  readonly status: number;
  /** Null where there is none. */
  readonly body: unknown;
}

export type AskManagement = (...ask: Parameters<AskService>) => Promise<ManagementAnswer>;

/** Any subscription, group and account will do. */
const account = '/subscriptions/local/resourceGroups/local/providers/Microsoft.CognitiveServices/accounts/kinglet';
const version = '2025-06-01';

/** Of names, such as `raiPolicies` and a policy's: each is one segment, whatever is in it. */
export function pathOf(...segments: readonly string[]): string {
  return segments.map(encodeURIComponent).join('/');
}

export async function openManagement(context: CommandContext): Promise<AskManagement> {
  const ask = await openService(context);
  return async (method, path, body) => {
    const { status, text } = await ask(method, `${account}/${path}?api-version=${version}`, body);
    return { status, body: text === '' ? null : JSON.parse(text) };
  };
}

/** Both kinds of what is managed are deleted alike; `kind` is the word for one of them. */
export function deleteAction(kind: string, collection: string): Action {
  return {
    wordsUsage: 'NAME',
    wordCount: { least: 1, most: 1 },
    run: async ([name = ''], context) => {
      const ask = await openManagement(context);
      const { status } = await ask('DELETE', pathOf(collection, name));
      context.terminal.say(
        status === 204 ? `kinglet: there is no ${kind} ${name}` : `kinglet: the ${kind} ${name} is deleted`,
      );
    },
  };
}
