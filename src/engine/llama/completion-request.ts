// In: one run. Out: the body of the engine's /completion. Knows no HTTP.
import type { Constraint } from '../../contract/ask.ts';
import type { EngineRun, TokenId } from '../../contract/engine.ts';
import type { Json, JsonObject } from '../../contract/json.ts';

/** OpenAI's penalties look at all the text so far; the engine's at a window, whose memory it allocates. */
const penaltyWindowTokens = 4096;

/**
 * The engine's own cut of the tail (the 40 likeliest tokens, none below a twentieth of the likeliest) stays on at its defaults: small
 * quantised models ramble without it at OpenAI's temperature of 1, and sorting a whole vocabulary costs milliseconds a token.
 */
export function completionRequest(run: EngineRun, tokens: readonly TokenId[]): JsonObject {
  const { sampling } = run;
  return {
    prompt: tokens,
    stream: true,
    return_tokens: true,
    // Wanted for another reason too: an engine that has written nothing yet does not notice that its client has left, and computes on.
    return_progress: true,
    sse_ping_interval: -1,
    n_predict: sampling.maxTokens ?? -1,
    temperature: sampling.temperature,
    top_p: sampling.topP,
    ...(sampling.topK === null ? {} : { top_k: sampling.topK }),
    repeat_penalty: 1,
    repeat_last_n: penaltyWindowTokens,
    presence_penalty: sampling.presencePenalty,
    frequency_penalty: sampling.frequencyPenalty,
    seed: sampling.seed === null ? -1 : engineSeed(sampling.seed),
    stop: [...sampling.stops],
    logit_bias: [...sampling.logitBias].map(([token, bias]) => [token, bias <= -100 ? false : bias]),
    cache_prompt: run.isCacheReused,
    id_slot: run.slot ?? -1,
    ...probabilities(sampling.topLogprobs),
    ...grammar(run.constraint),
    response_fields: [
      'content',
      'tokens',
      'stop',
      'stop_type',
      'stopping_word',
      'tokens_evaluated',
      'tokens_predicted',
      'timings',
      'id_slot',
      'completion_probabilities',
    ],
  };
}

/** At least one, or the engine tells none at all. They are the model's own, before any truncation. */
function probabilities(topLogprobs: number | null): { readonly [key: string]: Json } {
  return topLogprobs === null ? {} : { n_probs: Math.max(1, topLogprobs), post_sampling_probs: false };
}

/** `common_grammar_trigger_type` in llama.cpp: a pattern, searched in the text so far. */
const patternTrigger = 2;

function grammar(constraint: Constraint | null): { readonly [key: string]: Json } {
  if (constraint === null) return {};
  if (constraint.triggers === null) return { grammar: constraint.grammar };
  return {
    grammar: constraint.grammar,
    grammar_lazy: true,
    grammar_triggers: constraint.triggers.map((value) => ({ type: patternTrigger, value })),
  };
}

/** OpenAI's seeds are 64 bits wide, the engine's 32; its largest value means "draw one". */
function engineSeed(seed: number): number {
  return Number(BigInt.asUintN(32, BigInt(seed)) % 4294967295n);
}
