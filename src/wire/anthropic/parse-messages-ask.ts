// In: what JSON.parse made of a body. Out: a ChatAsk, complete and trusted, or a Fault in the manner of Anthropic's words. Knows no
// deployment: its limits and its media are checked by those who know them.
import type * as z from 'zod';
import type { ChatAsk } from '../../contract/ask.ts';
import { Fault } from '../../contract/fault.ts';
import type { AnswerFormat } from '../../contract/tools.ts';
import { isJsonObject } from '../openai/is-json-object.ts';
import { checkToolResults } from './check-tool-results.ts';
import { faultFromIssue } from './fault-from-issue.ts';
import { joinMessages, type Speech } from './join-messages.ts';
import { type CountTokensRequest, countTokensSchema, messagesRequestSchema } from './messages-request-schema.ts';
import { refuseUnserved, refuseUnservedPrompt } from './refuse-unserved.ts';
import { toolsFromRequest } from './tools-from-request.ts';
import { turnsFromSpeeches } from './turns-from-speeches.ts';

function readBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  if (!isJsonObject(body)) throw new Fault('invalid_type', 'Input should be an object');
  const outcome = schema.safeParse(body, { reportInput: true });
  if (outcome.success) return outcome.data;
  const [first] = outcome.error.issues;
  throw first === undefined ? new Fault('invalid_value', 'Input is not valid') : faultFromIssue(first);
}

/** Schemas are wider than OpenAI's strict ones: members may be left out. */
function formatOf({ output_config: output }: CountTokensRequest): AnswerFormat {
  const schema = output?.format?.schema;
  return schema === undefined ? { kind: 'text' } : { kind: 'json-schema', name: 'output', schema, isStrict: false };
}

function speechesOf(request: CountTokensRequest): readonly Speech[] {
  const speeches = joinMessages(request.messages);
  checkToolResults(speeches);
  return speeches;
}

/** The service closes every turn of the history, so an answer cannot go on from one that the client began. */
function refusePrefill(speeches: readonly Speech[], messageCount: number): void {
  if (speeches.at(-1)?.role !== 'assistant') return;
  const message =
    'This model does not support assistant message prefill. The conversation must end with a user message.';
  throw new Fault('invalid_value', message, { param: `messages[${messageCount - 1}]` });
}

function askOf(request: CountTokensRequest, speeches: readonly Speech[]): ChatAsk {
  return {
    model: request.model,
    turns: turnsFromSpeeches(request.system ?? [], speeches),
    ...toolsFromRequest(request.tools ?? [], request.tool_choice ?? null),
    answerFormat: formatOf(request),
    prediction: null,
    callStyle: 'tools',
    sampling: {
      temperature: 1,
      topP: 1,
      topK: null,
      presencePenalty: 0,
      frequencyPenalty: 0,
      seed: null,
      stops: [],
      logitBias: new Map(),
      maxTokens: null,
      topLogprobs: null,
    },
    maxTokensParam: null,
    choiceCount: 1,
    isStream: false,
    isUsageIncluded: true,
    endUser: null,
    metadata: {},
    isStored: false,
    serviceTier: null,
  };
}

export function parseMessagesAsk(body: unknown): ChatAsk {
  const request = readBody(messagesRequestSchema, body);
  refuseUnserved(request);
  const speeches = speechesOf(request);
  refusePrefill(speeches, request.messages.length);
  const ask = askOf(request, speeches);
  return {
    ...ask,
    sampling: {
      ...ask.sampling,
      temperature: request.temperature ?? 1,
      topP: request.top_p ?? 1,
      topK: request.top_k ?? null,
      stops: request.stop_sequences ?? [],
      maxTokens: request.max_tokens,
    },
    maxTokensParam: 'max_tokens',
    isStream: request.stream ?? false,
    endUser: request.metadata?.user_id ?? null,
    serviceTier: request.service_tier ?? null,
  };
}

/** What would be asked with the same prompt. It may end with a turn of the assistant's: nothing is to follow it. */
export function parseCountTokensAsk(body: unknown): ChatAsk {
  const request = readBody(countTokensSchema, body);
  refuseUnservedPrompt(request);
  return askOf(request, speechesOf(request));
}
