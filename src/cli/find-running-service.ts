// In: the configuration. Out: whether a Kinglet answers at its address, and under which names. A client like any other: it knows
// the public HTTP API only.
import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { serviceAddress } from './service-address.ts';

export type ServiceFinding =
  | { readonly kind: 'running'; readonly baseUrl: string; readonly modelNames: readonly string[] }
  | { readonly kind: 'absent'; readonly baseUrl: string }
  /** It is a Kinglet, and it wants another key. */
  | { readonly kind: 'refusing'; readonly baseUrl: string; readonly detail: string }
  /** Something else, or a Kinglet that takes no requests now. */
  | { readonly kind: 'unusable'; readonly baseUrl: string; readonly detail: string };

const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });

export async function findRunningService(
  config: Config,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<ServiceFinding> {
  const baseUrl = serviceAddress(config);
  const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const response = await fetch(`${baseUrl}/v1/models`, { headers: keyHeaders(config), signal: limited });
    const text = await response.text();
    const isKinglet = response.headers.has('x-request-id') && response.headers.has('openai-version');
    if (response.status === 401 && isKinglet)
      return { kind: 'refusing', baseUrl, detail: errorMessage(text) ?? 'it wants a key' };
    const list = modelList.safeParse(parseJson(text));
    if (response.ok && isKinglet && list.success)
      return { kind: 'running', baseUrl, modelNames: list.data.data.map(({ id }) => id) };
    const said = isKinglet ? errorMessage(text) : null;
    return { kind: 'unusable', baseUrl, detail: said ?? `what answers there is not Kinglet (${response.status})` };
  } catch (error) {
    signal.throwIfAborted();
    if (limited.aborted) return { kind: 'unusable', baseUrl, detail: `no answer within ${timeoutMs} ms` };
    return isRefused(error)
      ? { kind: 'absent', baseUrl }
      : { kind: 'unusable', baseUrl, detail: error instanceof Error ? describeCause(error) : String(error) };
  }
}

export function keyHeaders({ apiKey, adminKey }: Pick<Config, 'apiKey' | 'adminKey'>): Record<string, string> {
  const key = apiKey ?? adminKey;
  return key === null ? {} : { authorization: `Bearer ${key}` };
}

const errorBody = z.object({ error: z.object({ message: z.string() }) });

/** Of an error object as OpenAI's clients read it; null for anything else. */
export function errorMessage(text: string): string | null {
  return errorBody.safeParse(parseJson(text)).data?.error.message ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
}

function describeCause(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}
