// In: errors as SQLite and the file system raise them. Out: the Fault each becomes, and whether to try again.
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { Fault } from '../contract/fault.ts';
import { isTransient, storeFault } from './store-fault.ts';

test.each([
  ['SQLITE_FULL', 'disk_full', 'no space left', true],
  ['SQLITE_READONLY_DBMOVED', 'store_failed', 'cannot write', true],
  ['SQLITE_IOERR_WRITE', 'store_failed', 'failed (SQLITE_IOERR_WRITE)', true],
  ['SQLITE_CORRUPT_INDEX', 'store_failed', 'is damaged', false],
  ['SQLITE_CONSTRAINT_NOTNULL', 'store_failed', 'failed (SQLITE_CONSTRAINT_NOTNULL)', false],
])('%s', (sqliteCode, code, words, transient) => {
  const error = new Database.SqliteError('reason', sqliteCode);
  const fault = storeFault(error, '/home/x.sqlite');
  expect(fault).toMatchObject({ code, cause: error });
  expect(fault.message).toContain('/home/x.sqlite');
  expect(fault.message).toContain(words);
  expect(isTransient(error)).toBe(transient);
});

test('a Fault stays what it is', () => {
  const fault = new Fault('store_failed', 'known');
  expect(storeFault(fault, 'x')).toBe(fault);
});
