// In: how likely the model found its tokens. Out: the `logprobs` object of chat completions. Knows no answer.
import type { TokenChance, TokenLogprob } from '../../contract/logprobs.ts';

interface ChanceBody {
  readonly token: string;
  readonly logprob: number;
  readonly bytes: number[];
}

export interface LogprobsBody {
  readonly content: (ChanceBody & { readonly top_logprobs: ChanceBody[] })[];
  readonly refusal: null;
}

function chanceBody({ token, logprob, bytes }: TokenChance): ChanceBody {
  return { token, logprob, bytes: [...bytes] };
}

/** Null where nothing is told. */
export function logprobsBody(logprobs: readonly TokenLogprob[]): LogprobsBody | null {
  if (logprobs.length === 0) return null;
  const content = logprobs.map((entry) => ({ ...chanceBody(entry), top_logprobs: entry.top.map(chanceBody) }));
  return { content, refusal: null };
}
