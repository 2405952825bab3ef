// In: a target. Out: the small questions that the cases ask, and the answers in the few members they look at.
import { strict as assert } from 'node:assert';
import type { Target } from './conformance-case.ts';
import { type Answer, at, listAt, numberAt, post, type Streamed, stream, textAt } from './exchange.ts';

export const chatPath = '/v1/chat/completions';
export const counting = 'Count from 1 to 20 in digits, separated by a comma and a space. Nothing else.';
export const madeUp = 'Make up a name for a small blue bird. Answer with the name and where it lives.';

export const asUser = (content: unknown) => [{ role: 'user', content }];

export function chatBody({ model }: Target, members: object = {}): object {
  return { model, messages: asUser(counting), temperature: 0, max_tokens: 8, ...members };
}

export function succeeded<Given extends Answer>(answer: Given): Given {
  assert.equal(answer.status, 200, `status, ${JSON.stringify(at(answer.body, 'error')) ?? 'no error'}`);
  return answer;
}

/** A refusal in the shape of OpenAI's errors. */
export function refused(answer: Answer, status: number): Answer {
  assert.equal(answer.status, status, 'status');
  assert.equal(typeof at(answer.body, 'error', 'message'), 'string', 'error.message');
  return answer;
}

export async function whole(target: Target, members: object = {}): Promise<Answer> {
  return succeeded(await post(target, chatPath, chatBody(target, members)));
}

export async function chunksOf(target: Target, members: object = {}): Promise<Streamed> {
  const answer = succeeded(await stream(target, chatPath, chatBody(target, members)));
  assert.match(answer.contentType, /^text\/event-stream/, 'content type');
  return answer;
}

export const textOf = (body: unknown, choice = 0): string => textAt(body, 'choices', choice, 'message', 'content');

export const choicesOf = ({ events }: Streamed): readonly unknown[] =>
  events.flatMap((event) => listAt(event, 'choices'));

export const streamedText = (answer: Streamed): string =>
  choicesOf(answer)
    .map((choice) => textAt(choice, 'delta', 'content'))
    .join('');

export const cachedOf = (body: unknown): number => numberAt(body, 'usage', 'prompt_tokens_details', 'cached_tokens');

let fresh = 0;
/** A text that no case before it has left in a cache. */
export function freshText(wordCount: number): string {
  fresh += 1;
  return `${process.pid} ${fresh}: ${'word '.repeat(wordCount)}`;
}

/** Runs longer than any context that the target may have. */
export const tooLong = ({ contextTokens }: Target): string => freshText((contextTokens ?? 0) + 200);
