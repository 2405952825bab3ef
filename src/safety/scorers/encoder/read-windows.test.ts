// In: texts of any length, plain, encoded and foreign, and a tokenizer that gives a token a word. Out: windows of each reading that can be read,
// of a long text the worst.
import { expect, test } from 'vitest';
import { defaultArtifactFolder, loadArtifact } from '../artifact.ts';
import { readWindows, type WindowReader } from './read-windows.ts';

const firstStage = loadArtifact(defaultArtifactFolder);
const reader: WindowReader = {
  firstStage,
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

test('of a long text what the first stage finds worst is read, wherever it stands', () => {
  const plain = Array.from({ length: 4000 }, (_, at) => `The harbour has ${at} boats, and the market opens at nine. `);
  const threat = 'i will kill you with that knife tonight. ';
  const written: string[] = [];
  const tokenize = (text: string): readonly number[] => {
    written.push(text);
    return [1, 2, 3];
  };
  for (const place of [0, 1700, 3999]) {
    written.length = 0;
    const windows = readWindows([...plain.slice(0, place), threat, ...plain.slice(place)].join(''), {
      ...reader,
      tokenize,
    });
    expect(windows).toHaveLength(1);
    expect(windows.flat().length).toBeLessThan(300);
    expect(written.join('')).toContain(threat.trim());
  }
});
