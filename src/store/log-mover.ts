// In: a connection. Out: its write-ahead log kept short by a thread: moving it into the database takes the disk's time, some milliseconds or
// many, in which nobody else of this process would get a turn. Where the thread fails, SQLite does it itself, within a commit.
import { type AskedThread, startAskedThread } from '../base/asked-thread.ts';
import { Fault } from '../contract/fault.ts';
import type { Connection } from './connection.ts';

export interface MoveSetup {
  readonly path: string;
}

export interface MoveAnswer {
  readonly kind: 'moved';
}

export interface LogMover {
  /** Call it behind a commit. Where it moves the log, the returned promise is fulfilled at the end: who does not write till then lets it reach the end. */
  move(): Promise<void> | null;
  stop(): void;
}

/** 4 MB. */
const pagesAtOnce = 1000;
/** Asking for the length costs a fifth of a commit. */
const commitsBetween = 10;

type MoverThread = AskedThread<object, { readonly kind: 'move' }, MoveAnswer>;

export function createLogMover(connection: Connection, onError: (fault: Fault) => void): LogMover {
  let thread: MoverThread | 'none' | 'starting' | 'failed' = 'none';
  let commitCount = 0;
  let isMoving = false;
  let isStopped = false;

  function fail(error: unknown): void {
    thread = 'failed';
    if (isStopped) return;
    connection.moveLogItself();
    const message = `The log of ${connection.path} is not moved by a thread of its own any more.`;
    onError(error instanceof Fault ? error : new Fault('store_failed', message, { cause: error }));
  }

  async function start(): Promise<void> {
    thread = 'starting';
    const started: MoverThread = await startAskedThread({
      name: 'kinglet-ledger',
      path: './log-mover-worker',
      startedFrom: import.meta.url,
      setup: { path: connection.path } satisfies MoveSetup,
      broken: (cause) => new Fault('store_failed', `The log of ${connection.path} could not be moved.`, { cause }),
    });
    thread = started;
    if (isStopped) await started.stop();
  }

  return {
    move: () => {
      commitCount += 1;
      if (isMoving || isStopped || commitCount % commitsBetween > 0 || connection.logPages() < pagesAtOnce) return null;
      if (thread === 'none') void start().catch(fail);
      if (typeof thread === 'string') return null;
      isMoving = true;
      return thread
        .ask({ kind: 'move' })
        .catch(fail)
        .then(() => {
          isMoving = false;
        });
    },
    stop: () => {
      isStopped = true;
      if (typeof thread !== 'string') void thread.stop();
    },
  };
}
