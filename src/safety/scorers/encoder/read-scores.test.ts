// In: outputs of a network with one output a head. Out: levels by their cuts, the highest window counting, and detections of whose text it is.
import { expect, test } from 'vitest';
import type { EncoderArtifact } from './encoder-artifact.ts';
import { encoderHeads } from './encoder-heads.ts';
import { rawHeads, readScores } from './read-scores.ts';

const heads = Object.fromEntries(
  encoderHeads.map((head, place) => [
    head,
    {
      outputs: [
        [place, 0.5],
        [place, 0.5],
      ] as const,
      cuts: [1, 2, 3, 4, 5, 6, 7],
    },
  ]),
) as unknown as EncoderArtifact['heads'];
const windowOf = (values: Readonly<Partial<Record<(typeof encoderHeads)[number], number>>>): readonly number[] =>
  encoderHeads.map((head) => values[head] ?? -9);

test('the highest window of each head counts', () => {
  const raw = rawHeads([windowOf({ hate: 2.5, sexual: 0 }), windowOf({ hate: 1, sexual: 7.2 })], {
    heads,
    marginPerDoubling: 0,
  });
  expect(readScores(raw, heads, 'completion').harms).toEqual({ hate: 2, sexual: 7, violence: 0, selfHarm: 0 });
});

test('an attack is looked for in whose text it would be one', () => {
  const raw = rawHeads([windowOf({ jailbreak: 1, indirectAttack: 1 })], { heads, marginPerDoubling: 0 });
  expect(readScores(raw, heads, 'user').detections).toEqual({ jailbreak: expect.closeTo(0.5, 5) });
  expect(readScores(raw, heads, 'document').detections).toEqual({ indirectAttack: expect.closeTo(0.5, 5) });
  expect(readScores(raw, heads, 'completion').detections).toEqual({});
});

test('no window says nothing', () => {
  const { harms, detections } = readScores(rawHeads([], { heads, marginPerDoubling: 1 }), heads, 'user');
  expect(Object.values(harms ?? {})).toEqual([0, 0, 0, 0]);
  expect(detections?.jailbreak).toBe(0);
});

test('of many windows more is asked, but not for ever', () => {
  const scoreAmong = (count: number): number =>
    rawHeads(
      Array.from({ length: count }, (_, place) => windowOf({ hate: place === 0 ? 6 : 0 })),
      { heads, marginPerDoubling: 0.5 },
    ).hate;
  expect([1, 2, 8, 1000].map(scoreAmong)).toEqual([6, 5.5, 4.5, 4.5]);
});
