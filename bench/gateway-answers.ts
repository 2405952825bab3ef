// In: nothing. Out: the bytes of a short answer in OpenAI's shape, whole and streamed, and the request that asks for it. Pure.
import type { BareAnswers } from './bare-server.ts';

const model = 'gpt-4o-mini';
const usage = { prompt_tokens: 12, completion_tokens: 20, total_tokens: 32 };
const words = Array.from({ length: 20 }, (_, number) => ` word${number}`);
const head = { id: 'chatcmpl-bench', created: 1_700_000_000, model };

/** Chunks that a streamed answer has at the least, as its client counts them: some gateways join the last ones. */
export const leastEvents = words.length + 1;

function chunk(choices: readonly object[], rest: object = {}): string {
  return `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices, ...rest })}\n\n`;
}

export function gatewayAnswers(): BareAnswers {
  const message = { role: 'assistant', content: words.join('') };
  const whole = { ...head, object: 'chat.completion', choices: [{ index: 0, message, finish_reason: 'stop' }], usage };
  const events = [
    chunk([{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }]),
    ...words.map((content) => chunk([{ index: 0, delta: { content }, finish_reason: null }])),
    chunk([{ index: 0, delta: {}, finish_reason: 'stop' }]),
    chunk([], { usage }),
    'data: [DONE]\n\n',
  ];
  return {
    whole: JSON.stringify(whole),
    wholeHeaders: { 'content-type': 'application/json' },
    shortEvents: events,
    events,
    eventHeaders: { 'content-type': 'text/event-stream' },
  };
}

export function gatewayRequest(isStream: boolean): string {
  const messages = [
    { role: 'system', content: 'You are a helpful assistant.' },
    { role: 'user', content: 'Which towns lie on the upper Rhine, and how far apart are they? Please answer briefly.' },
  ];
  return JSON.stringify({ model, messages, temperature: 0, max_tokens: 64, stream: isStream });
}
