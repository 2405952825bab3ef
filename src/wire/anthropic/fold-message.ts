// In: the events of a message. Out: the message that they build up, as an unstreamed request gets it. Knows no piece and no HTTP.
import { Fault } from '../../contract/fault.ts';
import type { BlockDelta, ContentBlockBody, MessageBody, MessageStreamEvent } from './message-body.ts';

/** A block that still grows; the parts are joined once, at its end. */
interface OpenBlock {
  readonly block: ContentBlockBody;
  readonly parts: string[];
}

function partOf(delta: BlockDelta): string {
  return delta.type === 'text_delta' ? delta.text : delta.partial_json;
}

/** Arguments that were cut off do not parse; the stop reason says that nothing must be done with them. */
function inputOf(text: string): object {
  try {
    const input: unknown = JSON.parse(text);
    return typeof input === 'object' && input !== null && !Array.isArray(input) ? input : {};
  } catch {
    return {};
  }
}

function closed({ block, parts }: OpenBlock): ContentBlockBody {
  const text = parts.join('');
  return block.type === 'text' ? { ...block, text } : { ...block, input: inputOf(text) };
}

export async function foldMessage(events: AsyncIterable<MessageStreamEvent>): Promise<MessageBody> {
  let message: MessageBody | null = null;
  const blocks: OpenBlock[] = [];
  for await (const event of events) {
    if (event.type === 'message_start') message = event.message;
    if (event.type === 'content_block_start') blocks.push({ block: event.content_block, parts: [] });
    if (event.type === 'content_block_delta') blocks.at(event.index)?.parts.push(partOf(event.delta));
    if (event.type === 'message_delta' && message !== null) {
      message = { ...message, ...event.delta, usage: { ...message.usage, ...event.usage } };
    }
  }
  if (message === null) throw new Fault('internal', 'The answer ended before it was complete.');
  return { ...message, content: blocks.map(closed) };
}
