// In: nothing. Out: OpenAI's chat completions as a surface. Knows no route.
import type { ChatAsk } from '../contract/ask.ts';
import { chatChunks } from '../wire/openai/chat-chunks.ts';
import { foldChatCompletion } from '../wire/openai/chat-completion.ts';
import { errorBody } from '../wire/openai/error-body.ts';
import { parseChatAsk } from '../wire/openai/parse-chat-ask.ts';
import { sseData, sseDone } from '../wire/openai/server-sent-events.ts';
import type { AnswerSurface } from './answer-surface.ts';
import { beginChat } from './begin-chat.ts';

export const chatCompletionsSurface: AnswerSurface<{ readonly ask: ChatAsk }> = {
  operation: 'chat.completions',
  idPrefix: 'chatcmpl-',
  read: (body) => ({ ask: parseChatAsk(body) }),
  start: beginChat,
  stream: async function* ({ ask }, facts, pieces) {
    for await (const chunk of chatChunks(facts, pieces, ask)) yield sseData(chunk);
    yield sseDone;
  },
  faultEvent: (fault) => sseData(errorBody(fault)),
  whole: ({ ask }, facts, pieces) => foldChatCompletion(facts, pieces, ask.callStyle),
};
