// In: the configuration. Out: a way to ask the running service as its admin, over its public HTTP API. Fault with the service's own words
// when it refuses. Knows no route and no terminal.
import type { Config } from '../config/config.ts';
import { Fault } from '../contract/fault.ts';
import type { CommandContext } from './command.ts';
import { errorMessage, findRunningService } from './find-running-service.ts';
import { notRunning } from './not-running.ts';

export interface ServiceAnswer {
  readonly status: number;
  /** Empty where there is no body. */
  readonly text: string;
}

/** `path` begins with a slash and may have a query. */
export type AskService = (
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
) => Promise<ServiceAnswer>;

function adminHeaders({ apiKey, adminKey }: Pick<Config, 'apiKey' | 'adminKey'>): Record<string, string> {
  const key = adminKey ?? apiKey;
  return key === null ? {} : { authorization: `Bearer ${key}` };
}

export async function openService({ config, signal }: CommandContext): Promise<AskService> {
  const finding = await findRunningService(config, 5000, signal);
  if (finding.kind !== 'running') throw notRunning(finding);
  const { baseUrl } = finding;
  return async (method, path, body) => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { ...adminHeaders(config), 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal,
    }).catch((error: unknown) => {
      signal.throwIfAborted();
      throw new Fault('engine_unavailable', `The connection to ${baseUrl} cannot be made.`, { cause: error });
    });
    const text = await response.text();
    if (response.ok) return { status: response.status, text };
    const said = errorMessage(text) ?? `The service answers ${response.status}.`;
    const hint =
      response.status === 403 && config.adminKey === null ? ' The admin key is read from KINGLET_ADMIN_KEY.' : '';
    throw new Fault('invalid_value', `${said}${hint}`);
  };
}
