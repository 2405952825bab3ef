// In: corpora and a scorer that goes by words. Out: every document in exactly one place, in order and byte for byte; a run that was stopped
// anywhere ends like one that never was; counts, samples, precision and recall.
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { Fault } from '../contract/fault.ts';
import type { TextScorer } from '../contract/safety.ts';
import { type CurateParts, curate } from './curate.ts';
import { listInputs } from './list-inputs.ts';
import { openFile } from './open-bytes.ts';
import { bytesOf, collect, filesIn, partsWith, settingsWith, testFolder, wordScorer } from './samples.suite.ts';
import type { CurateSettings } from './settings.ts';
import { writeReport } from './write-report.ts';

const words = ['a quiet day', 'so rude of you', 'buy it now', 'rude, but buy', 'tea at five'];
const never = new AbortController().signal;

function jsonLines(count: number): string {
  const lines = Array.from({ length: count }, (_, index) =>
    index % 31 === 7
      ? '{"text": broken'
      : `{"id": ${index}, "text":"${words[index % words.length]} ${'x'.repeat(index % 90)}"}`,
  );
  return `${lines.join('\n')}\n`;
}

function writeAll(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** Every form, and more than one segment and batch of some. */
function corpus(): Readonly<Record<string, string | Buffer>> {
  const texts = Array.from({ length: 40 }, (_, index) => words[index % words.length] ?? '');
  const half = jsonLines(300);
  return {
    'a.jsonl': jsonLines(900),
    'b/c.jsonl.gz': Buffer.concat([gzipSync(half), gzipSync(half)]),
    'b/d.jsonl.zst': Buffer.concat([zstdCompressSync(Buffer.from(half)), zstdCompressSync(Buffer.from(half))]),
    'e.txt': 'All quiet.',
    'f.txt': 'How rude.\n',
    'g.parquet': Buffer.from(parquetWriteBuffer({ columnData: [{ name: 'text', data: texts }], rowGroupSize: 15 })),
    'picture.png': 'no text at all',
  };
}

interface Run {
  readonly settings?: Partial<CurateSettings>;
  readonly parts?: Partial<CurateParts>;
  readonly out?: string;
}

async function run(folder: string, { settings = {}, parts = {}, out = 'out' }: Run = {}) {
  const outFolder = join(folder, out);
  const plan = {
    ...listInputs([join(folder, 'in')], { form: null, outFolder }),
    settings: settingsWith(settings),
    outFolder,
  };
  const state = await curate(plan, partsWith(parts), never);
  return { state, outFolder, report: await writeReport(plan, state, 'words@1') };
}

function outputsOf(folder: string): Readonly<Record<string, string>> {
  const own = ['journal.json', 'report.json', 'report.md'];
  return Object.fromEntries(Object.entries(filesIn(folder)).filter(([name]) => !own.includes(name)));
}

test('every document stands in one place, with its bytes, in its order and form', async () => {
  const folder = testFolder();
  writeAll(join(folder, 'in'), corpus());
  const { outFolder, report } = await run(folder);
  const read = (name: string): string => readFileSync(join(outFolder, name), 'utf8');
  const lines = jsonLines(900).split('\n').slice(0, -1);
  const isRejected = (line: string) => line.endsWith('broken');
  const isFound = (line: string) => /rude|buy/.test(line);
  expect(read('kept/a.jsonl')).toBe(`${lines.filter((line) => !isRejected(line) && !isFound(line)).join('\n')}\n`);
  expect(read('removed/a.jsonl')).toBe(`${lines.filter((line) => !isRejected(line) && isFound(line)).join('\n')}\n`);
  expect(
    read('rejected/a.jsonl.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject(
    lines.flatMap((line, index) =>
      isRejected(line) ? [{ input: 'a.jsonl', number: index + 1, reason: 'not-json', source: `${line}\n` }] : [],
    ),
  );
  const half = jsonLines(300)
    .split('\n')
    .slice(0, -1)
    .filter((line) => !isRejected(line) && !isFound(line));
  const kept = `${[...half, ...half].join('\n')}\n`;
  expect(gunzipSync(readFileSync(join(outFolder, 'kept/b/c.jsonl.gz'))).toString()).toBe(kept);
  const { compression, chunks } = await openFile(join(outFolder, 'kept/b/d.jsonl.zst'), 0);
  expect([compression, Buffer.concat(await collect(chunks)).toString()]).toEqual(['zstd', kept]);
  expect([read('kept/e.txt'), read('removed/f.txt')]).toEqual(['All quiet.', 'How rude.\n']);
  expect(read('removed/g.parquet.jsonl').split('\n')[0]).toBe('{"text":"so rude of you"}');
  expect(report).toMatchObject({ documents: report.kept + report.found, unreadableInputs: 0, starts: 1 });
  expect(JSON.parse(read('inputs.jsonl').split('\n')[5] ?? '')).toEqual({
    ...{ input: 'g.parquet', documents: 40, kept: 16, found: 24, foundBy: { hate: 16, spam: 16 }, rejected: 0 },
    ...{ sizeBytes: 952, unreadable: null },
  });
  expect(existsSync(join(outFolder, 'kept/picture.png'))).toBe(false);
});

/** Outputs of the input that comes next by the journal, and of those behind it. */
function unfinishedIn(outFolder: string): readonly string[] {
  const { inputIndex, isFinished } = JSON.parse(readFileSync(join(outFolder, 'journal.json'), 'utf8'));
  if (isFinished === true) return [];
  const finished = Object.keys(corpus()).slice(0, inputIndex);
  return Object.keys(outputsOf(outFolder)).filter((name) => !finished.some((input) => name.includes(`/${input}`)));
}

/** Fails at its nth ask, as if the process had died then. */
function failingAt(ask: number): TextScorer {
  const scorer = wordScorer();
  let asks = 0;
  return {
    ...scorer,
    score: async (texts, signal) => {
      asks += 1;
      if (asks >= ask) throw new Fault('internal', 'stopped by the test');
      return scorer.score(texts, signal);
    },
  };
}

test.for(['remove', 'mark'] as const)(
  '%s: stopped anywhere, any number of times, the outputs are the same',
  { timeout: 60_000 },
  async (mode) => {
    const folder = testFolder();
    writeAll(join(folder, 'in'), corpus());
    const settings = { mode, samples: 3, labelField: 'labels' };
    const whole = await run(folder, { out: 'whole', settings });
    const expected = outputsOf(whole.outFolder);
    let number = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 14 }), { minLength: 1, maxLength: 3 }), async (stops) => {
        number += 1;
        const out = `out-${number}`;
        let nowMs = 0;
        // A second between any two looks: every segment is journaled.
        const clock = { nowMs: () => (nowMs += 1000) };
        for (const stop of stops) {
          await run(folder, { out, settings, parts: { scorer: failingAt(stop), clock } }).catch(() => null);
          // What a killed process had begun to write.
          for (const name of unfinishedIn(join(folder, out))) appendFileSync(join(folder, out, name), 'half a li');
        }
        const { outFolder, report } = await run(folder, { out, settings, parts: { clock } });
        expect(outputsOf(outFolder)).toEqual(expected);
        expect(report.filters).toEqual(whole.report.filters);
      }),
      { numRuns: 8 },
    );
  },
);

