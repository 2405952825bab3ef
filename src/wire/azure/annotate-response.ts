// In: the events of a response and what the filter found so far. Out: the same events; each response in them has Azure's
// `content_filters`. Knows no SSE and no HTTP.
import type { AnswerFacts } from '../../contract/answer.ts';
import type { Screened } from '../../contract/piece.ts';
import type { Verdict } from '../../contract/safety.ts';
import type { ResponseEvent } from '../responses/response-event.ts';
import type { Annotation } from './annotation.ts';
import { type FilterResults, filterResults } from './filter-results.ts';
import { mergeVerdicts } from './merge-verdicts.ts';

interface Offsets {
  readonly start_offset: number;
  readonly end_offset: number;
  readonly check_offset: number;
}

export interface ContentFilterBody {
  readonly blocked: boolean;
  readonly source_type: 'prompt' | 'completion';
  readonly content_filter_raw: [];
  readonly content_filter_results: FilterResults;
  readonly content_filter_offsets: Offsets;
}

export async function* annotateResponse(
  events: AsyncIterable<ResponseEvent>,
  facts: AnswerFacts,
  annotation: Annotation,
  screened: () => readonly Screened[],
): AsyncGenerator<ResponseEvent, void, undefined> {
  for await (const event of events) {
    if ('response' in event)
      yield { ...event, response: { ...event.response, ...contentFilters(facts, annotation, screened()) } };
    else yield event;
  }
}

function contentFilters(
  { promptVerdict }: AnswerFacts,
  { version, promptCharacters }: Annotation,
  screened: readonly Screened[],
): { readonly content_filters: ContentFilterBody[] } {
  const before = promptCharacters(0);
  const body = (verdict: Verdict, offsets: Offsets): ContentFilterBody => ({
    blocked: verdict.isFiltered,
    source_type: verdict.source,
    content_filter_raw: [],
    content_filter_results: filterResults(verdict, version),
    content_filter_offsets: offsets,
  });
  const content_filters: ContentFilterBody[] = [];
  if (promptVerdict !== null)
    content_filters.push(body(promptVerdict, { start_offset: 0, end_offset: before, check_offset: before }));
  const verdict = mergeVerdicts(screened.map((piece) => piece.verdict));
  if (verdict !== null) content_filters.push(body(verdict, spanOf(screened, before)));
  return { content_filters };
}

/** From the first stretch to the last, counted from the start of the prompt. */
function spanOf(screened: readonly Screened[], before: number): Offsets {
  return {
    start_offset: before + Math.min(...screened.map((piece) => piece.startOffset)),
    end_offset: before + Math.max(...screened.map((piece) => piece.endOffset)),
    check_offset: before + Math.max(...screened.map((piece) => piece.checkOffset)),
  };
}
