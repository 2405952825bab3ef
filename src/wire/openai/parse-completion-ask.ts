// In: what JSON.parse made of a completion's body. Out: a CompletionAsk, complete and trusted but for its tokens, or a Fault in OpenAI's
// words with `param`. Knows no deployment: its limits and its vocabulary are checked by those who know them.
import type { CompletionAsk } from '../../contract/completion-ask.ts';
import { Fault } from '../../contract/fault.ts';
import { type CompletionRequest, completionRequestSchema } from './completion-request-schema.ts';
import { readWithSchema } from './read-with-schema.ts';

const defaultMaxTokens = 16;
/** Of all prompts together, candidates included. */
const maxChoices = 128;

export function parseCompletionAsk(body: unknown): CompletionAsk {
  const request = readWithSchema(completionRequestSchema, body);
  // Without one the model begins a document, as it does after an empty text.
  const { prompts, isList } = request.prompt ?? { prompts: [{ kind: 'text', text: '' }], isList: false };
  const choiceCount = request.n ?? 1;
  const candidateCount = request.best_of ?? choiceCount;
  refuseContradictions(request, choiceCount, candidateCount);
  refuseTooMany(prompts.length, candidateCount, request);
  return {
    model: request.model,
    prompts,
    isPromptList: isList,
    suffix: request.suffix ?? null,
    sampling: {
      temperature: request.temperature ?? 1,
      topP: request.top_p ?? 1,
      topK: null,
      presencePenalty: request.presence_penalty ?? 0,
      frequencyPenalty: request.frequency_penalty ?? 0,
      seed: request.seed ?? null,
      stops: request.stop ?? [],
      logitBias: request.logit_bias ?? new Map(),
      maxTokens: request.max_tokens ?? defaultMaxTokens,
      topLogprobs: request.logprobs ?? null,
    },
    choiceCount,
    candidateCount,
    isEcho: request.echo ?? false,
    isStream: request.stream ?? false,
    isUsageIncluded: request.stream_options?.include_usage ?? false,
    endUser: request.user ?? null,
  };
}

function refuseContradictions(request: CompletionRequest, choiceCount: number, candidateCount: number): void {
  if (candidateCount < choiceCount) {
    const message = `Invalid value for 'best_of': ${candidateCount} answers cannot give the ${choiceCount} that 'n' asks for. Set 'best_of' to at least 'n', or leave one of them out.`;
    throw new Fault('invalid_value', message, { param: 'best_of' });
  }
  if (request.stream === true && candidateCount > choiceCount) {
    const message = "Invalid value for 'best_of': the best answers are only known at the end and cannot be streamed.";
    throw new Fault('invalid_value', message, { param: 'best_of' });
  }
  if (typeof request.suffix === 'string' && request.echo === true && typeof request.logprobs === 'number') {
    const message =
      "'logprobs' of a prompt that is echoed cannot be told where it is filled in before a 'suffix'. Leave out one of the three.";
    throw new Fault('invalid_value', message, { param: 'logprobs', wireCode: 'invalid_parameter_combination' });
  }
  const hasStreamOptions = request.stream_options !== undefined && request.stream_options !== null;
  if (hasStreamOptions && request.stream !== true) {
    const message = "The 'stream_options' parameter is only allowed when 'stream' is enabled.";
    throw new Fault('invalid_value', message, { param: 'stream_options', wireCode: null });
  }
}

function refuseTooMany(promptCount: number, candidateCount: number, request: CompletionRequest): void {
  const asked = promptCount * candidateCount;
  if (asked <= maxChoices) return;
  const field = typeof request.best_of === 'number' ? 'best_of' : 'n';
  const message = `Invalid value for '${field}': ${promptCount} prompts with ${candidateCount} answers each make ${asked}, and one request may have at most ${maxChoices}.`;
  throw new Fault('invalid_value', message, { param: field });
}
