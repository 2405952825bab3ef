// In: the deltas of a run that was told of more probabilities than it asked for. Out: the same with those that it asked for. Asks the engine nothing.
import type { EngineDelta } from '../../contract/engine.ts';
import type { TokenLogprob } from '../../contract/logprobs.ts';

/** Null takes all of them away. */
export async function* withLogprobs(
  deltas: AsyncIterable<EngineDelta>,
  topCount: number | null,
): AsyncGenerator<EngineDelta> {
  const cut = (told: TokenLogprob): TokenLogprob => ({ ...told, top: told.top.slice(0, topCount ?? 0) });
  for await (const delta of deltas) {
    if (delta.kind === 'text-delta') yield { ...delta, logprobs: topCount === null ? [] : delta.logprobs.map(cut) };
    else if (delta.kind === 'finish' && delta.end !== undefined) {
      const { end, ...rest } = delta;
      yield topCount === null ? rest : { ...rest, end: cut(end) };
    } else yield delta;
  }
}
