// In: a conversation and where the service is. Out: the answer as it comes, over the public HTTP API; Fault with the service's own
// words when it fails. Knows no terminal.
import { z } from 'zod';
import { dataLines } from '../base/data-lines.ts';
import { Fault } from '../contract/fault.ts';
import { errorMessage } from './find-running-service.ts';

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface ChatAsk {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly model: string;
  readonly messages: readonly ChatMessage[];
}

export type ChatEvent =
  | { readonly kind: 'text-delta'; readonly text: string }
  /** Last. */
  | { readonly kind: 'finish'; readonly reason: string };

const chunkSchema = z.object({
  choices: z.array(
    z.object({
      delta: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      finish_reason: z.string().nullish(),
    }),
  ),
});

export async function* streamChat(ask: ChatAsk, signal: AbortSignal): AsyncGenerator<ChatEvent> {
  let hasBegun = false;
  try {
    const response = await fetch(`${ask.baseUrl}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...ask.headers },
      body: JSON.stringify({ model: ask.model, messages: ask.messages, stream: true }),
      signal,
    });
    if (!response.ok || response.body === null) {
      const said = errorMessage(await response.text());
      throw new Fault('engine_error', said ?? `The service answers ${response.status}.`);
    }
    for await (const data of dataLines(response.body)) {
      hasBegun = true;
      if (data === '[DONE]') return;
      yield* eventsOf(data);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Fault) throw error;
    const what = hasBegun ? 'broke while it answered' : 'cannot be made';
    throw new Fault('engine_unavailable', `The connection to ${ask.baseUrl} ${what}.`, { cause: error });
  }
  throw new Fault('engine_died', 'The service ended the answer before it was complete.');
}

function* eventsOf(data: string): Generator<ChatEvent> {
  const failure = errorMessage(data);
  if (failure !== null) throw new Fault('engine_error', failure);
  const choice = chunkSchema.parse(JSON.parse(data)).choices[0];
  const text = choice?.delta.content ?? choice?.delta.refusal ?? '';
  if (text !== '') yield { kind: 'text-delta', text };
  const reason = choice?.finish_reason ?? null;
  if (reason !== null) yield { kind: 'finish', reason };
}
