// In: an answer that begins as a call. Out: it, or the answer written anew as text, where the function is not on offer, or where the model
// doubts it. Small models call something whatever is on offer; where nothing fits the question, they make up a function, or they hesitate
// before the call and make up its arguments. Unusual arguments make them hesitate as well: so a model that hesitated is asked whether the
// function is meant for this. An answer that may have to be taken back is held to its end; all others pass as they come. Knows no schema and
// no call syntax but what it is given.
import type { EngineDelta } from '../../contract/engine.ts';

export interface DoubtPorts {
  /** As in `CallsInText`. */
  readonly begun: string;
  /** Mean ln p of the tokens from the arguments on, below which a call that was not sure to come is doubted; null doubts none. */
  readonly leastLogprob: number | null;
  /** How far the model says, when it is asked, that a function on offer is meant for this, 0 to 1; 1 where it cannot be asked. */
  relevance(): Promise<number>;
  /** The same run, which begins with no call. */
  writeText(): AsyncIterable<EngineDelta>;
}

/** So many of the likeliest tokens the deltas must tell, where calls are doubted for their arguments. */
export const doubtedTokens = 8;
/** Below, a function is not meant for what was asked. Models say yes easily. */
const leastRelevance = 0.75;
/** Share of the first step that opens a call, from which on the model is sure to call. */
const sureOpening = 0.92;

const callOpening = /^\s*[`{[<]/;
const fence = /^\s*```(\w*)\s*\n/;
const callFences: ReadonlySet<string> = new Set(['', 'json', 'tool_call', 'xml']);
/** Of a function on offer or not. */
const anyHead = /"name"\s*:\s*"[^"]*"\s*,\s*"(?:arguments|parameters)"\s*:/;
/** Within so many characters the head of a call shows its first key, and ends. */
const firstKeyWithin = 48;
const headWithin = 200;

type TextDelta = Extract<EngineDelta, { kind: 'text-delta' }>;

export async function* withoutDoubtedCall(
  deltas: AsyncIterable<EngineDelta>,
  ports: DoubtPorts,
): AsyncGenerator<EngineDelta> {
  const begun = new RegExp(ports.begun);
  const held: TextDelta[] = [];
  let text = '';
  let isSure = ports.leastLogprob === null;
  let isPassing = false;
  for await (const delta of deltas) {
    if (delta.kind === 'text-delta' && !isPassing) {
      held.push(delta);
      text += delta.text;
      if (held.length === 1) isSure ||= openingShare(delta) >= sureOpening;
      isPassing = (isSure && begun.test(text)) || isNoCall(text);
      if (isPassing) yield* held.splice(0);
      continue;
    }
    if (delta.kind === 'finish' && held.length > 0) {
      const isWhole = delta.reason === 'stop' && delta.stopText === null;
      if (isWhole && (await isUnfounded(held, text, begun, ports))) {
        yield* textInstead(delta, ports);
        return;
      }
      yield* held;
    }
    yield delta;
  }
}

/** The prompt was computed once. What the call took is not the client's. */
async function* textInstead(
  { usage: { cachedTokens } }: Extract<EngineDelta, { kind: 'finish' }>,
  { writeText }: DoubtPorts,
): AsyncGenerator<EngineDelta> {
  yield { kind: 'text-only' };
  for await (const delta of writeText()) {
    yield delta.kind === 'finish' ? { ...delta, usage: { ...delta.usage, cachedTokens } } : delta;
  }
}

function openingShare({ logprobs: [first] }: TextDelta): number {
  const openings = (first?.top ?? []).filter(({ token }) => callOpening.test(token));
  return openings.reduce((sum, { logprob }) => sum + Math.exp(logprob), 0);
}

/** Whether the text so far is none of a call, or of one that is told otherwise than looked for. */
function isNoCall(text: string): boolean {
  if (text.trim() === '') return false;
  if (!callOpening.test(text)) return true;
  const [, language] = fence.exec(text) ?? [];
  if (language !== undefined && !callFences.has(language)) return true;
  if (text.length >= firstKeyWithin && !text.includes('"name"')) return true;
  return text.length >= headWithin && !anyHead.test(text);
}

async function isUnfounded(
  held: readonly TextDelta[],
  text: string,
  begun: RegExp,
  { leastLogprob, relevance }: Pick<DoubtPorts, 'leastLogprob' | 'relevance'>,
): Promise<boolean> {
  const head = begun.exec(text);
  if (head === null) return anyHead.test(text);
  if (leastLogprob === null || meanLogprob(held, head.index + head[0].length) >= leastLogprob) return false;
  return (await relevance()) < leastRelevance;
}

/** Of the tokens that begin at `from` or behind it; 0 where there is none. */
function meanLogprob(held: readonly TextDelta[], from: number): number {
  const logprobs: number[] = [];
  let at = 0;
  for (const delta of held) {
    if (at >= from) logprobs.push(...delta.logprobs.map(({ logprob }) => logprob));
    at += delta.text.length;
  }
  return logprobs.length === 0 ? 0 : logprobs.reduce((sum, logprob) => sum + logprob, 0) / logprobs.length;
}
