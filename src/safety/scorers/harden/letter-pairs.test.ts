// In: plain words and the same in cipher. Out: a language costs less as it stands, whichever it is.
import { expect, test } from 'vitest';
import { letterPairCost, mapLetters } from './letter-pairs.ts';

const rot13 = mapLetters((place) => (place + 13) % 26);

test.each([
  'please water the garden every morning before breakfast',
  'bitte giessen sie den garten jeden morgen vor dem essen',
  'arrosez le jardin tous les matins avant le petit dejeuner',
  'por favor riega las plantas del jardin todas las mananas',
])('%s', (sentence) => {
  const costOf = (cipher?: Uint8Array | null): number =>
    sentence.split(' ').reduce((sum, word) => sum + letterPairCost(word, cipher), 0) / (sentence.length + 1);
  expect(costOf()).toBeLessThan(2.85);
  expect(costOf(rot13)).toBeGreaterThan(costOf() + 0.7);
  expect(costOf(null)).toBeGreaterThan(costOf() + 0.2);
});

test('in cipher a word costs what its letters cost once deciphered', () => {
  expect(letterPairCost('tneqra', rot13)).toBe(letterPairCost('garden'));
  expect(letterPairCost('nedrag', null)).toBe(letterPairCost('garden'));
  expect(letterPairCost('GARDEN')).toBe(letterPairCost('garden'));
});
