// In: outputs of a network with one output a head. Out: levels by their cuts, the highest window counting, and detections of whose text it is.
import { expect, test } from 'vitest';
import type { EncoderArtifact, EncoderSum } from './encoder-artifact.ts';
import { encoderHeads } from './encoder-heads.ts';
import { readScores, type SeenReading, scoreReadings } from './read-scores.ts';

const sumWith = (place: number, changed: Partial<EncoderSum> = {}): EncoderSum => ({
  outputs: [
    [place, 0.5],
    [place, 0.5],
  ],
  countedWindows: 8,
  marginPerDoubling: 0,
  firstStageWeight: 0.5,
  firstStageGrowth: 0,
  reached: 0,
  ...changed,
});
const headsWith = (changed: Partial<EncoderSum> = {}): EncoderArtifact['heads'] =>
  Object.fromEntries(
    encoderHeads.map((head, place) => [head, { sums: [sumWith(place, changed)], cuts: [1, 2, 3, 4, 5, 6, 7] }]),
  ) as unknown as EncoderArtifact['heads'];
const heads = headsWith();
const silent = encoderHeads.map(() => 0);
const readingOf = (outputs: readonly (readonly number[])[], firstStage: readonly number[] = silent): SeenReading => ({
  windows: outputs.map((ofWindow) => ({ outputs: ofWindow, firstStage })),
  windowCount: outputs.length,
});
const rawOf = (outputs: readonly (readonly number[])[], described = heads, firstStage: readonly number[] = silent) =>
  scoreReadings([readingOf(outputs, firstStage)], { heads: described });
const windowOf = (values: Readonly<Partial<Record<(typeof encoderHeads)[number], number>>>): readonly number[] =>
  encoderHeads.map((head) => values[head] ?? -9);

test('the highest window of each head counts', () => {
  const raw = rawOf([windowOf({ hate: 2.5, sexual: 0 }), windowOf({ hate: 1, sexual: 7.2 })]);
  expect(readScores(raw, heads, 'completion').harms).toEqual({ hate: 2, sexual: 7, violence: 0, selfHarm: 0 });
});

test('an attack is looked for in whose text it would be one', () => {
  const raw = rawOf([windowOf({ jailbreak: 1, indirectAttack: 1 })]);
  expect(readScores(raw, heads, 'user').detections).toEqual({ jailbreak: expect.closeTo(0.5, 5) });
  expect(readScores(raw, heads, 'document').detections).toEqual({ indirectAttack: expect.closeTo(0.5, 5) });
  expect(readScores(raw, heads, 'completion').detections).toEqual({});
});

test('the first stage counts beside it, but not what it has no words for, and not where it does not look', () => {
  const said = [windowOf({ hate: 1, sexual: 1, spam: 1 })];
  const raw = rawOf(said, heads, [4, Number.NEGATIVE_INFINITY, 0, 0, 0, 0]);
  expect(raw).toMatchObject({ hate: 3, sexual: -3, spam: 1 });
});

const amongHarmless = (count: number): readonly (readonly number[])[] =>
  Array.from({ length: count }, (_, place) => windowOf({ hate: place === 0 ? 6 : 0 }));

test('of many windows more is asked, but not for ever', () => {
  const described = headsWith({ marginPerDoubling: 0.5 });
  expect([1, 2, 8, 1000].map((count) => rawOf(amongHarmless(count), described).hate)).toEqual([6, 5.5, 4.5, 4.5]);
  const unread: SeenReading = { ...readingOf(amongHarmless(1)), windowCount: 8 };
  expect(scoreReadings([unread], { heads: described }).hate).toBe(4.5);
  const decoded = [readingOf([windowOf({ hate: 5 })]), readingOf(amongHarmless(8).slice(1))];
  expect(scoreReadings(decoded, { heads: described }).hate).toBe(5);
});

test('both stages count where they say it of the same window', () => {
  const [outputs, firstStage] = [
    [6, 0, 4].map((hate) => windowOf({ hate })),
    [-8, 4, 2].map((hate) => [hate, 0, 0, 0, 0, 0]),
  ];
  const windows = outputs.map((ofWindow, at) => ({ outputs: ofWindow, firstStage: firstStage[at] ?? [] }));
  expect(scoreReadings([{ windows, windowCount: 3 }], { heads }).hate).toBe(5);
});

test('of many windows the first stage counts more', () => {
  const described = headsWith({ firstStageGrowth: 0.5, countedWindows: 64 });
  const scores = (firstStage: number) =>
    [1, 4, 8, 64, 1000].map((count) => rawOf(amongHarmless(count), described, [firstStage, 0, 0, 0, 0, 0]).hate);
  expect(scores(-2)).toEqual([5, 5, 4.5, 3, 3]);
  expect(scores(2)).toEqual([7, 7, 7.5, 9, 9]);
});

test('the highest of a head’s sums is its score, each counted from what few harmless texts reach', () => {
  const sums = [
    sumWith(0, { reached: 3 }),
    sumWith(1, { marginPerDoubling: 1, firstStageWeight: 0, reached: 1 }),
  ] as const;
  const described = { ...heads, hate: { ...heads.hate, sums } };
  const scoreOf = (firstStage: number, ...windows: readonly (readonly number[])[]): number =>
    rawOf(windows, described, [firstStage, 0, 0, 0, 0, 0]).hate;
  expect(scoreOf(2, windowOf({ hate: 5, sexual: 3 }))).toBe(3);
  expect(scoreOf(-4, windowOf({ hate: 5, sexual: 3 }))).toBe(2);
  expect(scoreOf(-4, windowOf({ hate: 5 }), windowOf({ sexual: 3 }))).toBe(1);
});
