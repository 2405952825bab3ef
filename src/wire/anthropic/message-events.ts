// In: the pieces of an answer, pulled one at a time. Out: the events of a streamed message. Knows no SSE, no HTTP and no engine; what
// ends the iteration ends the pieces'.
import type { AnswerFacts } from '../../contract/answer.ts';
import { Fault } from '../../contract/fault.ts';
import type { Finish, Piece, ToolCallStart, Usage } from '../../contract/piece.ts';
import { BlockWriter } from './block-writer.ts';
import type { ContentBlockBody, MessageBody, MessageStreamEvent, UsageDeltaBody } from './message-body.ts';
import { stopBody, unstopped } from './stop-body.ts';

function usageDelta({ promptTokens, cachedTokens, completionTokens }: Usage): UsageDeltaBody {
  return {
    input_tokens: promptTokens - cachedTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cachedTokens,
    output_tokens: completionTokens,
    output_tokens_details: null,
    server_tool_use: null,
  };
}

/** How much of the prompt was cached is told at the end: the client's counts are then overwritten. */
function messageHead(facts: AnswerFacts): MessageBody {
  return {
    id: facts.id,
    type: 'message',
    role: 'assistant',
    model: facts.model,
    content: [],
    ...unstopped,
    diagnostics: null,
    usage: {
      ...usageDelta({ promptTokens: facts.promptTokens ?? 0, cachedTokens: 0, completionTokens: 0 }),
      cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
      inference_geo: null,
      service_tier: 'standard',
      speed: null,
    },
  };
}

function toolUseBlock({ id, name }: ToolCallStart): ContentBlockBody {
  return {
    type: 'tool_use',
    id: `toolu_${id.replace(/^call_/, '')}`,
    name,
    input: {},
    caller: { type: 'direct' },
  };
}

/** The head comes with the first piece: until something was computed a failure can still have its own status. */
export async function* messageEvents(
  facts: AnswerFacts,
  pieces: AsyncIterable<Piece>,
  maxTokens: number | null,
): AsyncGenerator<MessageStreamEvent, void, undefined> {
  const blocks = new BlockWriter();
  let isBegun = false;
  let hasCalls = false;
  let finish: Finish | null = null;
  let usage: Usage | null = null;
  for await (const piece of pieces) {
    if (!isBegun) yield { type: 'message_start', message: messageHead(facts) };
    isBegun = true;
    switch (piece.kind) {
      case 'text-delta':
        yield* blocks.text(piece.text);
        break;
      case 'tool-call-start':
        hasCalls = true;
        yield* blocks.open(toolUseBlock(piece));
        break;
      case 'tool-call-delta':
        if (piece.text !== '') yield* blocks.add({ type: 'input_json_delta', partial_json: piece.text });
        break;
      case 'tool-call-end':
        yield* blocks.close();
        break;
      case 'finish':
        yield* blocks.close();
        finish = piece;
        break;
      case 'screened':
        break;
      case 'usage':
        usage = piece.usage;
        break;
      default:
        piece satisfies never;
    }
  }
  if (finish === null || usage === null) throw new Fault('internal', 'The answer ended before it was complete.');
  const delta = stopBody({ finish, usage, hasCalls }, facts, maxTokens);
  yield { type: 'message_delta', delta, usage: usageDelta(usage) };
  yield { type: 'message_stop' };
}
