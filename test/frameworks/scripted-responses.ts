// In: a body of the Responses API. Out: the scripted turn as a whole response, or as the events of a stream.
import { inThirds, type ScriptedTurn, scriptedTurn } from './scripted-turn.ts';

export interface ResponsesBody {
  readonly model: string;
  readonly stream?: boolean;
  readonly input: string | readonly { readonly type?: string }[];
  readonly text?: { readonly format?: { readonly type: string } };
  readonly tools?: readonly { readonly name?: string }[];
  readonly tool_choice?: string | { readonly name?: string };
}

export interface ResponseEvent {
  readonly type: string;
  readonly [member: string]: unknown;
}

function turnOf({ input, text, tools = [], tool_choice: choice }: ResponsesBody): ScriptedTurn {
  const items = typeof input === 'string' ? [] : input;
  return scriptedTurn({
    offered: choice === 'none' ? [] : tools.flatMap(({ name }) => name ?? []),
    toolAnswers: items.filter(({ type }) => type === 'function_call_output').length,
    hasForm: text?.format !== undefined && text.format.type !== 'text',
    forcedTool: typeof choice === 'object' ? (choice.name ?? null) : null,
  });
}

const partOf = (text: string) => ({ type: 'output_text', text, annotations: [], logprobs: [] });

function itemOf(body: ResponsesBody, turn: ScriptedTurn, status: 'in_progress' | 'completed', isFilled: boolean) {
  const number = body.input.length;
  if (turn.kind === 'text') {
    const content = isFilled ? [partOf(turn.text)] : [];
    return { id: `msg_${number}`, type: 'message', role: 'assistant', status, content };
  }
  return {
    id: `fc_${number}`,
    type: 'function_call',
    call_id: `call_${number}`,
    name: turn.name,
    arguments: isFilled ? turn.argumentsText : '',
    status,
  };
}

function responseOf(body: ResponsesBody, status: 'in_progress' | 'completed', output: readonly unknown[]) {
  const usage = {
    input_tokens: 20,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 10,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 30,
  };
  return {
    id: `resp_${body.input.length}`,
    object: 'response',
    created_at: 1_700_000_000,
    model: body.model,
    status,
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    parallel_tool_calls: true,
    tools: [],
    tool_choice: 'auto',
    output,
    usage: status === 'completed' ? usage : null,
  };
}

export function wholeResponse(body: ResponsesBody): unknown {
  return responseOf(body, 'completed', [itemOf(body, turnOf(body), 'completed', true)]);
}

export function responseEvents(body: ResponsesBody): readonly ResponseEvent[] {
  const turn = turnOf(body);
  const begun = itemOf(body, turn, 'in_progress', false);
  const done = itemOf(body, turn, 'completed', true);
  const place = { item_id: begun.id, output_index: 0 };
  const inPart = { ...place, content_index: 0 };
  const middle: readonly ResponseEvent[] =
    turn.kind === 'text'
      ? [
          { type: 'response.content_part.added', ...inPart, part: partOf('') },
          ...inThirds(turn.text).map((delta) => ({
            type: 'response.output_text.delta',
            ...inPart,
            delta,
            logprobs: [],
          })),
          { type: 'response.output_text.done', ...inPart, text: turn.text, logprobs: [] },
          { type: 'response.content_part.done', ...inPart, part: partOf(turn.text) },
        ]
      : [
          ...inThirds(turn.argumentsText).map((delta) => ({
            type: 'response.function_call_arguments.delta',
            ...place,
            delta,
          })),
          {
            type: 'response.function_call_arguments.done',
            ...place,
            name: turn.name,
            arguments: turn.argumentsText,
          },
        ];
  const events: readonly ResponseEvent[] = [
    { type: 'response.created', response: responseOf(body, 'in_progress', []) },
    { type: 'response.in_progress', response: responseOf(body, 'in_progress', []) },
    { type: 'response.output_item.added', output_index: 0, item: begun },
    ...middle,
    { type: 'response.output_item.done', output_index: 0, item: done },
    { type: 'response.completed', response: responseOf(body, 'completed', [done]) },
  ].map((event, number) => ({ ...event, sequence_number: number }));
  return events;
}
