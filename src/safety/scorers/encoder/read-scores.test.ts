// In: outputs of a network with one output a head. Out: levels by their cuts, the highest window counting, and detections of whose text it is.
import { expect, test } from 'vitest';
import type { EncoderArtifact } from './encoder-artifact.ts';
import { encoderHeads } from './encoder-heads.ts';
import { blendHeads, readScores, windowHeads } from './read-scores.ts';

const headsWith = (marginPerDoubling: number): EncoderArtifact['heads'] =>
  Object.fromEntries(
    encoderHeads.map((head, place) => [
      head,
      {
        marginPerDoubling,
        outputs: [
          [place, 0.5],
          [place, 0.5],
        ] as const,
        firstStageWeight: 0.5,
        cuts: [1, 2, 3, 4, 5, 6, 7],
      },
    ]),
  ) as unknown as EncoderArtifact['heads'];
const heads = headsWith(0);
const readingOf = (...outputs: readonly (readonly number[])[]) => ({ outputs, windowCount: outputs.length });
const windowOf = (values: Readonly<Partial<Record<(typeof encoderHeads)[number], number>>>): readonly number[] =>
  encoderHeads.map((head) => values[head] ?? -9);

test('the highest window of each head counts', () => {
  const raw = windowHeads([readingOf(windowOf({ hate: 2.5, sexual: 0 }), windowOf({ hate: 1, sexual: 7.2 }))], {
    heads,
  });
  expect(readScores(raw, heads, 'completion').harms).toEqual({ hate: 2, sexual: 7, violence: 0, selfHarm: 0 });
});

test('an attack is looked for in whose text it would be one', () => {
  const raw = windowHeads([readingOf(windowOf({ jailbreak: 1, indirectAttack: 1 }))], { heads });
  expect(readScores(raw, heads, 'user').detections).toEqual({ jailbreak: expect.closeTo(0.5, 5) });
  expect(readScores(raw, heads, 'document').detections).toEqual({ indirectAttack: expect.closeTo(0.5, 5) });
  expect(readScores(raw, heads, 'completion').detections).toEqual({});
});

test('the first stage counts beside it, but not what it has no words for, and not where it does not look', () => {
  const encoder = windowHeads([readingOf(windowOf({ hate: 1, sexual: 1, spam: 1 }))], { heads });
  const blended = blendHeads(encoder, [4, Number.NEGATIVE_INFINITY, 0, 0, 0, 0], { heads });
  expect(blended).toMatchObject({ hate: 3, sexual: -3, spam: 1 });
});

test('of many windows more is asked, but not for ever', () => {
  const scoreAmong = (count: number): number =>
    windowHeads([readingOf(...Array.from({ length: count }, (_, place) => windowOf({ hate: place === 0 ? 6 : 0 })))], {
      heads: headsWith(0.5),
    }).hate;
  expect([1, 2, 8, 1000].map(scoreAmong)).toEqual([6, 5.5, 4.5, 4.5]);
  const decoded = [readingOf(windowOf({ hate: 5 })), readingOf(...Array.from({ length: 8 }, () => windowOf({})))];
  const unread = { outputs: [windowOf({ hate: 6 })], windowCount: 8 };
  expect(windowHeads([unread], { heads: headsWith(0.5) }).hate).toBe(4.5);
  expect(windowHeads(decoded, { heads: headsWith(0.5) }).hate).toBe(5);
});
