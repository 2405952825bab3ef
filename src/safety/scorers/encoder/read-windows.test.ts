// In: texts of any length, plain, encoded and foreign, and a tokenizer that gives a token a word. Out: windows of each reading that can be read,
// of a text longer than any context only so many.
import { expect, test } from 'vitest';
import { defaultArtifactFolder, loadArtifact } from '../artifact.ts';
import { readWindows, type WindowReader } from './read-windows.ts';

const { vocabulary } = loadArtifact(defaultArtifactFolder);
const reader: WindowReader = {
  vocabulary,
  tokenize: (text) => text.split(/\s+/).flatMap((word) => (word === '' ? [] : [word.length])),
  startId: -1,
  endId: -2,
  maxTokens: 12,
};

test('one reading as written, one more where something is encoded', () => {
  expect(readWindows('one two three', reader)).toEqual([[[-1, 3, 3, 5, -2]]]);
  const encoded = `Look: ${Buffer.from('where have all the flowers gone, long time passing').toString('base64')}`;
  expect(readWindows(encoded, reader).length).toBeGreaterThan(1);
  expect(readWindows('你好，世界', reader)).toEqual([]);
  expect(readWindows('', reader)).toEqual([]);
});

test('a text longer than any context is read up to there', () => {
  const windows = readWindows('word after word and so on without an end '.repeat(40_000), reader).flat();
  expect(windows.length).toBeGreaterThan(3000);
  expect(windows.length).toBeLessThan(4000);
});
