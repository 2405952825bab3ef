// In: openings, closings, time that goes by and commits that fail, in any order. Out: exactly one right row for each request, in the order of
// the openings; what comes together is one commit.
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ManualClock, manualClock } from '../base/manual-clock.suite.ts';
import type { Fault } from '../contract/fault.ts';
import type { LedgerOutcome } from '../contract/ledger.ts';
import { Connection, inMemory } from './connection.ts';
import { closing, opening } from './ledger.suite.ts';
import { LedgerWriter } from './ledger-writer.ts';
import { migrate } from './migrate.ts';
import { queries } from './tables.ts';

type Failure = 'none' | 'at-begin' | 'at-commit';

/** Fails where a test says so, as a full disk does. */
class FailingConnection extends Connection {
  failure: Failure = 'none';
  code = 'SQLITE_FULL';
  commits = 0;
  statements = 0;

  override transaction(work: () => void): void {
    const error = new Database.SqliteError('no space', this.code);
    if (this.failure === 'at-begin') throw error;
    super.transaction(() => {
      work();
      if (this.failure === 'at-commit') throw error;
    });
    this.commits += 1;
  }

  override prepare(query: Parameters<Connection['prepare']>[0]) {
    const run = super.prepare(query);
    return (parameters: readonly unknown[]) => {
      this.statements += 1;
      run(parameters);
    };
  }
}

let connection: FailingConnection;
let writer: LedgerWriter;
let faults: Fault[] = [];
/** What a commit has to wait for. */
let held: Promise<void> | null = null;
let clock: ManualClock;
const pass = (durationMs: number): void => clock.pass(durationMs);

function start(): void {
  connection = new FailingConnection(inMemory);
  migrate(connection);
  connection.commits = 0;
  faults = [];
  clock = manualClock();
  held = null;
  const onError = (fault: Fault) => void faults.push(fault);
  writer = new LedgerWriter(connection, { owner: 'me', clock, onError, afterCommit: () => held });
}

beforeEach(start);
afterEach(() => connection.close());

function rows() {
  return connection.all(queries.selectFrom('ledger').selectAll().orderBy('sequence'));
}

const outcomes = () => rows().map((row) => [row.request_id, row.outcome]);

describe('what comes together is written together', () => {
  test('a moment later, in one commit, a request that began and ended meanwhile in one statement', () => {
    for (const id of ['a', 'b', 'c']) writer.open(opening(id));
    writer.close('b', closing('done'));
    expect(rows()).toEqual([]);
    pass(25);
    expect(outcomes()).toEqual([
      ['a', 'open'],
      ['b', 'done'],
      ['c', 'open'],
    ]);
    expect([connection.commits, connection.statements]).toEqual([1, 3]);
    writer.close('a', closing('aborted'));
    pass(25);
    expect(outcomes()[0]).toEqual(['a', 'aborted']);
    expect([connection.commits, connection.statements]).toEqual([2, 4]);
  });

  test('a row is the same, whether it was opened and closed at once or not', () => {
    writer.open(opening('apart'));
    writer.flush();
    writer.close('apart', closing('done'));
    writer.open(opening('together'));
    writer.close('together', closing('done'));
    writer.flush();
    const [apart, together] = rows();
    expect({ ...together, request_id: 'apart', sequence: apart?.sequence }).toEqual(apart);
    expect(apart).toMatchObject({ owner: 'me', opened_at_ms: 1000, closed_at_ms: 2000, is_stream: 1, end_user: 'ada' });
  });

  test('while nothing waits nothing is to come', () => {
    writer.flush();
    expect(clock.waiting()).toBe(0);
    writer.open(opening('a'));
    writer.open(opening('b'));
    expect(clock.waiting()).toBe(1);
    writer.flush();
    expect(clock.waiting()).toBe(0);
    expect(connection.commits).toBe(1);
  });
});

