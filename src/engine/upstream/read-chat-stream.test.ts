// In: the lines of a streamed chat completion, in batches of any size. Out: the same text, calls, probabilities and counts, joined or not; nothing
// that came before a failure is lost.
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { EngineDelta } from '../../contract/engine.ts';
import { ChatStreamReader, joinTexts } from './read-chat-stream.ts';

const line = (choice: object) => JSON.stringify({ choices: [{ index: 0, ...choice }] });
const words = (content: string) => line({ delta: { content } });
const likely = (token: string) =>
  line({ delta: { content: token }, logprobs: { content: [{ token, logprob: -1, bytes: [1], top_logprobs: [] }] } });
const call = (name: string) => line({ delta: { tool_calls: [{ index: 0, function: { name, arguments: '{}' } }] } });
const stop = line({ delta: {}, finish_reason: 'stop' });

function read(batches: readonly (readonly string[])[], isJoined: boolean): readonly EngineDelta[] {
  const reader = new ChatStreamReader([]);
  const taken = batches.map((batch) => reader.take(batch));
  return [...taken.flatMap((deltas) => (isJoined ? joinTexts(deltas) : deltas)), reader.finish()];
}

/** What an answer says, however it is cut. */
function told(deltas: readonly EngineDelta[]) {
  let [text, pieces] = ['', 0];
  const rest: EngineDelta[] = [];
  const tokens: string[] = [];
  for (const delta of deltas) {
    if (delta.kind !== 'text-delta') rest.push(delta);
    else {
      text += delta.text;
      pieces += delta.pieceCount ?? 1;
      tokens.push(...delta.logprobs.map(({ token }) => token));
    }
  }
  return { text, pieces, tokens, rest };
}

test('joined or not, in any batches, the answer is the same', () => {
  const some = fc.oneof(
    fc.string({ maxLength: 3 }).map(words),
    fc.string({ minLength: 1, maxLength: 3 }).map(likely),
    fc.constant(call('look')),
  );
  fc.assert(
    fc.property(fc.array(fc.array(some, { maxLength: 6 }), { maxLength: 6 }), (batches) => {
      const all = [...batches, [stop, '[DONE]']];
      const single = all.flat().map((only) => [only]);
      expect(told(read(all, true))).toEqual(told(read(single, false)));
      expect(read(all, false)).toEqual(read(single, false));
    }),
  );
});

test('only text that comes at once and in a row is joined', () => {
  const deltas = read([[words('a'), words('b')], [words('c'), call('look'), words('d')], [stop]], true);
  expect(deltas.map((delta) => (delta.kind === 'text-delta' ? delta.text : delta.kind))).toEqual([
    'ab',
    'c',
    'call-delta',
    'd',
    'finish',
  ]);
});

test('what comes before a failure is told first, what comes behind it never', () => {
  const reader = new ChatStreamReader([]);
  const deltas = reader.take([words('a'), words('b'), '{"error":{"message":"oops"}}', words('c')]);
  expect(deltas).toMatchObject([{ text: 'a' }, { text: 'b' }]);
  expect(reader.fault).toMatchObject({ code: 'engine_error' });
});

test('what a line says does not depend on the lines before it', () => {
  const member = fc.oneof(
    fc.string({ maxLength: 4, unit: 'binary' }).map((content) => ({ delta: { content } })),
    fc.constantFrom('a', 'b', '"', '\\', '\n', 'é', '"}', ' {"content":"x"').map((content) => ({ delta: { content } })),
    fc.constantFrom('a', 'b').map((content) => ({ delta: { content, reasoning_content: content } })),
    fc.constantFrom('a', 'b').map((content) => ({ delta: { content }, finish_reason: 'length' })),
    fc.constantFrom('a', 'b').map((content) => ({ filtered: { content: 'a' }, delta: { content } })),
    fc.constantFrom('a', 'b').map((content) => ({ delta: { role: content }, seen: { content } })),
  );
  const written = fc.record({ member, space: fc.constantFrom(0, 1), usage: fc.option(fc.constant({ usage: null })) });
  const lines = fc.array(
    written.map(({ member: choice, space, usage }) =>
      JSON.stringify({ choices: [choice], ...usage }, null, space).replaceAll(/\n */g, ''),
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(lines, (all) => {
      const alone = all.flatMap((one) => new ChatStreamReader([]).take([one]));
      expect(new ChatStreamReader([]).take(all)).toEqual(alone);
    }),
  );
});

test('a text that repeats what stands around the one before it is not read again', () => {
  const reader = new ChatStreamReader([]);
  const parse = vi.spyOn(JSON, 'parse');
  const lines = ['one', ' two', ' "three"', ' four', ' five'].map(words);
  const deltas = reader.take(lines);
  expect(parse).toHaveBeenCalledTimes(2);
  parse.mockRestore();
  expect(deltas.map((delta) => delta.kind === 'text-delta' && delta.text).join('')).toBe('one two "three" four five');
});
