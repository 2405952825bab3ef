// In: the deltas of the answers to several prompts. Out: one stream of deltas as of one request: choices numbered prompt by prompt, the
// usage of the prompts added up. Knows no engine.
import { mergeStreams } from '../base/merge-streams.ts';
import type { ChoiceDelta } from '../contract/dispatch.ts';

/**
 * The counts of prompts are told at each `finish` as far as they are known, for whoever keeps the largest. The first failure takes the
 * other prompts along, through `failing`.
 */
export async function* joinPrompts(
  answers: readonly AsyncIterable<ChoiceDelta>[],
  choicesPerPrompt: number,
  failing: AbortController,
): AsyncGenerator<ChoiceDelta> {
  const promptTokens = new Map<number, number>();
  const cachedTokens = new Map<number, number>();
  for await (const { prompt, choice, delta } of mergeStreams(
    answers.map((deltas, prompt) => ofPrompt(prompt, deltas, failing)),
  )) {
    const joined = prompt * choicesPerPrompt + choice;
    if (delta.kind !== 'finish') {
      yield { choice: joined, delta };
      continue;
    }
    keepLargest(promptTokens, prompt, delta.usage.promptTokens);
    keepLargest(cachedTokens, prompt, delta.usage.cachedTokens);
    const usage = { ...delta.usage, promptTokens: sum(promptTokens), cachedTokens: sum(cachedTokens) };
    yield { choice: joined, delta: { ...delta, usage } };
  }
}

async function* ofPrompt(prompt: number, deltas: AsyncIterable<ChoiceDelta>, failing: AbortController) {
  try {
    for await (const delta of deltas) yield { prompt, ...delta };
  } catch (error) {
    failing.abort(error);
    throw error;
  }
}

function keepLargest(counts: Map<number, number>, prompt: number, count: number): void {
  counts.set(prompt, Math.max(counts.get(prompt) ?? 0, count));
}

function sum(counts: ReadonlyMap<number, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
