// In: the pieces of an answer's content, one by one. Out: the events that tell of them, and at the end the items they made. Text
// before, between and after calls becomes messages of their own. Knows no response around them.
import type { NewIdentifier } from '../../base/identifiers.ts';
import type { TextDelta, ToolCallDelta, ToolCallEnd, ToolCallStart } from '../../contract/piece.ts';
import {
  type FunctionCallItem,
  type ItemStatus,
  type LogprobBody,
  logprobBody,
  type MessageItem,
  type OutputItem,
  outputText,
} from './output-item.ts';
import type { OutputEvent } from './response-event.ts';

export type ContentPiece = TextDelta | ToolCallStart | ToolCallDelta | ToolCallEnd;
export type EndStatus = 'completed' | 'incomplete';

export interface OutputWriter {
  take(piece: ContentPiece): readonly OutputEvent[];
  /** Ends what is open. An answer of nothing is an empty message. */
  close(status: EndStatus): readonly OutputEvent[];
  /** Those that have ended. */
  items(): OutputItem[];
}

interface OpenMessage {
  readonly kind: 'message';
  readonly id: string;
  text: string;
  readonly logprobs: LogprobBody[];
}

interface OpenCall {
  readonly kind: 'call';
  readonly id: string;
  readonly callId: string;
  readonly name: string;
  argumentsText: string;
}

function messageItem({ id, text, logprobs }: OpenMessage, status: EndStatus): MessageItem {
  return { id, type: 'message', status, content: [outputText(text, logprobs)], role: 'assistant' };
}

function callItem({ id, callId, name, argumentsText }: OpenCall, status: ItemStatus): FunctionCallItem {
  return { id, type: 'function_call', status, arguments: argumentsText, call_id: callId, name };
}

export function createOutputWriter(newId: NewIdentifier): OutputWriter {
  const items: OutputItem[] = [];
  /** The item that pieces go to. Its index is the number of those that have ended, since none begins before the last has ended. */
  let open: OpenMessage | OpenCall | null = null;

  const inItem = (id: string) => ({ item_id: id, output_index: items.length }) as const;
  const inContent = (id: string) => ({ ...inItem(id), content_index: 0 }) as const;

  function beginMessage(message: OpenMessage): OutputEvent[] {
    open = message;
    const { id } = message;
    const item: MessageItem = { id, type: 'message', status: 'in_progress', content: [], role: 'assistant' };
    return [
      { type: 'response.output_item.added', output_index: items.length, item },
      { type: 'response.content_part.added', ...inContent(id), part: outputText('', []) },
    ];
  }

  function beginCall(call: OpenCall): OutputEvent[] {
    open = call;
    const item = callItem(call, 'in_progress');
    return [{ type: 'response.output_item.added', output_index: items.length, item }];
  }

  function end(status: EndStatus): OutputEvent[] {
    if (open === null) return [];
    const events: OutputEvent[] = [];
    const item: OutputItem = open.kind === 'message' ? messageItem(open, status) : callItem(open, status);
    if (open.kind === 'message') {
      const { id, text, logprobs } = open;
      events.push({ type: 'response.output_text.done', ...inContent(id), text, logprobs });
      events.push({ type: 'response.content_part.done', ...inContent(id), part: outputText(text, logprobs) });
    } else {
      const { id, argumentsText } = open;
      events.push({ type: 'response.function_call_arguments.done', ...inItem(id), arguments: argumentsText });
    }
    events.push({ type: 'response.output_item.done', output_index: items.length, item });
    items.push(item);
    open = null;
    return events;
  }

  function takeText(piece: TextDelta): readonly OutputEvent[] {
    if (piece.text === '' && piece.logprobs.length === 0) return [];
    const events: OutputEvent[] = [];
    let message = open;
    if (message?.kind !== 'message') {
      events.push(...end('completed'));
      message = { kind: 'message', id: newId('msg_'), text: '', logprobs: [] };
      events.push(...beginMessage(message));
    }
    const logprobs = piece.logprobs.map(logprobBody);
    message.text += piece.text;
    message.logprobs.push(...logprobs);
    events.push({ type: 'response.output_text.delta', ...inContent(message.id), delta: piece.text, logprobs });
    return events;
  }

  function takeArguments({ text }: ToolCallDelta): readonly OutputEvent[] {
    if (open?.kind !== 'call' || text === '') return [];
    open.argumentsText += text;
    return [{ type: 'response.function_call_arguments.delta', ...inItem(open.id), delta: text }];
  }

  return {
    take: (piece) => {
      switch (piece.kind) {
        case 'text-delta':
          return takeText(piece);
        case 'tool-call-start': {
          const before = end('completed');
          const { id: callId, name } = piece;
          return [...before, ...beginCall({ kind: 'call', id: newId('fc_'), callId, name, argumentsText: '' })];
        }
        case 'tool-call-delta':
          return takeArguments(piece);
        case 'tool-call-end':
          return end('completed');
      }
    },
    close: (status) => {
      const isNothing = open === null && items.length === 0;
      const opening = isNothing ? beginMessage({ kind: 'message', id: newId('msg_'), text: '', logprobs: [] }) : [];
      return [...opening, ...end(status)];
    },
    items: () => [...items],
  };
}
