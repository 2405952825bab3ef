// In: the artifact's folder. Out: one scoring thread and its end. Each ask is answered or fails once, also when the thread dies or the asker
// leaves. Knows no other thread.
import { Worker } from 'node:worker_threads';
import { Fault } from '../../contract/fault.ts';
import type { ScoreAsk, TextScores } from '../../contract/safety.ts';
import type { WorkerAnswer, WorkerAsk, WorkerSetup } from './worker-messages.ts';

export interface ScoreThread {
  readonly version: string;
  score(asks: readonly ScoreAsk[], signal: AbortSignal): Promise<readonly TextScores[]>;
  /** UTF-16 units that wait or are being scored. */
  waitingUnits(): number;
  isAlive(): boolean;
  stop(): Promise<void>;
}

interface Waiter {
  resolve(answer: WorkerAnswer): void;
  reject(error: unknown): void;
}

const workerUrl = new URL(`./score-worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url);
/** The ready message has no number. */
const readyNumber = 0;

export async function startScoreThread(setup: WorkerSetup): Promise<ScoreThread> {
  const worker = new Worker(workerUrl, { workerData: setup, name: 'kinglet-scorer' });
  const waiters = new Map<number, Waiter>();
  let lastNumber = readyNumber;
  let isAlive = true;
  let waitingUnits = 0;

  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      die(new Error('it ended'));
      resolve();
    });
  });
  worker.on('error', die);
  worker.on('message', (answer: WorkerAnswer) => {
    const number = answer.kind === 'ready' ? readyNumber : answer.number;
    const waiter = waiters.get(number);
    forget(number);
    if (answer.kind === 'failed') waiter?.reject(broken(new Error(answer.reason)));
    else waiter?.resolve(answer);
  });

  function die(cause: unknown): void {
    isAlive = false;
    const left = [...waiters.values()];
    waiters.clear();
    for (const waiter of left) waiter.reject(broken(cause));
  }

  function forget(number: number): void {
    waiters.delete(number);
    // A thread that nobody waits for must not keep a finished command alive.
    if (waiters.size === 0) worker.unref();
  }

  function answerTo(number: number): Promise<WorkerAnswer> {
    worker.ref();
    return new Promise((resolve, reject) => waiters.set(number, { resolve, reject }));
  }

  function tell(ask: WorkerAsk): void {
    worker.postMessage(ask);
  }

  async function score(asks: readonly ScoreAsk[], signal: AbortSignal): Promise<readonly TextScores[]> {
    signal.throwIfAborted();
    if (!isAlive) throw broken(new Error('it has ended'));
    lastNumber += 1;
    const number = lastNumber;
    const answer = answerTo(number);
    const leave = (): void => {
      const waiter = waiters.get(number);
      forget(number);
      tell({ kind: 'cancel', number });
      waiter?.reject(signal.reason);
    };
    const units = asks.reduce((sum, { text }) => sum + text.length, 0);
    waitingUnits += units;
    signal.addEventListener('abort', leave, { once: true });
    try {
      tell({ kind: 'score', number, asks });
      const said = await answer;
      return said.kind === 'scored' ? said.scores : [];
    } finally {
      waitingUnits -= units;
      signal.removeEventListener('abort', leave);
    }
  }

  const first = await answerTo(readyNumber);
  if (first.kind !== 'ready') throw new Fault('internal', `the scoring thread began with ${first.kind}`);
  return {
    version: first.version,
    score,
    waitingUnits: () => waitingUnits,
    isAlive: () => isAlive,
    stop: async () => {
      worker.ref();
      tell({ kind: 'close' });
      await ended;
    },
  };
}

function broken(cause: unknown): Fault {
  return new Fault('internal', 'The content filter stopped while it judged this text.', { cause });
}
