// In: the official client towards any server. Out: what came of one call, in the few members that cases look at. Knows no case.
import type OpenAI from 'openai';
import type {
  ChatCompletionChunk,
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';

export interface Under {
  readonly client: OpenAI;
  tokenize(text: string): Promise<readonly number[]>;
}

export interface ClientCase {
  readonly name: string;
  run(under: Under): Promise<unknown>;
  check(outcome: unknown): void;
}

export const model = 'gpt-4o-mini';
export const contextTokens = 1024;
export const counting = 'Count from 1 to 20 in digits, separated by a comma and a space. Nothing else.';

export type Ask = Partial<Omit<ChatCompletionCreateParamsNonStreaming, 'messages'>> & {
  readonly messages?: string | readonly ChatCompletionMessageParam[];
};

export function bodyOf({ messages = 'Say hello.', ...rest }: Ask): ChatCompletionCreateParamsNonStreaming {
  const list = typeof messages === 'string' ? [{ role: 'user' as const, content: messages }] : [...messages];
  return { model, messages: list, temperature: 0, max_tokens: 16, ...rest };
}

export async function whole(under: Under, ask: Ask) {
  const answer = await under.client.chat.completions.create(bodyOf(ask));
  return {
    texts: answer.choices.map(({ message }) => message.content ?? ''),
    text: answer.choices[0]?.message.content ?? '',
    reason: answer.choices[0]?.finish_reason,
    promptTokens: answer.usage?.prompt_tokens ?? 0,
    completionTokens: answer.usage?.completion_tokens ?? 0,
    cachedTokens: answer.usage?.prompt_tokens_details?.cached_tokens ?? 0,
    fingerprint: answer.system_fingerprint,
  };
}

export async function streamed(under: Under, ask: Ask) {
  const chunks: ChatCompletionChunk[] = [];
  const stream = await under.client.chat.completions.create({
    ...bodyOf(ask),
    stream: true,
    stream_options: { include_usage: true },
  });
  for await (const chunk of stream) chunks.push(chunk);
  const choices = chunks.flatMap((chunk) => chunk.choices);
  return {
    deltas: choices.map(({ delta }) => delta.content ?? ''),
    text: choices.map(({ delta }) => delta.content ?? '').join(''),
    firstRole: choices[0]?.delta.role,
    roleCount: choices.filter(({ delta }) => delta.role !== undefined).length,
    reason: choices.at(-1)?.finish_reason,
    isUsageLast: chunks.at(-1)?.choices.length === 0 && (chunks.at(-1)?.usage?.total_tokens ?? 0) > 0,
    completionTokens: chunks.at(-1)?.usage?.completion_tokens,
  };
}

export async function failure(work: Promise<unknown>) {
  try {
    await work;
  } catch (error) {
    // Whatever a client throws is looked at member by member.
    const { status, code, param, type, message } = error as Record<string, unknown>;
    return { status, code, param, type, message: String(message).slice(0, 160) };
  }
  return { status: 200 };
}

export function clientCase<Outcome>(
  name: string,
  run: (under: Under) => Promise<Outcome>,
  check: (outcome: Outcome) => void,
): ClientCase {
  // The outcome that comes in is the one that went out.
  return { name, run, check: (outcome) => check(outcome as Outcome) };
}

/** With its own number, so that no other case has left its prompt in a cache. */
let fresh = 0;
export const words = (count: number): string => {
  fresh += 1;
  return `${fresh}. ${'word '.repeat(count)}`;
};
