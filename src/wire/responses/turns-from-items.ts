// In: input items whose members have the right types. Out: turns in which each call is answered at once, or a Fault for an item
// that cannot be served, an answer without its call, a call without its answer. Knows no chat template.
import { Fault } from '../../contract/fault.ts';
import type { Part, ToolCall, Turn } from '../../contract/turn.ts';
import { shortenEcho } from '../openai/shorten-echo.ts';
import type { ContentPart } from './content-part-schema.ts';
import type { InputItem, MessageRole } from './input-item-schema.ts';

/** A turn being gathered, and the answers to its calls, which stand right behind it. */
interface Gathered {
  readonly role: MessageRole;
  readonly parts: Part[];
  readonly toolCalls: ToolCall[];
  readonly answers: Turn[];
}

function partsOf(content: readonly ContentPart[], place: string): Part[] {
  return content.map((part, index) => {
    if (part.kind !== 'unserved') return part;
    const words = `Invalid content type. '${part.type}' is not supported by this deployment, which takes text only for now.`;
    throw new Fault('unsupported_parameter', words, { param: `${place}[${index}].type` });
  });
}

function refuseItem(item: Extract<InputItem, { kind: 'reference' | 'unserved' }>, index: number): Fault {
  if (item.kind === 'reference') {
    const hint = 'Items are not persisted. Send the item itself, or remove the reference from your input.';
    return new Fault('not_found', `Item with id '${shortenEcho(item.id)}' not found. ${hint}`, { param: 'input' });
  }
  const words = `Items of type '${item.type}' are not supported by this release of the service.`;
  return new Fault('unsupported_parameter', words, { param: `input[${index}].type` });
}

function withoutCall(callId: string): Fault {
  const message = `No tool call found for function call output with call_id ${shortenEcho(callId)}.`;
  return new Fault('invalid_value', message, { param: 'input', wireCode: null });
}

function withoutAnswer(callId: string): Fault {
  const message = `No tool output found for function call ${shortenEcho(callId)}.`;
  return new Fault('invalid_value', message, { param: 'input', wireCode: null });
}

function answerTurn(callId: string, parts: readonly Part[]): Turn {
  return { role: 'tool', parts, name: null, toolCalls: [], toolCallId: callId };
}

/**
 * The messages and calls that one answer of ours is made of become one assistant turn again: a call joins the assistant message
 * before it, a message joins the calls before it. Answers may come later than others spoke, as OpenAI allows; they are put behind
 * their calls, since that is the only place that chat templates know for them.
 */
function gather(items: readonly InputItem[]): readonly Gathered[] {
  const gathered: Gathered[] = [];
  const turnOfCall = new Map<string, Gathered>();
  const unanswered = new Set<string>();
  /** The last turn, while it is the assistant's and nobody has answered it. */
  let open: Gathered | null = null;

  function begin(role: MessageRole): Gathered {
    const turn: Gathered = { role, parts: [], toolCalls: [], answers: [] };
    gathered.push(turn);
    return turn;
  }

  for (const [index, item] of items.entries()) {
    switch (item.kind) {
      case 'reasoning':
        break;
      case 'message': {
        const parts = partsOf(item.content, `input[${index}].content`);
        const joined: Gathered | null = item.role === 'assistant' && (open?.toolCalls.length ?? 0) > 0 ? open : null;
        const turn: Gathered = joined ?? begin(item.role);
        turn.parts.push(...parts);
        open = item.role === 'assistant' ? turn : null;
        break;
      }
      case 'call': {
        open ??= begin('assistant');
        if (unanswered.has(item.callId) && turnOfCall.get(item.callId) !== open) throw withoutAnswer(item.callId);
        open.toolCalls.push({ id: item.callId, name: item.name, argumentsJson: item.argumentsJson });
        turnOfCall.set(item.callId, open);
        unanswered.add(item.callId);
        break;
      }
      case 'output': {
        const turn = turnOfCall.get(item.callId);
        if (turn === undefined) throw withoutCall(item.callId);
        turn.answers.push(answerTurn(item.callId, partsOf(item.content, `input[${index}].output`)));
        unanswered.delete(item.callId);
        open = null;
        break;
      }
      default:
        throw refuseItem(item, index);
    }
  }
  for (const callId of unanswered) throw withoutAnswer(callId);
  return gathered;
}

export function turnsFromItems(items: readonly InputItem[]): readonly Turn[] {
  return gather(items).flatMap(({ role, parts, toolCalls, answers }) => [
    { role, parts, name: null, toolCalls, toolCallId: null },
    ...answers,
  ]);
}
