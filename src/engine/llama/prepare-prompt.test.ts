// In: conversations and an engine that counts its calls. Out: few calls whatever a text holds, and none for what is remembered.
import { expect, test } from 'vitest';
import type { Turn } from '../../contract/turn.ts';
import { conversationOf } from '../engine.suite.ts';
import type { LlamaClient } from './llama-client.ts';
import { emptyPromptMemory, preparePrompt } from './prepare-prompt.ts';
import { markerRisk, markerSplitter } from './split-markers.ts';

const never = new AbortController().signal;

function turn(text: string): Turn {
  return { role: 'user', parts: [{ kind: 'text', text }], name: null, toolCalls: [], toolCallId: null };
}

/** Every character is its own token; the template puts `<s>` before each message. */
function countingClient(template: (content: unknown) => string) {
  const calls: { readonly pieces: readonly string[]; readonly isTemplate: boolean; readonly isFirst: boolean }[] = [];
  let renderings = 0;
  const client: LlamaClient = {
    isHealthy: async () => true,
    properties: async () => ({ contextTokensPerSlot: 100, slotCount: 1 }),
    applyTemplate: async (messages) => {
      renderings += 1;
      return messages.map((message) => template(Reflect.get(Object(message), 'content'))).join('');
    },
    tokenize: async (pieces, how) => {
      calls.push({ pieces, ...how });
      return [...pieces.join('')].map((letter) => letter.charCodeAt(0));
    },
    tokenizePieces: async () => [],
    detokenize: async () => '',
    completeOnce: async () => null,
    complete: async function* () {},
    moveSlot: async () => undefined,
    close: async () => undefined,
  };
  return { client, calls, renderings: () => renderings };
}

function preparing(template = (content: unknown): string => `<s>${content}`) {
  const counting = countingClient(template);
  const ports = {
    client: counting.client,
    memory: emptyPromptMemory(),
    splitMarkers: markerSplitter(['<s>']),
    mayBecomeMarker: markerRisk(['<s>']),
    today: '2026-11-22',
  };
  return { ...counting, prepare: (...turns: readonly Turn[]) => preparePrompt(conversationOf(turns), ports, never) };
}

test('a text full of markers costs one call', async () => {
  const { prepare, calls } = preparing();
  const hostile = '<s>'.repeat(100_000);
  const { tokens } = await prepare(turn(hostile));
  expect(tokens).toHaveLength('<s>'.length + hostile.length);
  expect(calls).toHaveLength(2);
  expect(calls[1]?.pieces.join('')).toBe(hostile);
  expect(calls[1]?.pieces.some((piece) => piece.includes('<s>'))).toBe(false);
});

test('only the template is read with control tokens, and only its start gets the first one', async () => {
  const { prepare, calls } = preparing();
  await prepare(turn('a'), turn('b'));
  expect(calls.map(({ pieces, isTemplate, isFirst }) => [pieces.join(''), isTemplate, isFirst])).toEqual([
    ['<s>', true, true],
    ['a', false, false],
    ['<s>', true, false],
    ['b', false, false],
  ]);
});

test('the model’s own first token comes first also where the template begins with a text', async () => {
  const { prepare, calls } = preparing((content) => `${content}<s>`);
  await prepare(turn('a'), turn('a'));
  expect(calls.map(({ pieces, isTemplate, isFirst }) => [pieces.join(''), isTemplate, isFirst])).toEqual([
    ['a', false, true],
    ['<s>', true, false],
    ['a', false, false],
    ['<s>', true, false],
  ]);
});

test('what was prepared before is not asked again', async () => {
  const { prepare, calls, renderings } = preparing();
  await prepare(turn('a'));
  await prepare(turn('b'));
  expect(renderings()).toBe(1);
  expect(calls.map(({ pieces }) => pieces.join(''))).toEqual(['<s>', 'a', 'b']);
});
