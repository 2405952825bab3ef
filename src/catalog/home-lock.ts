// In: a folder and what is done in it. Out: the right to do it alone, held by a file with our pid and start time; a lock whose
// holder is gone is taken over. Fault `home_in_use` names the holder. Knows nothing of the work.
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../contract/fault.ts';
import { homeLayout } from './home-layout.ts';
import { JsonRecord } from './json-record.ts';

export interface LockHolder {
  readonly pid: number;
  /** When the process started, in the system's own count; tells two processes of one pid apart. Null where unknown. */
  readonly started: string | null;
  readonly host: string;
  readonly purpose: string;
}

export interface HomeLock {
  release(): void;
}

const heartbeatMs = 5000;
/** A holder on another host (a shared disk, a container) is gone when its heartbeat is this old. */
const foreignStaleMs = 30_000;
const takeoverStaleMs = 10_000;

/** Throws `home_in_use` when a living process holds it. */
export function lockHome(home: string, purpose: string): HomeLock {
  const attempt = tryLock(homeLayout(home).locks, purpose);
  if ('lock' in attempt) return attempt.lock;
  const { pid, host } = attempt.holder;
  const where = host === hostname() ? `process ${pid}` : `process ${pid} on host ${host}`;
  throw new Fault(
    'home_in_use',
    `${home} is in use by ${where} (${attempt.holder.purpose}). Stop that one, or set KINGLET_HOME to another folder.`,
  );
}

/** Who holds the home now; null when nobody living does. Takes nothing. */
export function lockHolder(home: string, purpose: string): LockHolder | null {
  const path = lockPath(homeLayout(home).locks, purpose);
  const holder = existsSync(path) ? readHolder(path) : null;
  return holder === null || isGone(holder, path) ? null : holder;
}

function lockPath(locksFolder: string, purpose: string): string {
  return join(locksFolder, `${purpose.replaceAll(/[^A-Za-z0-9._-]+/g, '-')}.lock`);
}

export function tryLock(
  locksFolder: string,
  purpose: string,
): { readonly lock: HomeLock } | { readonly holder: LockHolder } {
  mkdirSync(locksFolder, { recursive: true });
  const path = lockPath(locksFolder, purpose);
  const self: LockHolder = { pid: process.pid, started: processStart(process.pid), host: hostname(), purpose };
  for (;;) {
    const token = create(path, self);
    if (token !== null) return { lock: hold(path, token) };
    const holder = readHolder(path);
    if (holder === null) continue;
    if (!isGone(holder, path)) return { holder };
    removeStale(path);
  }
}

// The file appears with its whole content or not at all: it is written aside and linked into place.
function create(path: string, self: LockHolder): string | null {
  const token = randomBytes(8).toString('hex');
  const aside = `${path}.${token}`;
  writeFileSync(aside, JSON.stringify({ ...self, token }));
  try {
    linkSync(aside, path);
    return token;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EEXIST') return null;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    // A file system without hard links.
    return createPlainly(path, readFileSync(aside, 'utf8')) ? token : null;
  } finally {
    rmSync(aside, { force: true });
  }
}

function createPlainly(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

function hold(path: string, token: string): HomeLock {
  const beat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      // Removed by hand; nothing to keep alive.
    }
  }, heartbeatMs);
  beat.unref();
  const release = (): void => {
    clearInterval(beat);
    process.off('exit', release);
    if (readText(path)?.includes(token) === true) rmSync(path, { force: true });
  };
  process.once('exit', release);
  return { release };
}

// Only the one that holds the takeover file removes a lock, and only after looking at it again: otherwise two that both saw the
// stale one could each remove the other's new lock.
function removeStale(path: string): void {
  const takeover = `${path}.takeover`;
  try {
    writeFileSync(takeover, String(process.pid), { flag: 'wx' });
  } catch {
    const heldSinceMs = modifiedMs(takeover);
    if (heldSinceMs !== null && Date.now() - heldSinceMs > takeoverStaleMs) rmSync(takeover, { force: true });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    return;
  }
  try {
    const holder = readHolder(path);
    if (holder !== null && isGone(holder, path)) rmSync(path, { force: true });
  } finally {
    rmSync(takeover, { force: true });
  }
}

function isGone(holder: LockHolder, path: string): boolean {
  if (holder.host !== hostname()) return Date.now() - (modifiedMs(path) ?? 0) > foreignStaleMs;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
  const started = processStart(holder.pid);
  return holder.started !== null && started !== null && holder.started !== started;
}

/** Null when there is no lock. One that cannot be read counts as nobody's. */
function readHolder(path: string): LockHolder | null {
  const text = readText(path);
  if (text === null) return null;
  try {
    const record = new JsonRecord(JSON.parse(text), 'lock');
    return {
      pid: record.number('pid'),
      started: record.textOrNull('started'),
      host: record.text('host'),
      purpose: record.text('purpose'),
    };
  } catch {
    return { pid: 0, started: 'unreadable', host: '', purpose: 'unknown' };
  }
}

function processStart(pid: number): string | null {
  const stat = existsSync(`/proc/${pid}/stat`) ? readText(`/proc/${pid}/stat`) : null;
  // The 22nd field; the second is a name in brackets that may itself hold spaces.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function modifiedMs(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}
