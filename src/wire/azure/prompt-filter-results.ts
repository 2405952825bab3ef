// In: what the filter says of the prompts of a request. Out: Azure's `prompt_filter_results`, and the chunk that a stream begins with.
// Knows no answer.
import type { Verdict } from '../../contract/safety.ts';
import type { ApiVersion } from './api-version.ts';
import { type FilterResults, filterResults } from './filter-results.ts';

export interface PromptFilterResult {
  readonly prompt_index: number;
  readonly content_filter_results: FilterResults;
}

export interface PromptChunkBody {
  readonly id: '';
  readonly object: '';
  readonly created: 0;
  readonly model: '';
  readonly choices: [];
  readonly prompt_filter_results: PromptFilterResult[];
  readonly usage?: null;
}

/** The texts of a request are judged together, so that each of several prompts has what is true of all. Nothing screened is `{}`. */
export function promptFilterResults(
  verdict: Verdict | null,
  version: ApiVersion,
  promptCount = 1,
): PromptFilterResult[] {
  const results = verdict === null ? {} : filterResults(verdict, version);
  return Array.from({ length: promptCount }, (_, index) => ({ prompt_index: index, content_filter_results: results }));
}

export function promptChunk(results: PromptFilterResult[], isUsageIncluded: boolean): PromptChunkBody {
  return {
    id: '',
    object: '',
    created: 0,
    model: '',
    choices: [],
    prompt_filter_results: results,
    ...(isUsageIncluded ? { usage: null } : {}),
  };
}
