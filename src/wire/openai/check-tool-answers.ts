// In: turns. Out: a Fault when a tool's answer has no call, or a call has no answer: calls are answered at once, before anyone
// else speaks. Knows nothing of what tools exist.
import { Fault } from '../../contract/fault.ts';
import type { Turn } from '../../contract/turn.ts';
import { shortenEcho } from './shorten-echo.ts';

/** A fault names enough ids to find the mistake, never thousands. */
const maxNamedIds = 16;

// OpenAI writes these paths with a dot.
function roleParam(index: number): string {
  return `messages.[${index}].role`;
}

function refuseUnanswered(unanswered: ReadonlySet<string>, index: number): void {
  if (unanswered.size === 0) return;
  const ids = [...unanswered].slice(0, maxNamedIds).map(shortenEcho).join(', ');
  const message =
    "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. " +
    `The following tool_call_ids did not have response messages: ${ids}`;
  throw new Fault('invalid_value', message, { param: roleParam(index), wireCode: null });
}

export function checkToolAnswers(turns: readonly Turn[]): void {
  /** Ids of the last assistant turn's calls, while only tools have spoken since. */
  let callIds: ReadonlySet<string> = new Set();
  let unanswered = new Set<string>();
  for (const [index, turn] of turns.entries()) {
    if (turn.role === 'tool') {
      if (turn.toolCallId === null || !callIds.has(turn.toolCallId)) {
        const message =
          "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.";
        throw new Fault('invalid_value', message, { param: roleParam(index), wireCode: null });
      }
      unanswered.delete(turn.toolCallId);
      continue;
    }
    refuseUnanswered(unanswered, index);
    // Calls of the older form have no id, and need no answer.
    callIds = new Set(turn.toolCalls.map((call) => call.id).filter((id) => id !== ''));
    unanswered = new Set(callIds);
  }
  refuseUnanswered(unanswered, turns.length - 1);
}
