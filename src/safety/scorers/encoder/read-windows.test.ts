// In: texts of any length, plain, encoded and foreign, and a tokenizer that gives a token a word. Out: windows of each reading that can be read,
// of a long text the worst.
import { expect, test } from 'vitest';
import { defaultArtifactFolder, loadArtifact } from '../artifact.ts';
import { heads } from '../heads.ts';
import { scoreReading } from '../linear-model.ts';
import { type ReadingWindows, readWindows, type WindowReader } from './read-windows.ts';

const firstStage = loadArtifact(defaultArtifactFolder);
const reader: WindowReader = {
  firstStage,
  tokenize: (text) => text.split(/\s+/).flatMap((word) => (word === '' ? [] : [word.length])),
  startId: -1,
  endId: -2,
  maxTokens: 12,
};

const rowsOf = (reading: ReadingWindows | undefined) => reading?.windows.map(({ row }) => row) ?? [];

test('one reading as written, one more where something is encoded', () => {
  expect(rowsOf(readWindows('one two three', reader, null)[0])).toEqual([[-1, 3, 3, 5, -2]]);
  const encoded = `Look: ${Buffer.from('where have all the flowers gone, long time passing').toString('base64')}`;
  expect(readWindows(encoded, reader, null).length).toBeGreaterThan(1);
  expect(readWindows('你好，世界', reader, null)).toEqual([]);
  expect(readWindows('', reader, null)).toEqual([]);
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
    const text = [...plain.slice(0, place), threat, ...plain.slice(place)].join('');
    const windows = readWindows(text, { ...reader, tokenize }, null);
    expect(windows).toHaveLength(1);
    expect(windows[0]?.windows.length).toBeLessThan(300);
    expect(written.join('')).toContain(threat.trim());
  }
});

const harmless = 'The harbour has nine boats and the market opens early. ';
const threat = 'i will kill you with that knife tonight. ';
/** Hashes of words, so that a row tells what stands in it. */
const wordReader: WindowReader = {
  ...reader,
  maxTokens: 40,
  tokenize: (text) => (text.match(/[a-z]+/g) ?? []).map(idOf),
};

function idOf(word: string): number {
  return [...word].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
}

const holds = (rows: readonly (readonly number[])[], word: string) => rows.some((row) => row.includes(idOf(word)));

test('a text without tokens has nothing to read, however long it is', () => {
  const tokenless = { ...wordReader, tokenize: () => [] };
  for (const count of [1, 2000]) expect(readWindows(harmless.repeat(count), tokenless, { origin: 'user' })).toEqual([]);
});

test('of several windows those that the first stage clears by themselves are not worth reading', () => {
  for (const before of [0, 20, 39]) {
    const text = harmless.repeat(before) + threat + harmless.repeat(39 - before);
    const [all] = readWindows(text, wordReader, null);
    const [some] = readWindows(text, wordReader, { origin: 'user' });
    expect(some?.windowCount).toBe(all?.windows.length);
    expect(some?.windows.length).toBeLessThan(6);
    expect(holds(rowsOf(some), 'knife')).toBe(true);
    expect(rowsOf(all)).toEqual(expect.arrayContaining([...rowsOf(some)]));
  }
});

test('without an ask all are read', () => {
  const [all] = readWindows(harmless.repeat(40), wordReader, null);
  expect(all?.windows).toHaveLength(all?.windowCount ?? 0);
});

test('where it clears them all, the nearest is read all the same', () => {
  const [some] = readWindows(harmless.repeat(40), wordReader, { origin: 'user' });
  expect(some?.windows).toHaveLength(1);
  expect(some?.windowCount).toBeGreaterThan(5);
});

test('what was judged before is read again only with what is new', () => {
  const before = threat.repeat(12);
  const text = `${before}and that is what he sang. `;
  const origin = 'completion';
  const all = readWindows(text, wordReader, { origin })[0];
  const some = readWindows(text, wordReader, { origin, judgedUnits: before.length })[0];
  expect(all?.windows.length).toBe(all?.windowCount);
  expect(some).toEqual({ windows: all?.windows.slice(-(some?.windows.length ?? 0)), windowCount: all?.windowCount });
  expect(some?.windows.length).toBeLessThan(3);
  expect(holds(rowsOf(some), 'sang')).toBe(true);
  for (const blank of ['\n\n', ''])
    expect(readWindows(before + blank, wordReader, { origin, judgedUnits: before.length })[0]?.windows).toHaveLength(1);
});

test('each window comes with what the first stage says of what stands in it', () => {
  const text = harmless.repeat(20) + threat + harmless.repeat(20);
  const [all] = readWindows(text, wordReader, null);
  const violence = all?.windows.map((window) => window.firstStage[heads.indexOf('violence')] ?? 0) ?? [];
  const withThreat = all?.windows.map(({ row }) => row.includes(idOf('knife'))) ?? [];
  const place = withThreat.indexOf(true);
  // A window beside it may share a part with it.
  const among = (wanted: boolean) =>
    violence.filter((_, at) => (wanted ? withThreat[at] === true : Math.abs(at - place) > 3));
  expect(Math.min(...among(true))).toBeGreaterThan(Math.max(...among(false)) + 1);
  const [alone] = readWindows(threat, wordReader, null);
  expect(alone?.windows[0]?.firstStage).toEqual(scoreReading(firstStage.model, threat));
});

test('what stands at the end of a long text, or in it in disguise, stands in a long text', () => {
  const long = harmless.repeat(330);
  const [first, last] = readWindows(long, wordReader, null);
  expect(last?.windows.length).toBeLessThan((first?.windows.length ?? 0) / 2);
  const together = (first?.windows.length ?? 0) + (last?.windows.length ?? 0);
  for (const count of [first?.windowCount, last?.windowCount]) expect(count).toBeCloseTo(together, -1);
  const [written, folded] = readWindows(
    `${harmless.repeat(60)}See you there 😀. ${harmless.repeat(60)}`,
    wordReader,
    null,
  );
  expect(folded?.windows.length).toBeLessThan(written?.windows.length ?? 0);
  expect(folded?.windowCount).toBeCloseTo(written?.windowCount ?? 0, -1);
  const [short, decoded] = readWindows(`Look: ${Buffer.from(harmless.repeat(9)).toString('base64')}`, wordReader, null);
  expect(decoded?.windowCount).toBe(decoded?.windows.length);
  expect(decoded?.windowCount).toBeGreaterThan(short?.windows.length ?? 0);
});

test('what is read out of a disguise as long as the text does not stand in a long text', () => {
  const dotted = harmless.trim().replaceAll(/[a-z](?=[a-z])/gi, '$&.');
  const [written, undisguised] = readWindows(dotted, { ...wordReader, maxTokens: 12 }, null);
  const [plain] = readWindows(harmless, { ...wordReader, maxTokens: 12 }, null);
  expect(written?.windowCount).toBeGreaterThan(4);
  expect(undisguised?.windowCount).toBe(plain?.windowCount);
});
