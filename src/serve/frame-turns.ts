// In: the turns of a request and what the deployment says when the client says nothing. Out: the turns that the model reads. Pure.
import type { Turn } from '../contract/turn.ts';

/**
 * Templates fill a missing system turn with their vendor's text ("You are Qwen, created by …"); the deployment's neutral text stands
 * there instead. An empty neutral text leaves the template as it is.
 */
export function frameTurns(turns: readonly Turn[], neutralSystemText: string): readonly Turn[] {
  const hasOperatorTurn = turns.some((turn) => turn.role === 'system' || turn.role === 'developer');
  if (hasOperatorTurn || neutralSystemText === '') return turns;
  const neutral: Turn = {
    role: 'system',
    parts: [{ kind: 'text', text: neutralSystemText }],
    name: null,
    toolCalls: [],
    toolCallId: null,
  };
  return [neutral, ...turns];
}
