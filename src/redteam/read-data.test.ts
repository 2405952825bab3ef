// In: files as they may stand in a folder of data sets. Out: their rows; Faults for what is missing or damaged.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { itemsOf, memberOf, numberOf, readData, readJson, readJsonLines, textOf } from './read-data.ts';

test('plain or gzipped; a Fault names what is missing or damaged', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kinglet-redteam-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'a'));
  writeFileSync(join(folder, 'a/rows.jsonl.gz'), gzipSync('{"n": 1}\n\n{"n": 2}\n'));
  writeFileSync(join(folder, 'a/one.json'), '{"n": 3}');
  writeFileSync(join(folder, 'bad.json'), '{');
  expect(readJsonLines(folder, 'a/rows.jsonl')).toEqual([{ n: 1 }, { n: 2 }]);
  expect(readJson(folder, 'a/one.json')).toEqual({ n: 3 });
  expect(() => readJson(folder, 'bad.json')).toThrow('bad.json is no JSON');
  expect(() => readData(folder, 'none.json')).toThrow('There is no none.json');
  expect(() => readData(null, 'none.json')).toThrow('KINGLET_DATA');
});

test('members by name and type', () => {
  const row = { text: 'a', number: 7, lines: ['a', 1, 'b'], nothing: null };
  expect([textOf(row, 'text'), textOf(row, 'number'), textOf(row, 'lines'), textOf(row, 'nothing')]).toEqual([
    'a',
    '7',
    'a\nb',
    '',
  ]);
  expect([memberOf(row, 'toString'), memberOf(null, 'a'), memberOf('text', 'length')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([numberOf(row, 'number'), numberOf(row, 'text')]).toEqual([7, null]);
  expect([itemsOf(row, 'lines'), itemsOf(row, 'text')]).toEqual([['a', 1, 'b'], []]);
});
