// In: verdicts of stretches. Out: one of the whole that hides nothing of any of them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newestVersion } from './api-version.ts';
import { filterResults } from './filter-results.ts';
import { mergeVerdicts } from './merge-verdicts.ts';
import { aVerdict } from './verdicts.suite.ts';

test('none is none, one is itself', () => {
  expect(mergeVerdicts([])).toBeNull();
  fc.assert(
    fc.property(aVerdict(), (verdict) => {
      expect(mergeVerdicts([verdict])).toBe(verdict);
    }),
  );
});

test('the worst of any stretch holds, in whichever order they come', () => {
  fc.assert(
    fc.property(fc.array(aVerdict(), { minLength: 1, maxLength: 5 }), (verdicts) => {
      const merged = mergeVerdicts(verdicts);
      expect(merged?.isFiltered).toBe(verdicts.some(({ isFiltered }) => isFiltered));
      for (const category of ['hate', 'violence'] as const) {
        const severities = verdicts.flatMap(({ harms }) => harms[category]?.severity ?? []);
        expect(merged?.harms[category]?.severity).toBe(severities.length === 0 ? undefined : Math.max(...severities));
      }
      const backwards = mergeVerdicts([...verdicts].reverse());
      expect(merged?.harms).toEqual(backwards?.harms);
      expect(merged?.detections).toEqual(backwards?.detections);
      expect(merged?.blocklists?.isFiltered).toBe(backwards?.blocklists?.isFiltered);
      expect(merged?.personalData?.findings.length).toBe(backwards?.personalData?.findings.length);
    }),
  );
});

test('what any stretch tells, the whole tells', () => {
  fc.assert(
    fc.property(aVerdict(), aVerdict(), (one, other) => {
      const merged = mergeVerdicts([one, other]);
      const keys = merged === null ? [] : Object.keys(filterResults(merged, newestVersion));
      const parts = [one, other].flatMap((verdict) => Object.keys(filterResults(verdict, newestVersion)));
      expect(keys).toEqual([...new Set(parts)].sort());
    }),
  );
});

test('a list that blocks in one stretch blocks in all', () => {
  const base = { source: 'prompt', harms: {}, detections: {}, personalData: null, failure: null } as const;
  const of = (isBlocking: boolean) => ({
    ...base,
    blocklists: { isFiltered: isBlocking, matches: [{ name: 'words', isBlocking }] },
    isFiltered: isBlocking,
  });
  expect(mergeVerdicts([of(true), of(false)])?.blocklists).toEqual(of(true).blocklists);
});
