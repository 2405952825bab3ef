// In: a request that is a conversation, whatever its surface. Out: its answer, begun. The `start` of every chat surface.
import type { ChatAsk } from '../contract/ask.ts';
import { type ChatAnswer, startChat } from '../serve/chat.ts';
import type { ServingContext } from './answer-surface.ts';

export function beginChat(
  { ask }: { readonly ask: ChatAsk },
  { caller, settlement, ports, signal, terms }: ServingContext,
): Promise<ChatAnswer> {
  return startChat(ask, caller, settlement, ports, signal, terms);
}
