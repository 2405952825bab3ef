// In: the bytes of a whole answer, streamed. Out: its text, usage and number of events. Knows no time.
import type { LoadJob, RequestRow } from './load-job.ts';

type AnswerFacts = Pick<
  RequestRow,
  'eventCount' | 'promptTokens' | 'cachedTokens' | 'completionTokens' | 'finishReason' | 'text'
>;

export function readEvents(bytes: Buffer, reading: LoadJob['reading']): AnswerFacts {
  const nothing = { promptTokens: 0, cachedTokens: 0, completionTokens: 0, finishReason: null, text: '' };
  if (reading === 'count') return { ...nothing, eventCount: countEvents(bytes) };
  const events = bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line): unknown => JSON.parse(line.slice('data: '.length)));
  const texts = events.map((event) => at(event, 'choices', '0', 'delta', 'content'));
  const reasons = events.map((event) => at(event, 'choices', '0', 'finish_reason'));
  const usage = events
    .map((event) => at(event, 'usage'))
    .findLast((found) => typeof found === 'object' && found !== null);
  return {
    eventCount: events.length,
    promptTokens: Number(at(usage, 'prompt_tokens') ?? 0),
    cachedTokens: Number(at(usage, 'prompt_tokens_details', 'cached_tokens') ?? 0),
    completionTokens: Number(at(usage, 'completion_tokens') ?? 0),
    finishReason: reasons.filter((reason) => typeof reason === 'string').at(-1) ?? null,
    text: texts.filter((text) => typeof text === 'string').join(''),
  };
}

function countEvents(bytes: Buffer): number {
  let count = 0;
  for (let end = bytes.indexOf('\n\n'); end !== -1; end = bytes.indexOf('\n\n', end + 2)) count += 1;
  return count;
}

export function at(value: unknown, ...path: readonly string[]): unknown {
  let inner = value;
  for (const key of path) {
    if (typeof inner !== 'object' || inner === null) return undefined;
    inner = Reflect.get(inner, key);
  }
  return inner;
}
