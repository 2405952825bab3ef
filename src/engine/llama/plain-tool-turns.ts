// In: a conversation with tools, for a template that does not know them. Out: the same in plain turns: what is on offer stands in the
// system turn, calls and their answers are text. Pure.
import type { FunctionTool } from '../../contract/tools.ts';
import type { Turn } from '../../contract/turn.ts';
import type { TemplateTraits } from './template-traits.ts';

export function plainToolTurns(
  turns: readonly Turn[],
  tools: readonly FunctionTool[],
  traits: TemplateTraits,
): readonly Turn[] {
  const told = traits.takesCalls ? turns : turns.map((turn) => plainTurn(turn, turns));
  return tools.length === 0 || traits.takesTools ? told : withOffer(told, tools);
}

function plainTurn(turn: Turn, turns: readonly Turn[]): Turn {
  if (turn.role === 'tool' || turn.role === 'function') {
    const name = turn.name ?? nameOfCall(turn.toolCallId, turns);
    const head = `Result of ${name ?? 'the call'}:\n`;
    return { ...textTurn('user', `${head}${turn.parts.map((part) => part.text).join('\n')}`), name: null };
  }
  if (turn.toolCalls.length === 0) return turn;
  const calls = turn.toolCalls.map(
    ({ name, argumentsJson }) => `{"name": ${JSON.stringify(name)}, "arguments": ${argumentsJson}}`,
  );
  return textTurn(
    'assistant',
    [...turn.parts.map((part) => part.text), ...calls].filter((text) => text !== '').join('\n'),
  );
}

function nameOfCall(id: string | null, turns: readonly Turn[]): string | null {
  return turns.flatMap((turn) => turn.toolCalls).find((call) => call.id === id)?.name ?? null;
}

function withOffer(turns: readonly Turn[], tools: readonly FunctionTool[]): readonly Turn[] {
  const offer = [
    'You can call these functions (described in JSON Schema):',
    ...tools.map(({ name, description, parameters }) =>
      JSON.stringify({ name, ...(description === null ? {} : { description }), parameters }),
    ),
    'To call one, answer with nothing but JSON: {"name": "the function", "arguments": {"its": "arguments"}}. If none fits, answer in plain words.',
  ].join('\n');
  const system = turns.findIndex((turn) => turn.role === 'system' || turn.role === 'developer');
  if (system === -1) return [textTurn('system', offer), ...turns];
  return turns.map((turn, index) =>
    index === system ? { ...turn, parts: [...turn.parts, { kind: 'text' as const, text: `\n${offer}` }] } : turn,
  );
}

function textTurn(role: Turn['role'], text: string): Turn {
  return { role, parts: [{ kind: 'text', text }], name: null, toolCalls: [], toolCallId: null };
}
