// In: content in every form, cut into chunks in every way. Out: the same records, whatever the chunks; every frame of a zstd file; what is
// too long or damaged is told, not lost and not loaded.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { decompress } from './decompress.ts';
import { jsonlRecords } from './jsonl-records.ts';
import { linesOf } from './lines.ts';
import { openFile, openStream } from './open-bytes.ts';
import { parquetRecords } from './parquet-records.ts';
import { bytesOf, collect, testFolder } from './samples.suite.ts';
import { type SourceRecord, startPosition } from './settings.ts';
import { textRecords } from './text-records.ts';

function cut(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const ordered = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((one, other) => one - other);
  return [...ordered, bytes.length].map((end, index) => bytes.subarray(ordered[index - 1] ?? 0, end));
}

const fields = { textField: 'text', labelField: null };
const textsOf = (records: readonly SourceRecord[]) => records.map(({ text }) => text);

test('lines are the same in any chunks, and their ends add up', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '\r', '\n', '"') })),
      fc.array(fc.nat()),
      async (parts, places) => {
        const bytes = Buffer.from(parts.join('\n'));
        const lines = await collect(linesOf(bytesOf(...cut(bytes, places)), startPosition, 1000));
        expect(Buffer.concat(lines.map((line) => line.bytes ?? Buffer.alloc(0)))).toEqual(bytes);
        expect(lines.map(({ end }) => end.number)).toEqual(lines.map((_, index) => index + 1));
        expect(lines.at(-1)?.end.offset ?? 0).toBe(bytes.length);
      },
    ),
    { numRuns: 50 },
  );
});

test('a line that is too long passes by', async () => {
  const lines = await collect(linesOf(bytesOf('ab\n', 'x'.repeat(9), 'yz\nc'), { offset: 5, number: 2 }, 8));
  expect(lines.map(({ bytes, end }) => [bytes?.toString() ?? null, end])).toEqual([
    ['ab\n', { offset: 8, number: 3 }],
    [null, { offset: 20, number: 4 }],
    ['c', { offset: 21, number: 5 }],
  ]);
});

test.for(['gzip', 'zstd'] as const)('%s in any chunks, in several members or frames', async (compression) => {
  const one = compression === 'gzip' ? gzipSync : zstdCompressSync;
  // A skippable frame, as indexes of seekable files are.
  const skippable = Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 7, 7]);
  const parts = [one('The first. '), one(''), one('b'.repeat(300_000)), one(Buffer.from('The last.'))];
  const bytes = Buffer.concat(compression === 'gzip' ? parts : [skippable, ...parts, skippable]);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { maxLength: 8 }), async (places) => {
      const content = Buffer.concat(await collect(decompress(bytesOf(...cut(bytes, places)), compression)));
      expect(content.length).toBe(300_020);
      expect(content.subarray(-9).toString()).toBe('The last.');
    }),
    { numRuns: 20 },
  );
});

test.for(['gzip', 'zstd'] as const)(
  '%s that is cut off gives what is before the cut, and then fails',
  async (compression) => {
    const whole = (compression === 'gzip' ? gzipSync : zstdCompressSync)(Buffer.from('Some text. '.repeat(20_000)));
    const seen: Buffer[] = [];
    const reading = async (): Promise<void> => {
      for await (const part of decompress(bytesOf(whole.subarray(0, whole.length - 4)), compression)) seen.push(part);
    };
    await expect(reading()).rejects.toThrow();
    expect(Buffer.concat(seen).length).toBeGreaterThan(100_000);
  },
);

test('files and streams go on behind what was read, whatever they are called', async () => {
  const path = join(testFolder(), 'strange.name');
  const content = 'one\ntwo\nthree\n';
  for (const bytes of [Buffer.from(content), gzipSync(content), zstdCompressSync(Buffer.from(content))]) {
    writeFileSync(path, bytes);
    for (const { chunks } of [await openFile(path, 8), await openStream(bytesOf(bytes), 8)])
      expect(Buffer.concat(await collect(chunks)).toString()).toBe('three\n');
  }
  const { chunks } = await openStream(bytesOf('short'), 8);
  await expect(collect(chunks)).rejects.toMatchObject({ code: 'invalid_value' });
});

