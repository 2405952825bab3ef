// In: an error of SQLite or of the file system, and the file. Out: a Fault that says which file and what to do, and whether trying later can help.
import { Fault } from '../contract/fault.ts';

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Disk full, file locked or read only: it may pass. A broken constraint does not. */
export function isTransient(error: unknown): boolean {
  return /^SQLITE_(FULL|BUSY|LOCKED|IOERR|READONLY|CANTOPEN|NOMEM)/.test(codeOf(error));
}

export function storeFault(error: unknown, path: string): Fault {
  if (error instanceof Fault) return error;
  const code = codeOf(error);
  const reason = error instanceof Error ? error.message : 'unknown error';
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code))
    return new Fault(
      'store_failed',
      `${path} is damaged or not a ledger (${code}): move it away, with ${path}-wal and ${path}-shm, and start again; a new one is made`,
      { cause: error },
    );
  if (code === 'SQLITE_FULL' || code === 'ENOSPC')
    return new Fault('disk_full', `no space left for ${path}: free some on that disk`, { cause: error });
  if (code.startsWith('SQLITE_BUSY'))
    return new Fault('store_failed', `${path} is locked by another process (${code})`, { cause: error });
  if (/^(SQLITE_(READONLY|CANTOPEN|PERM)|EACCES|EPERM|EROFS|ENOTDIR|EISDIR)/.test(code))
    return new Fault('store_failed', `cannot write ${path} (${code}): check its folder and permissions`, {
      cause: error,
    });
  return new Fault('store_failed', `the ledger ${path} failed${code === '' ? '' : ` (${code})`}: ${reason}`, {
    cause: error,
  });
}
