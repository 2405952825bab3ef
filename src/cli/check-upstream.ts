// In: the configured upstream. Out: a finding on whether it answers. Sends no conversation.
import type { EngineConfig } from '../config/config.ts';
import { type Finding, ok, problem } from './finding.ts';

const timeoutMs = 3000;

export async function checkUpstream({ url, key }: EngineConfig, signal: AbortSignal): Promise<Finding> {
  const address = `${(url ?? '').replace(/\/+$/, '')}/models`;
  const headers: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
  const startedMs = performance.now();
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const response = await fetch(address, { headers, signal: limited });
    await response.body?.cancel();
    const tookMs = Math.round(performance.now() - startedMs);
    if (response.status === 401 || response.status === 403)
      return problem('upstream', `${url} refuses the key (${response.status})`, 'Set KINGLET_UPSTREAM_KEY.');
    // Not every upstream lists its models.
    return ok('upstream', `${url} answers ${response.status} (${tookMs} ms)`);
  } catch {
    signal.throwIfAborted();
    return problem('upstream', `${url} does not answer`, 'Start it, or correct KINGLET_UPSTREAM_URL.');
  }
}
