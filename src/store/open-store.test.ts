// In: real SQLite files in a temporary folder. Out: one row for each request whatever the order of calls, lost rows only of the dead,
// and no thrown error once the store is open.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Fault } from '../contract/fault.ts';
import type { LedgerOutcome } from '../contract/ledger.ts';
import { closing, opening } from './ledger.suite.ts';
import { openStore, type Store } from './open-store.ts';

let folder = '';
let path = '';
let faults: Fault[] = [];
const stores: Store[] = [];
/** Writes come when they are asked for, or when something is read. */
let writes: (() => void)[] = [];
const clock = {
  nowMs: () => 9000.4,
  after: (_durationMs: number, call: () => void) => {
    writes.push(call);
    return () => {
      writes = writes.filter((other) => other !== call);
    };
  },
};

function writeAll(): void {
  for (const write of writes.splice(0)) write();
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-store-'));
  path = join(folder, 'made', 'ledger.sqlite');
  faults = [];
  writes = [];
});
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  rmSync(folder, { recursive: true });
});

function open(at = path): Store {
  const store = openStore({ path: at, clock, onError: (fault) => faults.push(fault) });
  stores.push(store);
  return store;
}

function refusal(work: () => unknown): Fault {
  try {
    work();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('was taken');
}

describe('rows', () => {
  test('a row holds what was said at opening and closing', () => {
    const store = open();
    store.ledger.open(opening('r1'));
    expect(store.rowByRequestId('r1')).toMatchObject({ outcome: 'open', closedAtMs: null, isStream: false });
    store.ledger.close('r1', closing());
    const { usage, ...rest } = closing();
    expect(store.rowByRequestId('r1')).toEqual({ ...opening('r1'), ...rest, ...usage });
    expect(store.rowByRequestId('r2')).toBeNull();
    expect(faults).toEqual([]);
  });

  test('recent rows come newest first', () => {
    const store = open();
    for (const [id, at] of [
      ['a', 5],
      ['b', 7],
      ['c', 7],
      ['d', 1],
    ] as const)
      store.ledger.open(opening(id, at));
    expect(store.recentRows(3).map(({ requestId }) => requestId)).toEqual(['c', 'b', 'a']);
    expect(store.recentRows(0)).toEqual([]);
  });

  test('exactly one row for each opened request, with its first closing, under any sequence', () => {
    const store = open(':memory:');
    const call = fc.record({
      kind: fc.constantFrom('open', 'close'),
      id: fc.integer({ min: 0, max: 5 }),
      outcome: fc.constantFrom<LedgerOutcome>('done', 'aborted', 'faulted'),
    });
    let round = 0;
    fc.assert(
      fc.property(fc.array(call, { maxLength: 40 }), (calls) => {
        round += 1;
        const expected = new Map<string, string>();
        for (const { kind, id, outcome } of calls) {
          const requestId = `${round}-${id}`;
          if (kind === 'open') {
            store.ledger.open(opening(requestId));
            if (!expected.has(requestId)) expected.set(requestId, 'open');
          } else {
            store.ledger.close(requestId, closing(outcome));
            if (expected.get(requestId) === 'open') expected.set(requestId, outcome);
          }
        }
        const rows = store.recentRows(100_000).filter(({ requestId }) => requestId.startsWith(`${round}-`));
        expect(new Map(rows.map((row) => [row.requestId, row.outcome]))).toEqual(expected);
        expect(rows).toHaveLength(expected.size);
      }),
      { numRuns: 60 },
    );
    const counts = Object.values(store.countByOutcome()).reduce((sum, count) => sum + count, 0);
    expect(counts).toBe(store.recentRows(100_000).length);
    expect(faults).toEqual([]);
  });
});

describe('the life of a file', () => {
  test('open rows of a closed store are lost at the next opening; closed rows stay as they are', () => {
    const first = open();
    first.ledger.open(opening('r1'));
    first.ledger.open(opening('r2'));
    first.ledger.close('r2', closing('aborted'));
    first.close();
    const second = open();
    expect(second.rowByRequestId('r1')).toMatchObject({ outcome: 'lost', closedAtMs: 9000 });
    expect(second.rowByRequestId('r2')).toMatchObject({ outcome: 'aborted', closedAtMs: 2000 });
    second.ledger.close('r1', closing());
    expect(second.countByOutcome()).toEqual({ open: 0, done: 0, aborted: 1, faulted: 0, lost: 1 });
  });

  test('rows of a process that was killed are lost, those of a living store are not', async () => {
    const alive = open();
    alive.ledger.open(opening('alive'));
    writeAll();
    const module = JSON.stringify(fileURLToPath(new URL('./open-store.ts', import.meta.url)));
    const script = `import { openStore } from ${module};
      const store = openStore({ path: ${JSON.stringify(path)}, clock: { nowMs: () => 1, after: () => () => {} } });
      store.ledger.open(${JSON.stringify(opening('killed'))});
      console.log(store.rowByRequestId('alive').outcome);
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [seen] = await once(child.stdout, 'data');
    expect(String(seen).trim()).toBe('open');
    const during = open();
    expect(during.countByOutcome()).toMatchObject({ open: 2, lost: 0 });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const after = open();
    expect(after.rowByRequestId('killed')?.outcome).toBe('lost');
    expect(after.rowByRequestId('alive')?.outcome).toBe('open');
    alive.ledger.close('alive', closing());
    writeAll();
    expect(after.rowByRequestId('alive')?.outcome).toBe('done');
  });

  test('two stores on one file see each other, and leave no lock behind', () => {
    const [left, right] = [open(), open()];
    for (let index = 0; index < 50; index += 1) {
      left.ledger.open(opening(`left-${index}`));
      right.ledger.open(opening(`right-${index}`));
      left.ledger.close(`left-${index}`, closing());
      right.ledger.close(`right-${index}`, closing('faulted'));
      if (index % 7 === 0) writeAll();
    }
    writeAll();
    expect(left.countByOutcome()).toEqual({ open: 0, done: 50, aborted: 0, faulted: 50, lost: 0 });
    expect(right.countByOutcome()).toEqual(left.countByOutcome());
    left.close();
    right.close();
    expect(readdirSync(join(folder, 'made'))).toEqual(['ledger.sqlite']);
    expect(faults).toEqual([]);
  });

  test('only the owner of the file may read it', () => {
    open().ledger.open(opening('r1'));
    writeAll();
    for (const suffix of ['', '-wal', '-shm']) expect(statSync(`${path}${suffix}`).mode & 0o777).toBe(0o600);
  });

  test('migrations run once', () => {
    const schema = () => {
      const store = open();
      store.ledger.open(opening('r1'));
      store.close();
      const database = new Database(path);
      const found = [database.pragma('user_version'), database.prepare('select sql from sqlite_master').all()];
      database.close();
      return found;
    };
    expect(schema()).toEqual(schema());
  });
});

describe('what does not open says which file and what to do', () => {
  test('a newer schema', () => {
    open().close();
    const database = new Database(path);
    database.pragma('user_version = 99');
    database.close();
    const fault = refusal(() => open());
    expect(fault.code).toBe('store_failed');
    expect(fault.message).toContain(`${path} was written by a newer Kinglet (schema 99`);
  });

  test('a file that is no database stays as it is', () => {
    const broken = join(folder, 'broken.sqlite');
    writeFileSync(broken, 'no database. '.repeat(1000));
    const fault = refusal(() => open(broken));
    expect(fault.code).toBe('store_failed');
    expect(fault.message).toContain(`${broken} is damaged or not a ledger`);
    expect(fault.message).toContain('move it away');
    expect(readFileSync(broken, 'utf8')).toContain('no database. no');
  });

  test('a database whose pages are damaged', () => {
    const store = open();
    for (let index = 0; index < 200; index += 1) store.ledger.open(opening(`r-${index}`));
    store.close();
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xaa, 100));
    expect(refusal(() => open()).message).toContain('is damaged');
  });

  test('a folder in its place, and a folder that cannot be made', () => {
    expect(refusal(() => open(folder)).message).toContain(folder);
    writeFileSync(join(folder, 'file'), '');
    expect(refusal(() => open(join(folder, 'file', 'ledger.sqlite'))).code).toBe('store_failed');
    expect(existsSync(join(folder, 'file'))).toBe(true);
  });
});

describe('a write that fails', () => {
  test('is reported, waits, and is made up for', () => {
    const store = open();
    const other = new Database(path);
    other.exec('begin immediate');
    store.ledger.open(opening('r1'));
    store.ledger.close('r1', closing());
    writeAll();
    expect(faults.map(({ code }) => code)).toEqual(['store_failed']);
    expect(faults[0]?.message).toContain('is locked by another process');
    other.exec('commit');
    other.close();
    expect(store.rowByRequestId('r1')?.outcome).toBe('done');
  });

  test('that can never succeed does not stop the ones behind it', () => {
    const store = open();
    store.ledger.open(opening('r1'));
    store.ledger.close('r1', closing('done', Number.NaN));
    store.ledger.open(opening('r2'));
    expect(store.rowByRequestId('r2')?.outcome).toBe('open');
    expect(faults).toHaveLength(1);
  });

  test('after the store was closed is reported, not thrown', () => {
    const store = open();
    store.close();
    store.ledger.open(opening('r1'));
    expect(faults).toHaveLength(1);
  });
});
