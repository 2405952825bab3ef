// In: zip files made here, good and hostile, and a wheel that pip itself made. Out: members come out whole or not at all.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { extractZip } from './extract-zip.ts';
import { listZip, readZipMember } from './zip-archive.ts';
import { type ZipEntry, zip64Bytes, zipBytes } from './zip-bytes.suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'kinglet-zip-'));
afterAll(() => rmSync(folder, { recursive: true }));
const signal = new AbortController().signal;

function fileOf(bytes: Uint8Array): string {
  const path = join(folder, 'a.zip');
  writeFileSync(path, bytes);
  return path;
}

async function readAll(path: string): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for (const member of await listZip(path)) {
    const chunks: Buffer[] = [];
    for await (const chunk of readZipMember(path, member)) chunks.push(chunk);
    contents[member.name] = Buffer.concat(chunks).toString();
  }
  return contents;
}

const long = 'kinglet '.repeat(100_000);
const good: readonly ZipEntry[] = [
  { name: 'a/deflated.txt', content: long },
  { name: 'a/stored.txt', content: 'plain', isStored: true },
  { name: 'empty', content: '', isStored: true },
  { name: 'empty-deflated', content: '' },
];
const contents = { 'a/deflated.txt': long, 'a/stored.txt': 'plain', empty: '', 'empty-deflated': '' };

test('reads deflated and stored members', async () => {
  expect(await readAll(fileOf(zipBytes(good)))).toEqual(contents);
});

test('reads zip64: wide members and a wide end record', async () => {
  expect(await readAll(fileOf(zip64Bytes(good.map((entry) => ({ ...entry, isWide: true })))))).toEqual(contents);
});

test('extracts below the folder and keeps what is executable', async () => {
  const path = fileOf(
    zipBytes([...good, { name: 'bin/run', content: '#!', mode: 0o100755 }, { name: 'dir/', content: '' }]),
  );
  const target = join(folder, 'out');
  await extractZip(path, target, signal);
  expect(readFileSync(join(target, 'a/stored.txt'), 'utf8')).toBe('plain');
  if (process.platform !== 'win32') expect(statSync(join(target, 'bin/run')).mode & 0o111).not.toBe(0);
});

test.each([
  ['..', { name: '../evil', content: 'x' }],
  ['.. inside', { name: 'a/../../evil', content: 'x' }],
  ['an absolute path', { name: '/etc/evil', content: 'x' }],
  ['a drive', { name: 'C:evil', content: 'x' }],
  ['a backslash', { name: 'a\\..\\evil', content: 'x' }],
  ['a link', { name: 'link', content: '/etc/passwd', mode: 0o120777 }],
  ['an encrypted member', { name: 'a', content: 'x', flags: 1 }],
])('refuses %s before anything is read', async (_name, entry) => {
  await expect(listZip(fileOf(zipBytes([entry])))).rejects.toMatchObject({ code: 'digest_mismatch' });
});

test.each([
  ['longer than it says', { name: 'a', content: long, claimedBytes: 10 }],
  ['shorter than it says', { name: 'a', content: 'x', claimedBytes: 10 }],
  ['wrong checksum', { name: 'a', content: 'x', checksum: 1 }],
])('refuses a member that is %s', async (words, entry) => {
  const path = fileOf(zipBytes([entry]));
  await expect(readAll(path)).rejects.toMatchObject({
    code: 'digest_mismatch',
    message: expect.stringContaining(words),
  });
});

test('any cut or altered archive is read or refused', async () => {
  const whole = zipBytes(good);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (at, byte, isCut) => {
      const bytes = Buffer.from(whole);
      bytes[at] = byte;
      const path = fileOf(isCut ? bytes.subarray(0, at) : bytes);
      await readAll(path).catch((error: unknown) => expect(error).toMatchObject({ code: 'digest_mismatch' }));
    }),
    { numRuns: 200 },
  );
});
