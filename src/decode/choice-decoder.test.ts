// In: deltas of engines that write calls into text, and of those that tell them apart. Out: one order of pieces for both, the
// probabilities beside the text they belong to, one finish.
import { describe, expect, test } from 'vitest';
import type { EngineDelta } from '../contract/engine.ts';
import type { JsonObject } from '../contract/json.ts';
import type { Piece } from '../contract/piece.ts';
import { ChoiceDecoder, type DecodePlan } from './choice-decoder.ts';

const look = { name: 'look', parameterNames: ['at'], adopt: (value: unknown) => value as JsonObject };
const usage = { promptTokens: 1, completionTokens: 1, cachedTokens: 0 };

function decode(deltas: readonly EngineDelta[], plan: Partial<DecodePlan> = {}): readonly Piece[] {
  let ids = 0;
  const decoder = new ChoiceDecoder(0, {
    offers: [look],
    isGuarded: false,
    isParallel: true,
    opening: '',
    callFinish: 'tool_calls',
    newCallId: () => {
      ids += 1;
      return `call_${ids}`;
    },
    ...plan,
  });
  return deltas.flatMap((delta) => [...decoder.take(delta)]);
}

const finish = (reason: 'stop' | 'length' = 'stop'): EngineDelta => ({
  kind: 'finish',
  reason,
  stopText: null,
  usage,
});
function text(words: string, ...tokens: readonly string[]): EngineDelta {
  const logprobs = tokens.map((token) => ({ token, bytes: [...Buffer.from(token)], logprob: -1, top: [] }));
  return { kind: 'text-delta', text: words, tokens: [], logprobs };
}
const tokensOf = (pieces: readonly Piece[]) =>
  pieces.flatMap((piece) =>
    piece.kind === 'text-delta' ? [[piece.text, piece.logprobs.map(({ token }) => token)]] : [],
  );

describe('one answer', () => {
  test('a call in text, and its finish', () => {
    expect(decode([text('{"name": "look", "argu'), text('ments": {"at": "sky"}}'), finish()])).toEqual([
      { kind: 'tool-call-start', choice: 0, call: 0, id: 'call_1', name: 'look' },
      { kind: 'tool-call-delta', choice: 0, call: 0, text: '{"at":"sky"}' },
      { kind: 'tool-call-end', choice: 0, call: 0 },
      { kind: 'finish', choice: 0, reason: 'tool_calls', stopText: null },
    ]);
  });

  test('what looks like a call, where the engine says that it is text', () => {
    const words = 'Such a call: {"name": "look", "arguments": {"at": "sky"}}';
    expect(decode([{ kind: 'text-only' }, text(words, 'Such'), finish()])).toEqual([
      { kind: 'text-delta', choice: 0, text: words, logprobs: [expect.objectContaining({ token: 'Such' })] },
      { kind: 'finish', choice: 0, reason: 'stop', stopText: null },
    ]);
  });

  test('calls that the engine tells apart', () => {
    const deltas: readonly EngineDelta[] = [
      { kind: 'call-delta', call: 0, name: 'look', argumentsText: '' },
      { kind: 'call-delta', call: 0, name: null, argumentsText: '{"at":1}' },
      { kind: 'call-delta', call: 1, name: 'look', argumentsText: '{}' },
      finish(),
    ];
    expect(decode(deltas)).toEqual([
      { kind: 'tool-call-start', choice: 0, call: 0, id: 'call_1', name: 'look' },
      { kind: 'tool-call-delta', choice: 0, call: 0, text: '{"at":1}' },
      { kind: 'tool-call-end', choice: 0, call: 0 },
      { kind: 'tool-call-start', choice: 0, call: 1, id: 'call_2', name: 'look' },
      { kind: 'tool-call-delta', choice: 0, call: 1, text: '{}' },
      { kind: 'tool-call-end', choice: 0, call: 1 },
      { kind: 'finish', choice: 0, reason: 'tool_calls', stopText: null },
    ]);
  });

  test('an opening is part of the call, not of the text', () => {
    const opening = '<tool_call>\n{"name": "look", "arguments":';
    const plan = { opening, isGuarded: true, callFinish: 'stop' } as const;
    expect(decode([text(' {"at"'), text(': 1}}'), finish()], plan).slice(0, 3)).toEqual([
      { kind: 'tool-call-start', choice: 0, call: 0, id: 'call_1', name: 'look' },
      { kind: 'tool-call-delta', choice: 0, call: 0, text: '{' },
      { kind: 'tool-call-delta', choice: 0, call: 0, text: '"at": 1}' },
    ]);
    expect(decode([text(' {"at": 1}}'), finish()], plan).at(-1)).toMatchObject({ reason: 'stop' });
  });

  test('a length is told as such, call or not', () => {
    const cut = decode([text('{"name": "look", "arguments": {"at": "s'), finish('length')], { isGuarded: true });
    expect(cut.at(-1)).toMatchObject({ kind: 'finish', reason: 'length' });
    expect(cut).toContainEqual({ kind: 'tool-call-end', choice: 0, call: 0 });
    expect(decode([text('hi'), finish('length')]).at(-1)).toMatchObject({ reason: 'length' });
  });

  test('probabilities stay beside their text, held back or not', () => {
    const plain = [text('ab', 'a', 'b'), text(' ', ' '), text('c', 'c'), finish()];
    expect(tokensOf(decode(plain, { offers: [] }))).toEqual([
      ['ab', ['a', 'b']],
      [' ', [' ']],
      ['c', ['c']],
    ]);
    expect(tokensOf(decode(plain))).toEqual([
      ['ab', ['a', 'b']],
      [' c', [' ', 'c']],
    ]);
    const around = [text('x', 'x'), text('{"name": "look", "arguments": {}}', 'call'), text(' y', ' y'), finish()];
    expect(tokensOf(decode(around))).toEqual([
      ['x', ['x']],
      ['y', [' y']],
    ]);
  });

  test('without functions on offer, what looks like a call is text', () => {
    const written = '{"name": "look", "arguments": {}}';
    expect(decode([text(written), finish()], { offers: [] })).toEqual([
      { kind: 'text-delta', choice: 0, text: written, logprobs: [] },
      { kind: 'finish', choice: 0, reason: 'stop', stopText: null },
    ]);
  });
});
