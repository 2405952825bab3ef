// In: a path. Out: one SQLite connection that runs compiled kysely queries synchronously. Knows no table.
import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { Compilable } from 'kysely';

export const inMemory = ':memory:';
/** So long grows the log before a commit moves it into the database: only where the log mover does not come first; SQLite's own figure without one. */
const mostLogPages = { besideMover: 16_000, alone: 1000 } as const;
/** At the start the service can wait for another process; later every wait stops all streams, and a write can wait in memory. */
const busyTimeoutMs = { atStart: 5000, later: 100 } as const;

/**
 * The file is made before SQLite opens it, so that it is never wider than 0600; journal files take over its mode. An existing one
 * must not be opened here: closing it again would drop the locks that this process holds on it.
 */
function prepareFile(path: string): void {
  if (existsSync(path)) {
    chmodSync(path, 0o600);
    return;
  }
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
}

export class Connection {
  readonly path: string;
  readonly #database: Database.Database;
  /** By SQL text; the queries of this room are few and always the same. */
  readonly #statements = new Map<string, Database.Statement>();

  constructor(path: string) {
    this.path = path;
    if (path !== inMemory) prepareFile(path);
    this.#database = new Database(path, { timeout: busyTimeoutMs.atStart });
    try {
      this.#database.pragma('journal_mode = WAL');
      this.#database.pragma('synchronous = NORMAL');
      this.#database.pragma(`wal_autocheckpoint = ${mostLogPages.besideMover}`);
      this.#database.pragma('foreign_keys = ON');
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  shortenWaits(): void {
    this.#database.pragma(`busy_timeout = ${busyTimeoutMs.later}`);
  }

  moveLogItself(): void {
    this.#database.pragma(`wal_autocheckpoint = ${mostLogPages.alone}`);
  }

  /** Of the write-ahead log, those that are not in the database yet. */
  logPages(): number {
    // SQLite gives one row of these.
    const [counts] = this.#statement('pragma wal_checkpoint(NOOP)').all() as { log: number; checkpointed: number }[];
    return counts === undefined ? 0 : counts.log - counts.checkpointed;
  }

  run(query: Compilable): void {
    const { sql, parameters } = query.compile();
    this.#statement(sql).run(...parameters);
  }

  /** For a query that is run often with other parameters, which stand in the order of its own. */
  prepare(query: Compilable): (parameters: readonly unknown[]) => void {
    const { sql } = query.compile();
    return (parameters) => void this.#statement(sql).run(...parameters);
  }

  all<Row>(query: Compilable<Row>): readonly Row[] {
    const { sql, parameters } = query.compile();
    // The query builder has typed the rows by the table; SQLite's STRICT tables hold it to that.
    return this.#statement(sql).all(...parameters) as readonly Row[];
  }

  /** Takes the write lock first, so that what is read inside still holds at the end. */
  transaction(work: () => void): void {
    this.#database.transaction(work).immediate();
  }

  schemaVersion(): number {
    return Number(this.#database.pragma('user_version', { simple: true }));
  }

  setSchemaVersion(version: number): void {
    this.#database.pragma(`user_version = ${version}`);
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #statement(sql: string): Database.Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
