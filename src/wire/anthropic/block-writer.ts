// In: what to open, add to and close. Out: the events of a message's content blocks, in the only order that clients take. Knows no piece.
import type { BlockDelta, ContentBlockBody, MessageStreamEvent } from './message-body.ts';

type Events = Generator<MessageStreamEvent, void, undefined>;

export class BlockWriter {
  /** Blocks that were closed: the number of the open or the next one, so that there is no gap. */
  #count = 0;
  /** At most one block is open at any time. */
  #open: ContentBlockBody['type'] | null = null;

  *open(block: ContentBlockBody): Events {
    yield* this.close();
    this.#open = block.type;
    yield { type: 'content_block_start', index: this.#count, content_block: block };
  }

  *add(delta: BlockDelta): Events {
    yield { type: 'content_block_delta', index: this.#count, delta };
  }

  *text(text: string): Events {
    if (text === '') return;
    if (this.#open !== 'text') yield* this.open({ type: 'text', text: '', citations: null });
    yield* this.add({ type: 'text_delta', text });
  }

  *close(): Events {
    if (this.#open === null) return;
    this.#open = null;
    yield { type: 'content_block_stop', index: this.#count };
    this.#count += 1;
  }
}
