// In: the path of a database, then asks. Out: what stands in its write-ahead log is in the database itself, on the disk. A thread of its own, since
// the disk makes it wait; its connection lasts for one ask, so that it holds no file. Knows no table.
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { MoveAnswer, MoveSetup } from './log-mover.ts';

// The starter gives it just this.
const { path } = workerData as MoveSetup;

function move(): void {
  const database = new Database(path, { timeout: 0, fileMustExist: true });
  try {
    database.pragma('wal_checkpoint(PASSIVE)');
  } finally {
    database.close();
  }
}

parentPort?.on('message', (message: { readonly kind: 'move' | 'cancel' | 'close'; readonly number: number }) => {
  if (message.kind === 'close') return void parentPort?.close();
  if (message.kind === 'cancel') return;
  const { number } = message;
  try {
    move();
    parentPort?.postMessage({ kind: 'moved', number } satisfies MoveAnswer & { number: number });
  } catch (error) {
    parentPort?.postMessage({ kind: 'failed', number, reason: String(error) });
  }
});
parentPort?.postMessage({ kind: 'ready' });
