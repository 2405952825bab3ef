// In: exchanges, whole and streamed, sound and broken. Out: the same answer in one form however the bytes were cut, or why there is none.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Exchange } from './eval-types.ts';
import { readAnswer } from './read-answer.ts';

function exchange(text: string, cuts: readonly number[] = [], status: number | null = 200): Exchange {
  const places = [0, ...cuts.toSorted((left, right) => left - right), text.length];
  const pieces = places
    .slice(1)
    .map((end, index) => ({ text: text.slice(places[index], end), atMs: 10 * (index + 1) }));
  return { status, pieces, failure: null, hasTimedOut: false, latencyMs: 1 };
}

const events = [
  ': waiting',
  'data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}',
  'data: {"choices":[{"index":0,"delta":{"content":"Grüße, "}}]}',
  'data: {"choices":[{"index":0,"delta":{"content":"世界"}}]}',
  'data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"find","arguments":""}}]}}]}',
  'data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"n\\":"}}]}}]}',
  'data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"b","function":{"name":"buy","arguments":"{}"}}]}}]}',
  'data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}}]}',
  'data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}',
  'data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3}}',
  'data: [DONE]',
];
const stream = events.map((event) => `${event}\n\n`).join('');

test('a stream is one answer, wherever it is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: stream.length })), fc.boolean(), (cuts, isCarriageReturned) => {
      const text = isCarriageReturned ? stream.replaceAll('\n', '\r\n') : stream;
      expect(readAnswer(exchange(text, cuts))).toMatchObject({
        text: 'Grüße, 世界',
        calls: [
          { name: 'find', argumentsText: '{"n":1}' },
          { name: 'buy', argumentsText: '{}' },
        ],
        finishReason: 'tool_calls',
        promptTokens: 7,
        completionTokens: 3,
        failure: null,
      });
    }),
  );
});

test('the first event and the first text have their own times', () => {
  const cut = stream.indexOf('data: {"choices":[{"index":0,"delta":{"content":"Gr');
  expect(readAnswer(exchange(stream, [14, cut]))).toMatchObject({ firstEventMs: 20, firstTextMs: 30 });
});

test('a whole completion', () => {
  const completion = {
    choices: [
      {
        finish_reason: 'tool_calls',
        message: { content: null, tool_calls: [{ id: 'a', function: { name: 'find', arguments: '{"n":1}' } }] },
      },
    ],
    usage: { prompt_tokens: 7, completion_tokens: 3 },
  };
  expect(readAnswer(exchange(JSON.stringify(completion)))).toMatchObject({
    text: '',
    calls: [{ name: 'find', argumentsText: '{"n":1}' }],
    finishReason: 'tool_calls',
    promptTokens: 7,
    failure: null,
  });
});

test.each([
  ['{"error":{"message":"no such model"}}', 404, '404: no such model'],
  ['<html>bad gateway</html>', 502, '502: <html>bad gateway</html>'],
  ['{"error":{"message":"late"}}', 200, 'late'],
  ['{"object":"list"}', 200, 'not a chat completion'],
  ['{"choices":[{"mess', 200, 'not a chat completion'],
  ['', 200, 'not a chat completion'],
  [stream.replace('data: [DONE]\n\n', ''), 200, 'the stream ended too early'],
  [`${stream.slice(0, 200)}`, 200, 'the stream ended too early'],
  [`${stream.split('data: {"choices":[],')[0]}data: {"error":{"message":"died"}}\n\n`, 200, 'in the stream: died'],
])('what is no answer says why (%#)', (text, status, failure) => {
  expect(readAnswer(exchange(text, [], status)).failure).toBe(failure);
});

test('a failed transport is a failure, whatever came before', () => {
  expect(readAnswer({ ...exchange(stream), failure: 'socket hang up' }).failure).toBe('socket hang up');
});
