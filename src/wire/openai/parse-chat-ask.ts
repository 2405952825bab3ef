// In: what JSON.parse made of a chat completion's body. Out: a ChatAsk, complete and trusted, or a Fault in OpenAI's words with
// `param`. Knows no deployment: its limits, its vocabulary and its media are checked by those who know them.
import type * as z from 'zod';
import type { ChatAsk, Sampling } from '../../contract/ask.ts';
import { Fault } from '../../contract/fault.ts';
import { type ChatRequest, chatRequestSchema } from './chat-request-schema.ts';
import { checkToolAnswers } from './check-tool-answers.ts';
import { faultFromIssue } from './fault-from-issue.ts';
import { isJsonObject } from './is-json-object.ts';
import { jsonTypeWords } from './json-type-words.ts';
import { refuseUnserved } from './refuse-unserved.ts';
import { turnsFromMessages } from './turns-from-messages.ts';

/** OpenAI's order: what is missing from the body, then what it does not know in it, then the members one after the other. */
function rank(issue: z.core.$ZodIssue): number {
  if (issue.path.length === 1 && issue.input === undefined) return 0;
  return issue.path.length === 0 ? 1 : 2;
}

function readRequest(body: unknown): ChatRequest {
  if (!isJsonObject(body)) {
    const message = `Invalid body: expected a JSON object, but got ${jsonTypeWords(body)} instead.`;
    throw new Fault('invalid_type', message);
  }
  const outcome = chatRequestSchema.safeParse(body, { reportInput: true });
  if (outcome.success) return outcome.data;
  const { issues } = outcome.error;
  throw faultFromIssue(issues.reduce((first, issue) => (rank(issue) < rank(first) ? issue : first)));
}

function samplingOf(request: ChatRequest): Sampling {
  return {
    temperature: request.temperature ?? 1,
    topP: request.top_p ?? 1,
    topK: null,
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
  const request = readRequest(body);
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
