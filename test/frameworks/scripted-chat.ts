// In: a chat completion's body. Out: the scripted turn as a whole answer, or as the chunks of a stream.
import { inThirds, type ScriptedTurn, scriptedTurn } from './scripted-turn.ts';

export interface ChatBody {
  readonly model: string;
  readonly stream?: boolean;
  readonly messages: readonly { readonly role: string }[];
  readonly response_format?: { readonly type: string };
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
  readonly tool_choice?: string | { readonly function?: { readonly name: string } };
}

const usage = { prompt_tokens: 20, completion_tokens: 10, total_tokens: 30 };
// LangGraph takes a second message with a known id for a correction of the first: each answer needs its own.
const headOf = (body: ChatBody) => ({ id: `chatcmpl-${body.messages.length}`, created: 1_700_000_000 });

function turnOf(body: ChatBody): ScriptedTurn {
  const { response_format: form, tool_choice: choice } = body;
  return scriptedTurn({
    offered: choice === 'none' ? [] : (body.tools ?? []).map((tool) => tool.function.name),
    toolAnswers: body.messages.filter(({ role }) => role === 'tool').length,
    hasForm: form !== undefined && form.type !== 'text',
    forcedTool: typeof choice === 'object' ? (choice.function?.name ?? null) : null,
  });
}

function callOf(body: ChatBody, { name, argumentsText }: Extract<ScriptedTurn, { kind: 'call' }>) {
  return { id: `call_${body.messages.length}`, type: 'function', function: { name, arguments: argumentsText } };
}

export function wholeChat(body: ChatBody): unknown {
  const turn = turnOf(body);
  const message =
    turn.kind === 'text'
      ? { role: 'assistant', content: turn.text, refusal: null }
      : { role: 'assistant', content: null, refusal: null, tool_calls: [callOf(body, turn)] };
  const reason = turn.kind === 'text' ? 'stop' : 'tool_calls';
  return {
    ...headOf(body),
    object: 'chat.completion',
    model: body.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: reason }],
    usage,
  };
}

export function chatChunks(body: ChatBody): readonly unknown[] {
  const turn = turnOf(body);
  const common = { ...headOf(body), object: 'chat.completion.chunk', model: body.model };
  const chunk = (delta: unknown, reason: string | null = null) => ({
    ...common,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
  });
  const deltas =
    turn.kind === 'text'
      ? [{ role: 'assistant', content: '' }, ...inThirds(turn.text).map((content) => ({ content }))]
      : [
          {
            role: 'assistant',
            content: null,
            tool_calls: [{ index: 0, ...callOf(body, { ...turn, argumentsText: '' }) }],
          },
          ...inThirds(turn.argumentsText).map((part) => ({
            tool_calls: [{ index: 0, function: { arguments: part } }],
          })),
        ];
  return [
    ...deltas.map((delta) => chunk(delta)),
    chunk({}, turn.kind === 'text' ? 'stop' : 'tool_calls'),
    { ...common, choices: [], usage },
  ];
}
