// In: the configuration. Out: a way to ask the running service about policies and blocklists, over its public HTTP API in Azure's shapes.
// Fault with the service's own words when it refuses. Knows no terminal.
import { type AskService, openService } from './ask-service.ts';
import type { CommandContext } from './command.ts';

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
