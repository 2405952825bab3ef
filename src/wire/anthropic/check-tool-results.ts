// In: who says what in turn. Out: a Fault when a result has no call in the turn before it, or a call no result in the turn after it.
// Knows nothing of what tools exist.
import { shortenEcho } from '../openai/shorten-echo.ts';
import type { PlacedBlock, Speech } from './join-messages.ts';
import { requestFault } from './request-fault.ts';

/** A fault names enough ids to find the mistake, never thousands. */
const mostNamedIds = 16;

function callIdsOf({ blocks }: Speech): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { block, place } of blocks) {
    if (block.type !== 'tool_use') continue;
    if (ids.has(block.id)) throw requestFault('invalid_value', place, '`tool_use` ids must be unique');
    ids.add(block.id);
  }
  return ids;
}

function answer(open: Set<string>, callIds: ReadonlySet<string>, { block, place }: PlacedBlock): void {
  if (block.type !== 'tool_result') return;
  const id = block.tool_use_id;
  if (open.delete(id)) return;
  const words = callIds.has(id)
    ? `each \`tool_use\` must have a single result. Found more than one \`tool_result\` block with id: ${shortenEcho(id)}`
    : `unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${shortenEcho(id)}. Each \`tool_result\` block must have its \`tool_use\` block in the previous message`;
  throw requestFault('invalid_value', place, words);
}

/** Calls of the last turn are still to be answered. */
export function checkToolResults(speeches: readonly Speech[]): void {
  let caller: Speech | null = null;
  let callIds: ReadonlySet<string> = new Set();
  for (const speech of speeches) {
    const open = new Set(callIds);
    for (const placed of speech.blocks) answer(open, callIds, placed);
    if (caller !== null && open.size > 0) {
      const ids = [...open].slice(0, mostNamedIds).map(shortenEcho).join(', ');
      const words = `\`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${ids}. Each \`tool_use\` block must have its \`tool_result\` block in the next message`;
      throw requestFault('invalid_value', caller.place, words);
    }
    caller = speech;
    callIds = speech.role === 'assistant' ? callIdsOf(speech) : new Set();
  }
}
