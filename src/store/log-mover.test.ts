// In: a real SQLite file and many rows. Out: its write-ahead log is moved into it by a thread while others have their turn; where the thread
// cannot, SQLite does it itself.
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Fault } from '../contract/fault.ts';
import { Connection } from './connection.ts';
import { createLogMover, type LogMover } from './log-mover.ts';
import { migrate } from './migrate.ts';
import { queries } from './tables.ts';

let folder = '';
let path = '';
let connection: Connection;
let mover: LogMover;
let faults: Fault[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-log-'));
  path = join(folder, 'ledger.sqlite');
  faults = [];
  connection = new Connection(path);
  migrate(connection);
  mover = createLogMover(connection, (fault) => faults.push(fault));
});
afterEach(() => {
  mover.stop();
  connection.close();
  rmSync(folder, { recursive: true });
});

let written = 0;
function write(commits: number): void {
  for (let index = 0; index < commits; index += 1) {
    written += 1;
    connection.run(
      queries
        .insertInto('safety_blocklists')
        .values({ name_key: `${written}`, name: 'x'.repeat(9000), description: null }),
    );
  }
}

/** Behind a commit, as the ledger asks. */
async function moved(): Promise<void> {
  for (let asked = 0; asked < 5000; asked += 1) {
    const move = mover.move();
    if (move !== null) return move;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  throw new Error('was never moved');
}

test('a long log is moved, and grows from its beginning again', async () => {
  write(400);
  expect(connection.logPages()).toBeGreaterThan(1000);
  await moved();
  expect(connection.logPages()).toBe(0);
  write(1);
  expect(connection.logPages()).toBeLessThan(20);
  for (let asked = 0; asked < 30; asked += 1) expect(mover.move()).toBeNull();
  expect(faults).toEqual([]);
});

test('a thread that cannot is reported once; then SQLite moves the log within a commit', async () => {
  write(400);
  renameSync(path, `${path}.gone`);
  await moved();
  renameSync(`${path}.gone`, path);
  expect(faults.map(({ code }) => code)).toEqual(['store_failed']);
  expect(connection.logPages()).toBeGreaterThan(1000);
  write(1);
  expect(connection.logPages()).toBe(0);
  for (let asked = 0; asked < 30; asked += 1) expect(mover.move()).toBeNull();
});

test('once stopped it begins nothing', () => {
  write(400);
  mover.stop();
  for (let asked = 0; asked < 30; asked += 1) expect(mover.move()).toBeNull();
});
