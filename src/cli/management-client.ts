// In: the configuration. Out: a way to ask the running service about policies and blocklists, over its public HTTP API in Azure's shapes.
// Fault with the service's own words when it refuses. Knows no terminal.
import type { Config } from '../config/config.ts';
import { Fault } from '../contract/fault.ts';
import type { CommandContext } from './command.ts';
import { errorMessage, findRunningService } from './find-running-service.ts';
import { notRunning } from './not-running.ts';

export interface ManagementAnswer {
  readonly status: number;
  /** Null where there is none. */
  readonly body: unknown;
}

export type AskManagement = (
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
) => Promise<ManagementAnswer>;

/** Any subscription, group and account will do. */
const account = '/subscriptions/local/resourceGroups/local/providers/Microsoft.CognitiveServices/accounts/kinglet';
const version = '2025-06-01';

function managementHeaders({ apiKey, adminKey }: Pick<Config, 'apiKey' | 'adminKey'>): Record<string, string> {
  const key = adminKey ?? apiKey;
  return key === null ? {} : { authorization: `Bearer ${key}` };
}

/** Of names, such as `raiPolicies` and a policy's: each is one segment, whatever is in it. */
export function pathOf(...segments: readonly string[]): string {
  return segments.map(encodeURIComponent).join('/');
}

export async function openManagement({ config, signal }: CommandContext): Promise<AskManagement> {
  const finding = await findRunningService(config, 5000, signal);
  if (finding.kind !== 'running') throw notRunning(finding);
  const { baseUrl } = finding;
  return async (method, path, body) => {
    const response = await fetch(`${baseUrl}${account}/${path}?api-version=${version}`, {
      method,
      headers: { ...managementHeaders(config), 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal,
    }).catch((error: unknown) => {
      signal.throwIfAborted();
      throw new Fault('engine_unavailable', `The connection to ${baseUrl} cannot be made.`, { cause: error });
    });
    const text = await response.text();
    if (response.ok) return { status: response.status, body: text === '' ? null : JSON.parse(text) };
    const said = errorMessage(text) ?? `The service answers ${response.status}.`;
    const hint =
      response.status === 403 && config.adminKey === null ? ' The admin key is read from KINGLET_ADMIN_KEY.' : '';
    throw new Fault('invalid_value', `${said}${hint}`);
  };
}
