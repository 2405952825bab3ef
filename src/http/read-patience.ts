// In: a request's headers. Out: how long its client waits for an answer that comes as a whole. Knows no route and no clock.

/**
 * OpenAI's and Anthropic's SDKs say after how many seconds they give up: those for Node until the answer begins, those for Python until the
 * next byte. Of an answer that is not streamed nothing comes before all of it; a stream is kept open by heartbeats.
 */
const headerNames = ['x-stainless-timeout', 'x-stainless-read-timeout'];

/** Null where the client does not say, or says no number. */
export function readPatienceMs(headers: Headers): number | null {
  const seconds = headerNames
    .map((name) => Number(headers.get(name) ?? Number.NaN))
    .filter((value) => Number.isFinite(value) && value > 0);
  return seconds.length === 0 ? null : Math.min(...seconds) * 1000;
}