test('lines of JSON: texts by their field, and why a line is none', async () => {
  const lines = [
    '{"text":"plain"}',
    '{"text":"of Windows"}\r',
    '',
    '{"text":',
    '[1]',
    '{"text":5}',
    '{"meta":{"body":"inside"}}',
    '\ufeff{"text":"marked"}',
  ];
  const bytes = Buffer.concat([Buffer.from(`${lines.join('\n')}\n`), Buffer.from([0xff, 0x0a])]);
  const read = async (textField: string) =>
    collect(jsonlRecords(linesOf(bytesOf(bytes), startPosition, 100), { textField, labelField: 'meta' }));
  expect((await read('text')).map(({ text, rejection }) => text ?? rejection)).toEqual([
    ...['plain', 'of Windows', null, 'not-json', 'not-an-object', 'no-text', 'no-text', 'marked', 'not-utf-8'],
  ]);
  expect(textsOf(await read('meta.body'))[6]).toBe('inside');
});

test('plain text: the file, parts between blank lines, lines; all bytes come back', async () => {
  const source = '\nOne\nstill one\n\n \nTwo\n\n\nThree';
  const read = async (split: 'file' | 'blank' | 'line', maxRecordBytes = 100) =>
    collect(textRecords(bytesOf(source.slice(0, 7), source.slice(7)), startPosition, { split, maxRecordBytes }));
  expect(textsOf(await read('file'))).toEqual([source]);
  expect(textsOf(await read('blank'))).toEqual(['\nOne\nstill one\n\n \n', 'Two\n\n\n', 'Three']);
  expect(textsOf(await read('line')).filter((text) => text !== null)).toEqual([
    ...['One\n', 'still one\n', 'Two\n', 'Three'],
  ]);
  for (const split of ['file', 'blank', 'line'] as const) {
    const records = await read(split);
    expect(Buffer.concat(records.map(({ raw }) => raw)).toString()).toBe(source);
    expect(records.at(-1)?.end).toEqual({ offset: source.length, number: records.length });
  }
  expect((await read('blank', 8)).map(({ rejection }) => rejection)).toEqual(['too-long', null, null]);
  const [, second] = await read('blank');
  const rest = await collect(
    textRecords(bytesOf(source.slice(second?.end.offset)), second?.end ?? startPosition, {
      ...{ split: 'blank', maxRecordBytes: 100 },
    }),
  );
  expect(rest).toMatchObject([{ text: 'Three', end: { offset: source.length, number: 3 } }]);
});

test.for(['UNCOMPRESSED', 'SNAPPY'] as const)('Parquet (%s): rows as lines of JSON, from any row', async (codec) => {
  const path = join(testFolder(), 'rows.parquet');
  const texts = Array.from({ length: 25 }, (_, index) => `Text ${index} é`);
  const file = parquetWriteBuffer({
    columnData: [
      { name: 'text', data: texts, type: 'STRING' },
      { name: 'count', data: texts.map((_, index) => 2n ** 53n + BigInt(index) * 2n), type: 'INT64' },
      { name: 'small', data: texts.map((_, index) => BigInt(index)), type: 'INT64' },
      { name: 'labels', data: texts.map((_, index) => ({ spam: index % 2 === 0 })), type: 'JSON' },
      { name: 'none', data: texts.map(() => null), type: 'STRING' },
    ],
    codec,
    rowGroupSize: 10,
  });
  writeFileSync(path, Buffer.from(file));
  const options = { ...fields, labelField: 'labels.spam', maxRecordBytes: 1000 };
  const records = await collect(parquetRecords(path, startPosition, options));
  expect(textsOf(records)).toEqual(texts);
  expect(records[1]?.raw.toString()).toBe(
    '{"text":"Text 1 é","count":"9007199254740994","small":1,"labels":{"spam":false},"none":null}\n',
  );
  expect(records[2]).toMatchObject({ end: { offset: 3, number: 3 }, labels: true });
  const rest = await collect(parquetRecords(path, { offset: 17, number: 17 }, options));
  expect(rest).toEqual(records.slice(17));
  writeFileSync(path, Buffer.from(file).subarray(0, 200));
  await expect(collect(parquetRecords(path, startPosition, options))).rejects.toThrow();
});