test('a finished run says so and does nothing; another one is refused', async () => {
  const folder = testFolder();
  writeAll(join(folder, 'in'), { 'a.jsonl': jsonLines(40) });
  const { outFolder } = await run(folder);
  const scorer = wordScorer();
  expect((await run(folder, { parts: { scorer } })).state.isFinished).toBe(true);
  expect(scorer.asked).toEqual([]);
  await expect(run(folder, { settings: { mode: 'mark' } })).rejects.toMatchObject({ code: 'config_invalid' });
  await expect(run(folder, { out: 'in' })).rejects.toThrow('holds other files');
  writeFileSync(join(outFolder, 'journal.json'), '{');
  await expect(run(folder)).rejects.toThrow('cannot be read');
});

test('outputs that were changed between two runs are not gone on with', async () => {
  const folder = testFolder();
  writeAll(join(folder, 'in'), { 'a.jsonl': jsonLines(900) });
  let nowMs = 0;
  const clock = { nowMs: () => (nowMs += 1000) };
  await run(folder, { parts: { scorer: failingAt(3), concurrency: 1, clock } }).catch(() => null);
  writeFileSync(join(folder, 'out/kept/a.jsonl'), '');
  await expect(run(folder)).rejects.toThrow('was changed');
});

test('marked lines have all their members and the scores; those marked before are marked anew', async () => {
  const folder = testFolder();
  const lines = [
    '{"n": 1.0, "text": "how rude"}',
    '',
    '\ufeff {"text":"tea","kinglet_curate":{"found":["hate"]}} ',
    '{"text":"x}"}  ',
  ];
  writeAll(join(folder, 'in'), { 'a.jsonl': lines.join('\r\n'), 'b.txt': 'Tea? No, coffee!' });
  const { outFolder } = await run(folder, { settings: { mode: 'mark' } });
  const clean = '"kinglet_curate":{"found":[],"scores":{"hate":0,"spam":0.1}}}';
  expect(readFileSync(join(outFolder, 'kept/a.jsonl'), 'utf8')).toBe(
    [
      '{"n": 1.0, "text": "how rude","kinglet_curate":{"found":["hate"],"scores":{"hate":6,"spam":0.1}}}\r\n\r\n',
      `{"text":"tea",${clean}\n`,
      `{"text":"x}",${clean}  `,
    ].join(''),
  );
  expect(JSON.parse(readFileSync(join(outFolder, 'kept/b.txt.jsonl'), 'utf8'))).toEqual({
    text: 'Tea? No, coffee!',
    kinglet_curate: { found: [], scores: { hate: 0, spam: 0.1 } },
  });
});

