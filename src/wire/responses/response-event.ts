// In: nothing. Out: the shapes of the events of a streamed response. Knows no order.
import type { LogprobBody, OutputItem, OutputText } from './output-item.ts';
import type { ResponseBody } from './response-body.ts';

export interface LifecycleEvent {
  readonly type: 'response.created' | 'response.in_progress' | 'response.completed' | 'response.incomplete';
  readonly response: ResponseBody;
}

export interface OutputItemEvent {
  readonly type: 'response.output_item.added' | 'response.output_item.done';
  readonly output_index: number;
  readonly item: OutputItem;
}

interface InItem {
  readonly item_id: string;
  readonly output_index: number;
}

interface InContent extends InItem {
  readonly content_index: 0;
}

export interface ContentPartEvent extends InContent {
  readonly type: 'response.content_part.added' | 'response.content_part.done';
  readonly part: OutputText;
}

export interface TextDeltaEvent extends InContent {
  readonly type: 'response.output_text.delta';
  readonly delta: string;
  readonly logprobs: LogprobBody[];
}

export interface TextDoneEvent extends InContent {
  readonly type: 'response.output_text.done';
  readonly text: string;
  readonly logprobs: LogprobBody[];
}

export interface ArgumentsDeltaEvent extends InItem {
  readonly type: 'response.function_call_arguments.delta';
  readonly delta: string;
}

export interface ArgumentsDoneEvent extends InItem {
  readonly type: 'response.function_call_arguments.done';
  readonly arguments: string;
}

/** Of what is in an answer, as against of how far it is. */
export type OutputEvent =
  | OutputItemEvent
  | ContentPartEvent
  | TextDeltaEvent
  | TextDoneEvent
  | ArgumentsDeltaEvent
  | ArgumentsDoneEvent;

export type ResponseEvent = (LifecycleEvent | OutputEvent) & { readonly sequence_number: number };

export interface ErrorEvent {
  readonly type: 'error';
  readonly sequence_number: number;
  readonly code: string;
  readonly message: string;
  readonly param: string | null;
}
