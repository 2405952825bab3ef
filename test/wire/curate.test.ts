// In: files of mild texts and `kinglet curate` as a process of its own. Out: killed outright and interrupted, the same command goes on, and its
// outputs are those of a run that nobody stopped, to the byte; a finished run says so.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'kinglet-curate-process-'));
const input = join(folder, 'in');
const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

const sentences = [
  'The committee met on Tuesday to talk about the new library.',
  'Members asked how the reading rooms are heated in winter, and who pays.',
  'A visitor comes every week with her children; they like the corner with the maps.',
  'Call Ann at 212-555-0134 or Bo at 212-555-0187, Cy at 212-555-0165, Di at 212-555-0121, or Ed at 212-555-0199.',
];

function lines(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const text = Array.from(
      { length: 6 },
      (__, word) => sentences[(index * 7 + word * (index % 5)) % sentences.length],
    );
    return index % 97 === 5 ? 'not a line of JSON' : JSON.stringify({ id: index, text: `${text.join(' ')} ${index}` });
  });
  return `${rows.join('\n')}\n`;
}

beforeAll(() => {
  mkdirSync(input);
  writeFileSync(join(input, 'a.jsonl'), lines(600));
  writeFileSync(join(input, 'b.jsonl.gz'), gzipSync(lines(300)));
  writeFileSync(join(input, 'c.jsonl.zst'), zstdCompressSync(Buffer.from(lines(300))));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(out: string): { readonly child: ChildProcess; readonly ended: Promise<number | null>; said(): string } {
  const words = [main, 'curate', input, '--out', join(folder, out), '--checkpoint', '0.05', '--threads', '1'];
  const child = spawn(process.execPath, words, { env: { ...process.env, KINGLET_HOME: join(folder, 'home') } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => (said += String(part)));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, ended, said: () => said };
}

interface Journal {
  readonly starts: number;
  readonly inputIndex: number;
  readonly position: { readonly offset: number };
}

function journalOf(out: string): Journal | null {
  try {
    return JSON.parse(readFileSync(join(folder, out, 'journal.json'), 'utf8'));
  } catch {
    return null;
  }
}

/** Stops the nth start of a run when it has written down how far it came. */
async function stopMoving(out: string, place: { readonly starts: number; readonly signal: 'SIGKILL' | 'SIGINT' }) {
  const { child, ended, said } = start(out);
  for (;;) {
    const journal = journalOf(out);
    const hasMoved = journal !== null && (journal.inputIndex > 0 || journal.position.offset > 0);
    if (journal?.starts === place.starts && hasMoved) break;
    if (child.exitCode !== null) throw new Error(`it ended before it was stopped: ${said()}`);
    await sleep(5);
  }
  child.kill(place.signal);
  return { exitCode: await ended, said: said() };
}

function outputsOf(out: string): Readonly<Record<string, string>> {
  const root = join(folder, out);
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .filter(({ name }) => !/^(journal|report)\./.test(name))
      .map(({ parentPath, name }) => {
        const digest = createHash('sha256')
          .update(readFileSync(join(parentPath, name)))
          .digest('hex');
        return [join(parentPath, name).slice(root.length + 1), digest];
      }),
  );
}

test('killed and interrupted, it goes on as if nothing had been', async () => {
  const whole = start('whole');
  expect(await whole.ended, whole.said()).toBe(0);
  expect(await stopMoving('broken', { starts: 1, signal: 'SIGKILL' })).toMatchObject({ exitCode: null });
  expect(await stopMoving('broken', { starts: 2, signal: 'SIGINT' })).toMatchObject({
    exitCode: 130,
    said: expect.stringContaining('the same command goes on'),
  });
  const last = start('broken');
  expect(await last.ended, last.said()).toBe(0);
  expect(outputsOf('broken')).toEqual(outputsOf('whole'));
  const report = JSON.parse(readFileSync(join(folder, 'broken', 'report.json'), 'utf8'));
  const unbroken = JSON.parse(readFileSync(join(folder, 'whole', 'report.json'), 'utf8'));
  expect(report).toMatchObject({ starts: 3, rejections: { 'not-json': 15 }, filters: unbroken.filters });
  expect(report.filters.find(({ name }: { readonly name: string }) => name === 'personal').found).toBeGreaterThan(50);
  const again = start('broken');
  expect(await again.ended).toBe(0);
  expect(again.said()).toContain('finished before');
}, 240_000);