test('a document longer than a piece is judged in pieces, of which one is enough; empty ones are not asked for', async () => {
  const folder = testFolder();
  const long = `${'x'.repeat(150_000)} rude ${'y'.repeat(50_000)}`;
  writeAll(join(folder, 'in'), { 'a.jsonl': `${JSON.stringify({ text: long })}\n{"text":" "}\n` });
  const scorer = wordScorer();
  const { report } = await run(folder, { parts: { scorer } });
  expect(report).toMatchObject({ documents: 2, found: 1 });
  expect(scorer.asked.length).toBeGreaterThan(2);
  expect(scorer.asked.every((text) => text.length <= 65_536)).toBe(true);
});

test('what is too long is told and not loaded; a damaged file is read up to its damage', async () => {
  const folder = testFolder();
  const whole = gzipSync(jsonLines(400));
  writeAll(join(folder, 'in'), {
    'a.jsonl': `{"text":"tea"}\n{"text":"${'x'.repeat(5000)}"}\n`,
    'b.jsonl.gz': whole.subarray(0, whole.length - 9),
    'c.parquet': 'PAR1',
  });
  const { outFolder, report } = await run(folder, { settings: { maxRecordBytes: 1000 } });
  expect(JSON.parse(readFileSync(join(outFolder, 'rejected/a.jsonl.jsonl'), 'utf8'))).toEqual({
    ...{ input: 'a.jsonl', number: 2, offset: 15, sizeBytes: 5012, reason: 'too-long' },
  });
  expect(report).toMatchObject({ rejections: { 'too-long': 1 }, unreadableInputs: 2 });
  expect(report.documents).toBeGreaterThan(300);
  expect(readFileSync(join(outFolder, 'report.md'), 'utf8')).toContain('unexpected end of file');
});

test('the standard input, and precision and recall against labels of any shape', async () => {
  const folder = testFolder();
  const lines = [
    { text: 'rude', labels: ['hate'] },
    { text: 'rude again', labels: { hate: true, spam: false } },
    { text: 'rude but right', labels: [] },
    { text: 'worse than that', labels: 'Hate' },
    { text: 'buy 12345', labels: { spam: 1 } },
    { text: 'tea' },
  ];
  const outFolder = join(folder, 'out');
  const { inputs } = listInputs(['-'], { form: null, outFolder });
  const settings = settingsWith({ labelField: 'labels', samples: 2 });
  const stdin = bytesOf(lines.map((line) => JSON.stringify(line)).join('\n'));
  const state = await curate({ inputs, settings, outFolder }, partsWith({ stdin }), never);
  const report = await writeReport({ outFolder, settings }, state, 'words@1');
  expect(report.labelled).toBe(5);
  expect(report.filters.map(({ name, measured }) => [name, measured])).toEqual([
    ['hate', { threshold: 4, precision: 2 / 3, recall: 2 / 3, found: 3 }],
    ['spam', { threshold: 0.5, precision: 1, recall: 1, found: 1 }],
  ]);
  expect(report.filters[1]?.samples).toMatchObject([{ input: 'stdin.jsonl', number: 5, excerpt: 'buy *****' }]);
  expect(readFileSync(join(outFolder, 'report.md'), 'utf8')).toContain('| hate | 4 | 0.667 | 0.667 | 3 |');
});
