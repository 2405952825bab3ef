// In: what a request said of itself, the facts of its answer, and how far the answer is. Out: the response object, every member of
// it. Knows no stream and no engine.
import type { AnswerFacts } from '../../contract/answer.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { Usage } from '../../contract/piece.ts';
import { servedTier } from '../openai/service-tier.ts';
import type { OutputItem } from './output-item.ts';

export type ToolBody = {
  readonly type: 'function';
  readonly name: string;
  readonly description: string | null;
  readonly parameters: JsonObject;
  readonly strict: boolean;
};

type FunctionChoice = { readonly type: 'function'; readonly name: string };

export type ToolChoiceBody =
  | 'none'
  | 'auto'
  | 'required'
  | FunctionChoice
  | { readonly type: 'allowed_tools'; readonly mode: 'auto' | 'required'; readonly tools: FunctionChoice[] };

export type TextFormatBody =
  | { readonly type: 'text' }
  | { readonly type: 'json_object' }
  | {
      readonly type: 'json_schema';
      readonly name: string;
      readonly schema: JsonObject;
      readonly strict: boolean;
      readonly description?: string;
    };

export type ServiceTier = 'auto' | 'default' | 'fast' | 'flex' | 'priority' | 'scale' | 'ultrafast';

/** What the answer repeats of its request. */
export interface ResponseEcho {
  readonly instructions: string | null;
  readonly max_output_tokens: number | null;
  readonly max_tool_calls: number | null;
  readonly metadata: Record<string, string>;
  readonly parallel_tool_calls: boolean;
  readonly temperature: number;
  readonly top_p: number;
  readonly presence_penalty: number;
  readonly frequency_penalty: number;
  readonly tool_choice: ToolChoiceBody;
  readonly tools: ToolBody[];
  readonly text: { readonly format: TextFormatBody; readonly verbosity: 'medium' };
  readonly top_logprobs: number;
  readonly truncation: 'auto' | 'disabled';
  readonly prompt_cache_key: string | null;
  readonly prompt_cache_retention: 'in_memory' | '24h' | null;
  readonly safety_identifier: string | null;
  /** As asked for, until the answer is there. */
  readonly service_tier: ServiceTier;
  readonly user: string | null;
}

export interface ResponseUsageBody {
  readonly input_tokens: number;
  readonly input_tokens_details: { readonly cached_tokens: number; readonly cache_write_tokens: number };
  readonly output_tokens: number;
  readonly output_tokens_details: { readonly reasoning_tokens: number };
  readonly total_tokens: number;
}

export interface IncompleteDetails {
  readonly reason: 'max_output_tokens' | 'content_filter';
}

/** How far the answer is. */
export interface ResponseState {
  readonly status: 'in_progress' | 'completed' | 'incomplete';
  readonly completed_at: number | null;
  readonly incomplete_details: IncompleteDetails | null;
  readonly output: OutputItem[];
  readonly usage: ResponseUsageBody | null;
}

export interface ResponseBody extends ResponseEcho, ResponseState {
  readonly id: string;
  readonly object: 'response';
  readonly created_at: number;
  readonly model: string;
  readonly background: false;
  readonly error: null;
  /** What this release does not serve is never so in an answer. */
  readonly access_programs: null;
  readonly conversation: null;
  readonly moderation: null;
  readonly previous_response_id: null;
  readonly prompt: null;
  readonly reasoning: { readonly effort: null; readonly summary: null };
  /** Whether it was stored, not whether that was asked for. */
  readonly store: false;
}

export function usageBody(usage: Usage): ResponseUsageBody {
  return {
    input_tokens: usage.promptTokens,
    input_tokens_details: { cached_tokens: usage.cachedTokens, cache_write_tokens: 0 },
    output_tokens: usage.completionTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: usage.promptTokens + usage.completionTokens,
  };
}

export function responseBody(echo: ResponseEcho, facts: AnswerFacts, state: ResponseState): ResponseBody {
  return {
    id: facts.id,
    object: 'response',
    created_at: facts.createdSeconds,
    model: facts.model,
    background: false,
    error: null,
    access_programs: null,
    conversation: null,
    moderation: null,
    previous_response_id: null,
    prompt: null,
    reasoning: { effort: null, summary: null },
    store: false,
    ...echo,
    ...state,
    service_tier: state.status === 'in_progress' ? echo.service_tier : servedTier(facts.urgency),
  };
}
