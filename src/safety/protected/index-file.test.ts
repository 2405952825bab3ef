// In: an index file, whole and damaged. Out: what was written is read; what is not whole is a Fault; a folder of indexes follows what is in it.
import { copyFileSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codeDocument, finished, madeUpLines, owner, temporaryFolder } from './built-index.suite.ts';
import { IndexBuilder } from './index-builder.ts';
import { readIndexHeader } from './index-file.ts';
import { openIndexFolder } from './index-folder.ts';
import { ProtectedIndex } from './protected-index.ts';
import { createProtectedScorer } from './protected-scorer.ts';

const text = madeUpLines(30).join('\n');
const signal = new AbortController().signal;

function write(path: string, theme = 'heron'): void {
  const builder = new IndexBuilder(`${path}.work`);
  builder.add(codeDocument(madeUpLines(30, theme).join('\n')));
  builder.add(codeDocument(madeUpLines(30, theme).join('\n\n'), { path: 'owner/copy.ts' }));
  finished(builder.finish(path, { name: theme, madeFrom: 'folder' }));
}

test('what was written is read, a copy once, and nothing else is left in the folder', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'a.idx');
  write(path);
  const { header } = await ProtectedIndex.read(path);
  expect(header).toMatchObject({
    name: 'heron',
    madeFrom: 'folder',
    sources: [owner],
    documents: [{ path: 'owner/file.ts', start: 0 }],
  });
  expect(readIndexHeader(path)).toEqual(header);
  expect(readdirSync(folder)).toEqual(['a.idx']);
});

test('one that is not whole is a Fault that names it', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'a.idx');
  write(path);
  const bytes = readFileSync(path);
  for (const damaged of [
    bytes.subarray(0, 9),
    bytes.subarray(0, -1),
    Buffer.from(bytes).fill(1, 400, 401),
    Buffer.alloc(0),
  ]) {
    writeFileSync(path, damaged);
    await expect(ProtectedIndex.read(path)).rejects.toMatchObject({
      code: 'model_invalid',
      message: expect.stringContaining(path),
    });
  }
});

test('a folder is followed, and a damaged index told once', async () => {
  const folder = temporaryFolder();
  const faults: string[] = [];
  let nowMs = 0;
  const indexes = openIndexFolder({ folder, nowMs: () => nowMs, onFault: ({ code }) => void faults.push(code) });
  const scorer = createProtectedScorer(indexes);
  const found = async (): Promise<unknown> => {
    nowMs += 1000;
    const [scores] = await scorer.score([{ text, origin: 'completion' }], signal);
    return [scores?.detections?.protectedCode, scores?.citations];
  };
  const path = join(folder, 'a.idx');
  const citation = { kind: 'protectedCode', ...owner };
  expect(await found()).toEqual([0, undefined]);
  const empty = scorer.version;
  write(path);
  expect(await found()).toEqual([1, [citation]]);
  expect(scorer.version).not.toBe(empty);
  copyFileSync(path, join(folder, 'b.idx'));
  expect(await found()).toEqual([1, [citation]]);
  writeFileSync(path, 'no index');
  utimesSync(path, 5, 5);
  expect(await found()).toEqual([1, [citation]]);
  expect(await found()).toEqual([1, [citation]]);
  expect(faults).toEqual(['model_invalid']);
  rmSync(join(folder, 'b.idx'));
  expect(await found()).toEqual([0, undefined]);
});

test('what a user or a document says is not looked at', async () => {
  const folder = temporaryFolder();
  write(join(folder, 'a.idx'));
  const scorer = createProtectedScorer(openIndexFolder({ folder, nowMs: () => 0, onFault: () => undefined }));
  expect(
    await scorer.score(
      [
        { text, origin: 'user' },
        { text, origin: 'document' },
      ],
      signal,
    ),
  ).toEqual([{ isClear: true }, { isClear: true }]);
});
