// In: what JSON.parse made of the body of a request for a response. Out: a ChatAsk, complete and trusted, and what the answer must
// repeat; or a Fault in OpenAI's words with `param`. Knows no deployment: its limits and its media are checked by those who know them.
import type { ChatAsk, Sampling } from '../../contract/ask.ts';
import type { AnswerFormat } from '../../contract/tools.ts';
import type { Turn } from '../../contract/turn.ts';
import { readWithSchema } from '../openai/read-with-schema.ts';
import { echoRequest } from './echo-request.ts';
import { refuseMoved } from './refuse-moved.ts';
import { refuseStored } from './refuse-stored.ts';
import { refuseUnserved } from './refuse-unserved.ts';
import type { ResponseEcho } from './response-body.ts';
import { type ResponseBodyRequest, responseRequestSchema } from './response-request-schema.ts';
import type { TextFormat } from './text-config-schema.ts';
import { toolsFromRequest } from './tools-from-request.ts';
import { turnsFromItems } from './turns-from-items.ts';

export interface ResponseRequest {
  readonly ask: ChatAsk;
  readonly echo: ResponseEcho;
}

/** The API has no seed, no stops and no bias by token. */
function samplingOf(request: ResponseBodyRequest): Sampling {
  const isLogprobsIncluded = request.include?.includes('message.output_text.logprobs') ?? false;
  return {
    temperature: request.temperature ?? 1,
    topP: request.top_p ?? 1,
    topK: null,
    presencePenalty: request.presence_penalty ?? 0,
    frequencyPenalty: request.frequency_penalty ?? 0,
    seed: null,
    stops: [],
    logitBias: new Map(),
    maxTokens: request.max_output_tokens ?? null,
    topLogprobs: isLogprobsIncluded ? (request.top_logprobs ?? 0) : null,
  };
}

function answerFormatOf(format: TextFormat | null): AnswerFormat {
  if (format === null) return { kind: 'text' };
  if (format.type === 'json_schema') {
    return { kind: 'json-schema', name: format.name, schema: format.schema, isStrict: format.strict ?? false };
  }
  return { kind: format.type === 'json_object' ? 'json-object' : 'text' };
}

function turnsOf(request: ResponseBodyRequest): readonly Turn[] {
  const turns = turnsFromItems(request.input);
  const instructions = request.instructions ?? null;
  if (instructions === null) return turns;
  const parts = [{ kind: 'text', text: instructions }] as const;
  return [{ role: 'system', parts, name: null, toolCalls: [], toolCallId: null }, ...turns];
}

export function parseResponseRequest(body: unknown): ResponseRequest {
  refuseMoved(body);
  const request = readWithSchema(responseRequestSchema, body);
  refuseStored(request);
  refuseUnserved(request);
  const tools = toolsFromRequest(request);
  const ask: ChatAsk = {
    model: request.model,
    turns: turnsOf(request),
    tools: tools.tools,
    toolPolicy: tools.toolPolicy,
    answerFormat: answerFormatOf(request.text?.format ?? null),
    prediction: null,
    callStyle: 'tools',
    sampling: samplingOf(request),
    maxTokensParam: typeof request.max_output_tokens === 'number' ? 'max_output_tokens' : null,
    choiceCount: 1,
    isStream: request.stream ?? false,
    isUsageIncluded: true,
    endUser: request.safety_identifier ?? request.user ?? null,
    metadata: request.metadata ?? {},
    isStored: request.store ?? true,
    serviceTier: request.service_tier ?? null,
  };
  return { ask, echo: echoRequest(request, tools) };
}
