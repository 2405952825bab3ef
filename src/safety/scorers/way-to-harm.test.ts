// In: scores of the first stage that lie at given shares of the way to the first level. Out: what is clear, by head and by whose text it is.
import { expect, test } from 'vitest';
import type { TextOrigin } from '../../contract/safety.ts';
import { defaultArtifactFolder, loadArtifact } from './artifact.ts';
import { type Head, heads } from './heads.ts';
import { isClear, nearestWay } from './way-to-harm.ts';

const artifact = loadArtifact(defaultArtifactFolder);

/** All other heads say nothing. */
function scoresAt(ways: Readonly<Partial<Record<Head, number>>>): number[] {
  return heads.map((head) => {
    const { bias, cuts } = artifact.heads[head];
    return bias + (ways[head] ?? -1) * ((cuts[0] ?? 0) - bias);
  });
}

const isClearAt = (ways: Readonly<Partial<Record<Head, number>>>, origin: TextOrigin) =>
  isClear(scoresAt(ways), artifact, origin);

test('a little of hate is looked at, where as much of anything else says nothing', () => {
  expect(isClearAt({ hate: 0.1 }, 'completion')).toBe(false);
  for (const head of ['sexual', 'violence', 'selfHarm'] as const) {
    expect(isClearAt({ [head]: 0.5 }, 'completion')).toBe(true);
    expect(isClearAt({ [head]: 0.8 }, 'completion')).toBe(false);
  }
});

test('attacks matter in what users and documents say, each of its kind', () => {
  const origins = ['user', 'document', 'completion'] as const;
  expect(origins.map((origin) => isClearAt({ jailbreak: 0.9 }, origin))).toEqual([false, true, true]);
  expect(origins.map((origin) => isClearAt({ indirectAttack: 0.9 }, origin))).toEqual([true, false, true]);
});

test('a text without words is clear, and the nearest head is told by its way', () => {
  expect(
    isClear(
      heads.map(() => Number.NEGATIVE_INFINITY),
      artifact,
      'user',
    ),
  ).toBe(true);
  expect(nearestWay(scoresAt({ violence: 0.25, hate: -0.5 }), artifact)).toBeCloseTo(0.25);
});