describe('a commit that fails', () => {
  test('is reported once, and tried again when time has gone by, not with every request', () => {
    connection.failure = 'at-commit';
    writer.open(opening('a'));
    pass(25);
    for (let index = 0; index < 30; index += 1) {
      writer.open(opening(`more-${index}`));
      pass(25);
    }
    expect(faults.map(({ code }) => code)).toEqual(['disk_full']);
    expect(rows()).toEqual([]);
    connection.failure = 'none';
    pass(1000);
    expect(rows()).toHaveLength(31);
    expect(clock.waiting()).toBe(0);
  });

  test('for ever gives up the oldest, and says so', () => {
    connection.failure = 'at-begin';
    for (let index = 0; index < 10_001; index += 1) writer.open(opening(`r${index}`));
    expect(faults[0]?.message).toContain('100 entries could not be written');
    writer.close('r0', closing('done'));
    writer.close('r100', closing('done'));
    connection.failure = 'none';
    writer.flush();
    expect(rows()).toHaveLength(9901);
    expect(outcomes()[0]).toEqual(['r100', 'done']);
  });

  test('in a way that does not pass loses the batch and no other', () => {
    connection.failure = 'at-begin';
    connection.code = 'SQLITE_CORRUPT';
    writer.open(opening('a'));
    pass(25);
    expect(faults.map(({ code }) => code)).toEqual(['store_failed']);
    connection.failure = 'none';
    writer.open(opening('b'));
    pass(25);
    expect(outcomes()).toEqual([['b', 'open']]);
  });

  test('for one row alone loses its end, nothing beside it', () => {
    writer.open(opening('bad'));
    writer.close('bad', closing('done', Number.NaN));
    writer.open(opening('good'));
    pass(25);
    expect(outcomes()).toEqual([
      ['bad', 'open'],
      ['good', 'open'],
    ]);
    expect(faults).toHaveLength(1);
  });
});

describe('while its log is moved', () => {
  test('what can wait waits, a reader does not, and all is written behind it', async () => {
    const moving = Promise.withResolvers<void>();
    held = moving.promise;
    writer.open(opening('a'));
    pass(25);
    held = null;
    writer.open(opening('b'));
    pass(1000);
    expect(outcomes()).toEqual([['a', 'open']]);
    writer.flush();
    writer.open(opening('c'));
    pass(1000);
    expect(outcomes()).toEqual([
      ['a', 'open'],
      ['b', 'open'],
    ]);
    moving.resolve();
    await moving.promise;
    pass(0);
    expect(outcomes()).toHaveLength(3);
  });
});

describe('the end', () => {
  test('writes what waits; nothing is to come', () => {
    writer.open(opening('a'));
    writer.end();
    expect(outcomes()).toEqual([['a', 'open']]);
    expect(clock.waiting()).toBe(0);
  });

  test('with a disk that fails leaves nothing to come, and is reported', () => {
    connection.failure = 'at-begin';
    writer.open(opening('a'));
    writer.end();
    writer.open(opening('b'));
    expect(faults).toHaveLength(2);
    expect(clock.waiting()).toBe(0);
  });
});

const id = fc.integer({ min: 0, max: 5 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('open' as const), id }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('close' as const),
      id,
      outcome: fc.constantFrom<LedgerOutcome>('done', 'aborted', 'faulted'),
    }),
  },
  fc.record({ kind: fc.constant('pass' as const), durationMs: fc.constantFrom(1, 3, 25, 500, 1000) }),
  fc.record({ kind: fc.constant('flush' as const) }),
  fc.record({ kind: fc.constant('log' as const), isHeld: fc.boolean() }),
  fc.record({
    kind: fc.constant('disk' as const),
    failure: fc.constantFrom<Failure>('none', 'none', 'at-begin', 'at-commit'),
  }),
);

test('under any order of calls, time and failing commits each request ends with its one right row', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      connection.close();
      start();
      const expected = new Map<string, string>();
      for (const taken of steps) {
        if (taken.kind === 'pass') pass(taken.durationMs);
        else if (taken.kind === 'flush') writer.flush();
        else if (taken.kind === 'log') held = taken.isHeld ? new Promise(() => undefined) : null;
        else if (taken.kind === 'disk') connection.failure = taken.failure;
        else {
          const requestId = `r${taken.id}`;
          if (taken.kind === 'open') {
            writer.open(opening(requestId));
            if (!expected.has(requestId)) expected.set(requestId, 'open');
          } else {
            writer.close(requestId, closing(taken.outcome));
            if (expected.get(requestId) === 'open') expected.set(requestId, taken.outcome);
          }
        }
      }
      connection.failure = 'none';
      writer.end();
      expect(outcomes()).toEqual([...expected]);
      expect(clock.waiting()).toBe(0);
    }),
    { numRuns: 150 },
  );
});
