// In: nothing. Out: small request bodies, the fault that a faulty one raises, and streams of pieces. For the tests of this room only.
import { Fault } from '../../contract/fault.ts';
import type { TokenLogprob } from '../../contract/logprobs.ts';
import type { FinishReason, Piece } from '../../contract/piece.ts';
import { parseResponseRequest } from './parse-response-request.ts';

export const user = { role: 'user', content: 'hi' };
export const call = { type: 'function_call', call_id: 'call_x', name: 'look_up', arguments: '{"a":1}' };
export const answered = { type: 'function_call_output', call_id: 'call_x', output: 'found' };
export const tool = {
  type: 'function',
  name: 'look_up',
  parameters: { type: 'object', properties: { a: { type: 'integer' } } },
};

export const withMembers = (members: object) => ({ model: 'm', input: 'hi', ...members });
export const withItems = (...input: readonly unknown[]) => ({ model: 'm', input });

export function faultOf(body: unknown): Fault {
  try {
    parseResponseRequest(body);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error(`accepted: ${JSON.stringify(body)}`);
}

export const text = (words: string, logprobs: readonly TokenLogprob[] = []): Piece => ({
  kind: 'text-delta',
  choice: 0,
  text: words,
  logprobs,
});
export const callStart = (number: number, name: string): Piece => ({
  kind: 'tool-call-start',
  choice: 0,
  call: number,
  id: `call_${number}`,
  name,
});
export const callDelta = (number: number, words: string): Piece => ({
  kind: 'tool-call-delta',
  choice: 0,
  call: number,
  text: words,
});
export const callEnd = (number: number): Piece => ({ kind: 'tool-call-end', choice: 0, call: number });
export const finish = (reason: FinishReason): Piece => ({
  kind: 'finish',
  choice: 0,
  reason,
  stopText: null,
});
export const usage: Piece = {
  kind: 'usage',
  usage: { promptTokens: 10, completionTokens: 5, cachedTokens: 4 },
};

export async function* streamOf<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

export async function drain<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const drained: Item[] = [];
  for await (const item of items) drained.push(item);
  return drained;
}
