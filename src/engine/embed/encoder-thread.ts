// In: an encoder's files. Out: a thread that tokenizes and encodes what it is given, and its end. Each ask is answered or fails once,
// also when the thread dies. Knows no batch and no request.
import { Worker } from 'node:worker_threads';
import { Fault } from '../../contract/fault.ts';
import type { Vocabulary, WorkerAnswer, WorkerAsk, WorkerSetup } from './worker-messages.ts';

export interface EncoderThread {
  readonly vocabulary: Vocabulary;
  tokenize(texts: readonly string[]): Promise<readonly (readonly number[])[]>;
  encode(rows: readonly (readonly number[])[]): Promise<readonly Float32Array[]>;
  isAlive(): boolean;
  stop(): Promise<void>;
}

interface Waiter {
  resolve(answer: WorkerAnswer): void;
  reject(error: Fault): void;
}

const workerUrl = new URL(
  `./encoder-worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`,
  import.meta.url,
);
/** The ready message has no number. */
const readyNumber = 0;

export async function startEncoderThread(setup: WorkerSetup): Promise<EncoderThread> {
  const worker = new Worker(workerUrl, { workerData: setup, name: 'kinglet-encoder' });
  const waiters = new Map<number, Waiter>();
  let lastNumber = readyNumber;
  let isAlive = true;

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
    waiters.delete(number);
    // A thread that nobody waits for must not keep a finished command alive.
    if (waiters.size === 0) worker.unref();
    if (answer.kind === 'failed') waiter?.reject(gone(new Error(answer.reason)));
    else waiter?.resolve(answer);
  });

  function die(cause: unknown): void {
    isAlive = false;
    for (const waiter of waiters.values()) waiter.reject(gone(cause));
    waiters.clear();
  }

  function answerTo(number: number): Promise<WorkerAnswer> {
    worker.ref();
    return new Promise((resolve, reject) => waiters.set(number, { resolve, reject }));
  }

  function ask(message: (number: number) => WorkerAsk): Promise<WorkerAnswer> {
    if (!isAlive) return Promise.reject(gone(new Error('it has ended')));
    lastNumber += 1;
    const answer = answerTo(lastNumber);
    worker.postMessage(message(lastNumber));
    return answer;
  }

  const first = await answerTo(readyNumber);
  if (first.kind !== 'ready') throw new Fault('internal', `the encoder's thread began with ${first.kind}`);
  return {
    vocabulary: first.vocabulary,
    tokenize: async (texts) => {
      const answer = await ask((number) => ({ kind: 'tokenize', number, texts }));
      return answer.kind === 'tokenized' ? answer.rows : [];
    },
    encode: async (rows) => {
      const answer = await ask((number) => ({ kind: 'encode', number, rows }));
      return answer.kind === 'encoded' ? answer.vectors : [];
    },
    isAlive: () => isAlive,
    stop: async () => {
      worker.ref();
      worker.postMessage({ kind: 'close' } satisfies WorkerAsk);
      await ended;
    },
  };
}

function gone(cause: unknown): Fault {
  return new Fault('engine_unavailable', 'The embedding model stopped working. Please send the request again.', {
    cause,
    retryAfterMs: 1000,
  });
}
