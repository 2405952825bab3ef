// In: folders with room and without, and what dead processes left there. Out: a private folder where there is room, and nothing left behind.
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSlotFolder, type SlotFolderAsk } from './open-slot-folder.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kinglet-slots-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const open = (rest: Partial<SlotFolderAsk> = {}) =>
  openSlotFolder({
    diskRoot: join(root, 'disk'),
    wishedBytes: 1e6,
    totalMemoryBytes: 8e9,
    memoryRoot: root,
    processId: process.pid,
    ...rest,
  });

test('in memory where there is room, for nobody else to read, gone when it is removed', () => {
  const folder = open();
  expect(folder).toMatchObject({ isInMemory: true, budgetBytes: 1e6 });
  expect(folder.path.startsWith(root)).toBe(true);
  expect(statSync(folder.path).mode & 0o777).toBe(0o700);
  writeFileSync(join(folder.path, '1.state'), 'x');
  folder.remove();
  expect(existsSync(folder.path)).toBe(false);
});

test('on disk where there is no memory folder', () => {
  const folder = open({ memoryRoot: join(root, 'none') });
  expect(folder.isInMemory).toBe(false);
  expect(folder.path.startsWith(join(root, 'disk'))).toBe(true);
  expect(statSync(join(root, 'disk')).mode & 0o777).toBe(0o700);
  expect(folder.budgetBytes).toBe(1e6);
});

test('a twentieth of the memory where nobody says how much, never more than half of what is free; nothing where nothing is wanted', () => {
  expect(open({ wishedBytes: null, totalMemoryBytes: 20e6 }).budgetBytes).toBe(1e6);
  const most = open({ wishedBytes: Number.MAX_SAFE_INTEGER, memoryRoot: join(root, 'none') }).budgetBytes;
  expect(most).toBeLessThan(Number.MAX_SAFE_INTEGER);
  expect(open({ wishedBytes: 0 }).budgetBytes).toBe(0);
});

test('what a killed process left is removed; what another one uses, or is not ours, stays', () => {
  const [dead, alive, other] = ['kinglet-999999999-abc', `kinglet-${process.ppid}-abc`, 'something-1-abc'];
  for (const name of [dead, alive, other]) mkdirSync(join(root, name));
  symlinkSync(join(root, other), join(root, 'kinglet-999999998-link'));
  open();
  expect(existsSync(join(root, 'kinglet-999999998-link'))).toBe(true);
  expect(existsSync(join(root, dead))).toBe(false);
  expect(existsSync(join(root, alive))).toBe(true);
  expect(existsSync(join(root, other))).toBe(true);
});
