// In: nothing. Out: Anthropic's Messages API as a surface. Knows no route.
import type { ChatAsk } from '../contract/ask.ts';
import { anthropicErrorBody } from '../wire/anthropic/anthropic-error-body.ts';
import { foldMessage } from '../wire/anthropic/fold-message.ts';
import { messageEvents } from '../wire/anthropic/message-events.ts';
import { namedEvent } from '../wire/anthropic/named-event.ts';
import { parseMessagesAsk } from '../wire/anthropic/parse-messages-ask.ts';
import type { AnswerSurface } from './answer-surface.ts';
import { beginChat } from './begin-chat.ts';

export const messagesSurface: AnswerSurface<{ readonly ask: ChatAsk }> = {
  operation: 'messages',
  idPrefix: 'msg_',
  heartbeat: namedEvent({ type: 'ping' }),
  read: (body) => ({ ask: parseMessagesAsk(body) }),
  start: beginChat,
  stream: async function* ({ ask }, facts, pieces) {
    for await (const event of messageEvents(facts, pieces, ask.sampling.maxTokens)) yield namedEvent(event);
  },
  faultEvent: (fault, requestId) => namedEvent(anthropicErrorBody(fault, requestId)),
  whole: ({ ask }, facts, pieces) => foldMessage(messageEvents(facts, pieces, ask.sampling.maxTokens)),
};
