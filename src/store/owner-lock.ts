// In: the path of a ledger. Out: a lock that says "this store lives", which the kernel drops with the process, and the names of the
// others that live. No process ids: containers use the same ones again.
import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';

export interface OwnerLock {
  readonly owner: string;
  release(): void;
}

/** An empty SQLite file beside the ledger; its exclusive transaction is the lock. Null when another store holds it. */
function hold(lockPath: string): Database.Database | null {
  const database = new Database(lockPath, { timeout: 0 });
  try {
    // No journal file: beside the lock it would look like another one.
    database.pragma('journal_mode = MEMORY');
    database.exec('begin exclusive');
    return database;
  } catch (error) {
    database.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
}

function drop(database: Database.Database, lockPath: string): void {
  database.close();
  rmSync(lockPath, { force: true });
}

/** Call it inside a write transaction on the ledger: no store can then be between making its file and locking it. */
export function liveOwners(ledgerPath: string): readonly string[] {
  const prefix = `${basename(ledgerPath)}.owner-`;
  const owners: string[] = [];
  for (const name of readdirSync(dirname(ledgerPath))) {
    if (!name.startsWith(prefix)) continue;
    const lockPath = join(dirname(ledgerPath), name);
    const database = hold(lockPath);
    if (database === null) owners.push(name.slice(prefix.length));
    else drop(database, lockPath);
  }
  return owners;
}

export function takeOwnerLock(ledgerPath: string): OwnerLock {
  const owner = randomUUID();
  const lockPath = `${ledgerPath}.owner-${owner}`;
  const database = hold(lockPath);
  if (database === null) throw new Error(`${lockPath} is locked, though its name is new`);
  return { owner, release: () => drop(database, lockPath) };
}
