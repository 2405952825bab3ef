// In: what JSON.parse made of a chat completion's body. Out: a ChatAsk, complete and trusted, or a Fault in OpenAI's words with
// `param`. Knows no deployment: its limits, its vocabulary and its media are checked by those who know them.
import type { ChatAsk, Sampling } from '../../contract/ask.ts';
import { type ChatRequest, chatRequestSchema } from './chat-request-schema.ts';
import { checkToolAnswers } from './check-tool-answers.ts';
import { readWithSchema } from './read-with-schema.ts';
import { refuseUnserved } from './refuse-unserved.ts';
import { turnsFromMessages } from './turns-from-messages.ts';

function samplingOf(request: ChatRequest): Sampling {
  return {
    temperature: request.temperature ?? 1,
    topP: request.top_p ?? 1,
    presencePenalty: request.presence_penalty ?? 0,
    frequencyPenalty: request.frequency_penalty ?? 0,
    seed: request.seed ?? null,
    stops: request.stop ?? [],
    logitBias: request.logit_bias ?? new Map(),
    maxTokens: request.max_completion_tokens ?? request.max_tokens ?? null,
    topLogprobs: null,
  };
}

function maxTokensParamOf(request: ChatRequest): ChatAsk['maxTokensParam'] {
  if (typeof request.max_completion_tokens === 'number') return 'max_completion_tokens';
  return typeof request.max_tokens === 'number' ? 'max_tokens' : null;
}

export function parseChatAsk(body: unknown): ChatAsk {
  const request = readWithSchema(chatRequestSchema, body);
  refuseUnserved(request);
  const turns = turnsFromMessages(request.messages);
  checkToolAnswers(turns);
  return {
    model: request.model,
    turns,
    tools: [],
    toolPolicy: { mode: 'none', allowedNames: null, isNamed: false, isParallel: true },
    answerFormat: { kind: 'text' },
    prediction: null,
    callStyle: 'tools',
    sampling: samplingOf(request),
    maxTokensParam: maxTokensParamOf(request),
    choiceCount: request.n ?? 1,
    isStream: request.stream ?? false,
    isUsageIncluded: request.stream_options?.include_usage ?? false,
    endUser: request.safety_identifier ?? request.user ?? null,
    metadata: request.metadata ?? {},
    isStored: request.store ?? false,
    serviceTier: request.service_tier ?? null,
  };
}
