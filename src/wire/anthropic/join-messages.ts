// In: messages. Out: who says what in turn, each block with its place in the request: messages of one role that follow each other are one
// turn, as in Anthropic's API. Knows no block's meaning.
import type { ContentBlock, Message } from './content-schema.ts';

export interface PlacedBlock {
  readonly block: ContentBlock;
  readonly place: readonly PropertyKey[];
}

export interface Speech {
  readonly role: Message['role'];
  /** Of its first message. */
  readonly place: readonly PropertyKey[];
  readonly blocks: readonly PlacedBlock[];
}

export function joinMessages(messages: readonly Message[]): readonly Speech[] {
  const speeches: { role: Message['role']; place: readonly PropertyKey[]; blocks: PlacedBlock[] }[] = [];
  for (const [index, { role, content }] of messages.entries()) {
    const place = ['messages', index];
    const blocks = content.map((block, position) => ({ block, place: [...place, 'content', position] }));
    const last = speeches.at(-1);
    if (last?.role === role) for (const placed of blocks) last.blocks.push(placed);
    else speeches.push({ role, place, blocks });
  }
  return speeches;
}
