// In: who says what in turn, and the system text. Out: turns, or a Fault for a block that a role may not say or that is not served. How
// turns follow each other is checked elsewhere. Knows no chat template.
import type { Fault } from '../../contract/fault.ts';
import type { TextPart, ToolCall, Turn, TurnRole } from '../../contract/turn.ts';
import type { ContentBlock, TextBlock, ToolResultBlock } from './content-schema.ts';
import type { PlacedBlock, Speech } from './join-messages.ts';
import { requestFault } from './request-fault.ts';

/** What Claude Code says of itself to the biller, anew with every request: no word for a model, and no prefix would ever match behind it. */
const billingLine = 'x-anthropic-billing-header:';

function textPart(text: string): TextPart {
  return { kind: 'text', text };
}

function turn(role: TurnRole, parts: readonly TextPart[], rest: Partial<Turn> = {}): Turn {
  return { role, parts, name: null, toolCalls: [], toolCallId: null, ...rest };
}

function unserved(kind: string, place: readonly PropertyKey[]): Fault {
  const words = `content of type '${kind}' is not supported by this model, which takes text and the calls of your own tools only`;
  return requestFault('unsupported_parameter', place, words);
}

function misplaced({ block, place }: PlacedBlock, role: Speech['role']): Fault {
  return requestFault('invalid_value', place, `\`${block.type}\` blocks cannot be in \`${role}\` messages`);
}

/** Models have no word for a failed call but the text of its result. */
function resultParts(block: ToolResultBlock, place: readonly PropertyKey[]): readonly TextPart[] {
  const parts = (block.content ?? []).map((part, index) => {
    if (part.type !== 'text') throw unserved(part.type, [...place, 'content', index]);
    return textPart(part.text);
  });
  return block.is_error === true ? [textPart('Error:'), ...parts] : parts;
}

/** Results come first, whatever stands before them: a model's template wants them right behind the calls. */
function userTurns({ place, blocks }: Speech): readonly Turn[] {
  const results: Turn[] = [];
  const parts: TextPart[] = [];
  for (const placed of blocks) {
    const { block } = placed;
    if (block.type === 'text' && block.text === '') {
      throw requestFault('invalid_value', placed.place, 'text content blocks must be non-empty');
    }
    if (block.type === 'text') parts.push(textPart(block.text));
    else if (block.type === 'tool_result') {
      results.push(turn('tool', resultParts(block, placed.place), { toolCallId: block.tool_use_id }));
    } else throw misplacedOrUnserved(placed, 'user');
  }
  if (blocks.length === 0) throw requestFault('invalid_value', place, 'user messages must have non-empty content');
  return parts.length === 0 ? results : [...results, turn('user', parts)];
}

/** Thoughts are not repeated to the model. A turn that says nothing is one all the same: small models make them. */
function assistantTurn({ blocks }: Speech): Turn {
  const parts: TextPart[] = [];
  const toolCalls: ToolCall[] = [];
  for (const placed of blocks) {
    const { block } = placed;
    if (block.type === 'text') parts.push(textPart(block.text));
    else if (block.type === 'tool_use') {
      toolCalls.push({ id: block.id, name: block.name, argumentsJson: JSON.stringify(block.input) });
    } else if (block.type !== 'thinking' && block.type !== 'redacted_thinking') {
      throw misplacedOrUnserved(placed, 'assistant');
    }
  }
  return turn('assistant', parts, { toolCalls });
}

function systemTurn({ blocks }: Speech): Turn {
  const parts = blocks.map((placed) => {
    if (placed.block.type !== 'text') throw misplaced(placed, 'system');
    return textPart(placed.block.text);
  });
  return turn('system', parts);
}

const roleBlocks: ReadonlySet<ContentBlock['type']> = new Set([
  'text',
  'tool_use',
  'tool_result',
  'thinking',
  'redacted_thinking',
]);

function misplacedOrUnserved(placed: PlacedBlock, role: Speech['role']): Fault {
  const { type } = placed.block;
  return roleBlocks.has(type) ? misplaced(placed, role) : unserved(type, placed.place);
}

export function turnsFromSpeeches(system: readonly TextBlock[], speeches: readonly Speech[]): readonly Turn[] {
  const systemParts = system.filter(({ text }) => !text.startsWith(billingLine)).map(({ text }) => textPart(text));
  const turns = speeches.flatMap((speech) => {
    if (speech.role === 'user') return userTurns(speech);
    return speech.role === 'assistant' ? [assistantTurn(speech)] : [systemTurn(speech)];
  });
  return systemParts.length === 0 ? turns : [turn('system', systemParts), ...turns];
}
