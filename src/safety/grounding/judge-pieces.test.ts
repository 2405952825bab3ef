// In: pieces of answers and a judge of the whole. Out: the same pieces; the verdict before each finish; nothing shown of what is kept back; the
// judge asked when all else has come.
import { expect, test } from 'vitest';
import type { FinishReason, Piece, Screened } from '../../contract/piece.ts';
import type { Verdict } from '../../contract/safety.ts';
import type { WrittenAnswer } from './judge-adherence.ts';
import { judgePieces } from './judge-pieces.ts';

const say = (text: string, choice = 0): Piece => ({ kind: 'text-delta', choice, text, logprobs: [] });
const finish = (choice = 0, reason: FinishReason = 'stop'): Piece => ({
  kind: 'finish',
  choice,
  reason,
  stopText: null,
});
const usage: Piece = { kind: 'usage', usage: { promptTokens: 1, completionTokens: 2, cachedTokens: 0 } };
const call: readonly Piece[] = [
  { kind: 'tool-call-start', choice: 0, call: 0, id: 'call_1', name: 'go' },
  { kind: 'tool-call-delta', choice: 0, call: 0, text: '{"a"' },
  { kind: 'tool-call-delta', choice: 0, call: 0, text: ':1}' },
  { kind: 'tool-call-end', choice: 0, call: 0 },
];
const verdict = (isFiltered: boolean): Verdict => ({
  source: 'completion',
  harms: {},
  detections: {},
  blocklists: null,
  personalData: null,
  taskAdherence: { isDetected: isFiltered, isFiltered },
  failure: null,
  isFiltered,
});
const stretch: Screened = {
  kind: 'screened',
  choice: 0,
  verdict: verdict(false),
  startOffset: 0,
  endOffset: 9,
  checkOffset: 9,
};

interface Judged {
  readonly shown: readonly (Piece | Screened)[];
  readonly asked: readonly WrittenAnswer[];
  /** What had been shown when the judge was asked first. */
  readonly shownBefore: number;
}

async function judged(
  pieces: readonly Piece[],
  isHeld: boolean,
  saying: (answer: WrittenAnswer) => Verdict | null,
): Promise<Judged> {
  const shown: (Piece | Screened)[] = [];
  const asked: WrittenAnswer[] = [];
  let shownBefore = 0;
  let isOver = false;
  const source = (async function* () {
    yield* pieces;
    isOver = true;
  })();
  const judge = async (answer: WrittenAnswer) => {
    expect(isOver).toBe(true);
    if (asked.length === 0) shownBefore = shown.length;
    asked.push(answer);
    return saying(answer);
  };
  for await (const piece of judgePieces(source, { isHeld, judge })) shown.push(piece);
  return { shown, asked, shownBefore };
}

const ofWhole = (isFiltered: boolean, endOffset: number, checkOffset: number, choice = 0): Screened => ({
  kind: 'screened',
  choice,
  verdict: verdict(isFiltered),
  startOffset: 0,
  endOffset,
  checkOffset,
  isOfWhole: true,
});

test('text goes as it comes where nothing can be kept back, the verdict stands before the finish', async () => {
  const { shown, asked, shownBefore } = await judged(
    [say('Hi 🙂'), say('!'), ...call, finish(0, 'tool_calls'), usage],
    false,
    () => verdict(false),
  );
  expect(shown).toEqual([say('Hi 🙂'), say('!'), ...call, ofWhole(false, 5, 5), finish(0, 'tool_calls'), usage]);
  expect(asked).toEqual([{ text: 'Hi 🙂!', calls: [{ name: 'go', argumentsJson: '{"a":1}' }] }]);
  expect(shownBefore).toBe(6);
});

test('of what is kept back nothing is shown but what was said of it', async () => {
  const pieces = [stretch, say('No'), ...call, finish(0, 'tool_calls'), usage];
  const { shown, shownBefore } = await judged(pieces, true, () => verdict(true));
  expect(shown).toEqual([stretch, ofWhole(true, 2, 9), finish(0, 'content_filter'), usage]);
  expect(shownBefore).toBe(0);
  expect((await judged(pieces, true, () => verdict(false))).shown).toEqual([
    ...pieces.slice(0, -2),
    ofWhole(false, 2, 9),
    ...pieces.slice(-2),
  ]);
});

test('what was shown at once is cut at its end', async () => {
  const { shown } = await judged([say('No'), finish(), usage], false, () => verdict(true));
  expect(shown).toEqual([say('No'), ofWhole(true, 2, 0), finish(0, 'content_filter'), usage]);
});

test('each choice by itself; what was cut before is not judged, and nothing to say adds nothing', async () => {
  const pieces = [
    say('a', 0),
    say('b', 1),
    finish(1),
    say('c', 2),
    finish(2, 'content_filter'),
    finish(0, 'length'),
    usage,
  ];
  const { shown, asked } = await judged(pieces, true, ({ text }) => (text === 'b' ? verdict(true) : null));
  expect(asked.map(({ text }) => text)).toEqual(['a', 'b']);
  expect(shown).toEqual([
    say('a', 0),
    finish(0, 'length'),
    ofWhole(true, 1, 0, 1),
    finish(1, 'content_filter'),
    say('c', 2),
    finish(2, 'content_filter'),
    usage,
  ]);
});

test('a source that breaks is not judged', async () => {
  const broken = (async function* () {
    yield say('a');
    throw new Error('gone');
  })();
  const judge = async () => verdict(false);
  const pull = async () => {
    for await (const piece of judgePieces(broken, { isHeld: false, judge })) expect(piece).toEqual(say('a'));
  };
  await expect(pull()).rejects.toThrow('gone');
});
