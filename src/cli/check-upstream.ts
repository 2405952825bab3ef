// In: a configured upstream. Out: a finding on whether it answers. Sends no conversation.
import { type Finding, ok, problem } from './finding.ts';

const timeoutMs = 3000;

export interface CheckedUpstream {
  readonly label: string;
  readonly url: string;
  readonly key: string | null;
  /** Where its key and its address are set. */
  readonly keyPlace: string;
  readonly urlPlace: string;
}

export async function checkUpstream(upstream: CheckedUpstream, signal: AbortSignal): Promise<Finding> {
  const { label, url, key } = upstream;
  const address = `${url.replace(/\/+$/, '')}/models`;
  const headers: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
  const startedMs = performance.now();
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const response = await fetch(address, { headers, signal: limited });
    await response.body?.cancel();
    const tookMs = Math.round(performance.now() - startedMs);
    if (response.status === 401 || response.status === 403)
      return problem(label, `${url} refuses the key (${response.status})`, `Set ${upstream.keyPlace}.`);
    // Not every upstream lists its models.
    return ok(label, `${url} answers ${response.status} (${tookMs} ms)`);
  } catch {
    signal.throwIfAborted();
    return problem(label, `${url} does not answer`, `Start it, or correct ${upstream.urlPlace}.`);
  }
}
