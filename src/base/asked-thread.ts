// In: a thread's program. Out: asks to it and its end. Each ask is answered or fails once, also when the thread dies or the asker leaves.
// Knows no ask.
import { Worker } from 'node:worker_threads';

/** What comes from a thread: first that it is ready, then an answer for each ask, under its number. */
export type ThreadAnswer<Ready, Answer> =
  | (Ready & { readonly kind: 'ready' })
  | (Answer & { readonly number: number })
  | { readonly kind: 'failed'; readonly number: number; readonly reason: string };

/** What goes to it beside asks. */
export type ThreadOrder =
  /** Nobody waits for this answer any more. */
  | { readonly kind: 'cancel'; readonly number: number }
  /** Give everything back and end. */
  | { readonly kind: 'close' };

export interface AskedThread<Ready, Ask, Answer> {
  readonly ready: Ready;
  /** Rejects with what `broken` makes of it when the thread fails or dies, and with the signal's reason. */
  ask(ask: Ask, signal?: AbortSignal): Promise<Answer>;
  isAlive(): boolean;
  stop(): Promise<void>;
}

export interface ThreadProgram {
  readonly name: string;
  /** Of the program without its extension, which is that of the file that starts it. */
  readonly path: string;
  /** `import.meta.url` of the file that starts it. */
  readonly startedFrom: string;
  readonly setup: object;
  broken(cause: unknown): Error;
}

interface Waiter<Message> {
  resolve(message: Message): void;
  reject(error: unknown): void;
}

/** The ready message has no number. */
const readyNumber = 0;

export async function startAskedThread<
  Ready extends object,
  Ask extends object,
  Answer extends { readonly kind: string },
>({ name, path, startedFrom, setup, broken }: ThreadProgram): Promise<AskedThread<Ready, Ask, Answer>> {
  type Message = ThreadAnswer<Ready, Answer>;
  const extension = startedFrom.slice(startedFrom.lastIndexOf('.'));
  const worker = new Worker(new URL(`${path}${extension}`, startedFrom), { workerData: setup, name });
  const waiters = new Map<number, Waiter<Message>>();
  let lastNumber = readyNumber;
  let isAlive = true;

  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      die(new Error('it ended'));
      resolve();
    });
  });
  worker.on('error', die);
  worker.on('message', (message: Message) => {
    const number = 'number' in message ? message.number : readyNumber;
    const waiter = waiters.get(number);
    forget(number);
    if (isFailure(message)) waiter?.reject(broken(new Error(message.reason)));
    else waiter?.resolve(message);
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

  function messageOf(number: number): Promise<Message> {
    worker.ref();
    return new Promise((resolve, reject) => waiters.set(number, { resolve, reject }));
  }

  async function ask(asked: Ask, signal?: AbortSignal): Promise<Answer> {
    signal?.throwIfAborted();
    if (!isAlive) throw broken(new Error('it has ended'));
    lastNumber += 1;
    const number = lastNumber;
    const message = messageOf(number);
    const leave = (): void => {
      const waiter = waiters.get(number);
      forget(number);
      worker.postMessage({ kind: 'cancel', number } satisfies ThreadOrder);
      waiter?.reject(signal?.reason);
    };
    signal?.addEventListener('abort', leave, { once: true });
    try {
      worker.postMessage({ ...asked, number });
      // Neither the ready message nor a failure comes under an ask's number and resolves it.
      return (await message) as Answer & { readonly number: number };
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  const first = await messageOf(readyNumber);
  return {
    // The first message is the ready one: the programs say it before they take asks.
    ready: first as Ready & { readonly kind: 'ready' },
    ask,
    isAlive: () => isAlive,
    stop: async () => {
      worker.ref();
      worker.postMessage({ kind: 'close' } satisfies ThreadOrder);
      await ended;
    },
  };
}

function isFailure(message: object): message is { readonly reason: string } {
  return 'kind' in message && message.kind === 'failed' && 'reason' in message && typeof message.reason === 'string';
}
