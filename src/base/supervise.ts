// In: how to start one child process and how to tell that it is ready. Out: that process kept alive: guarded, restarted with growing
// pauses, given up on where it never ran, stopped without orphans, its last output kept. Knows nothing of what the child does.
import { type ChildProcess, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Fault } from '../contract/fault.ts';
import type { Clock } from './clock.ts';
import { RingOfLines } from './ring-of-lines.ts';

export interface Launch {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** How readily it leaves the processor to others, as the operating system counts it: 0 as everybody, 19 to all; 0 where absent. */
  readonly niceness?: number;
  /** True once the child answers. Called again and again until it does. */
  isReady(signal: AbortSignal): Promise<boolean>;
}

export type ChildState = 'starting' | 'ready' | 'died' | 'stopped';

export interface SupervisionOptions {
  readonly name: string;
  /** Called for every (re)start, so that each gets its own port. */
  launch(): Promise<Launch>;
  readonly readyTimeoutMs: number;
  /**
   * After so many deaths in a row, none of them after `steadyMs` of readiness, a child that was never ready is left dead. One that was is
   * started again after pauses, in which nobody waits for it.
   */
  readonly restartLimit: number;
  readonly steadyMs: number;
  readonly firstBackoffMs: number;
  readonly longestBackoffMs: number;
  readonly clock: Clock;
  onState(state: ChildState, detail: string): void;
}

export interface Supervised {
  /** Resolves when the child is ready; rejects `engine_unavailable` when it will not become so, or not soon. */
  whenReady(signal: AbortSignal): Promise<void>;
  readonly state: () => ChildState;
  readonly logTail: () => readonly string[];
  /** Process id of the child itself, null when there is none. */
  readonly pid: () => number | null;
  stop(): Promise<void>;
}

const guardPath = fileURLToPath(
  new URL(`./child-guard${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url),
);

export function supervise(options: SupervisionOptions): Supervised {
  const stopping = new AbortController();
  const log = new RingOfLines(200);
  let state: ChildState = 'starting';
  let current: GuardedChild | null = null;
  let waiters: { resolve(): void; reject(error: Fault): void }[] = [];
  /** When it is started again, while nobody waits for that. */
  let restsUntilMs: number | null = null;

  function enter(next: ChildState, detail: string): void {
    state = next;
    options.onState(next, detail);
    if (next === 'ready') {
      const settled = waiters;
      waiters = [];
      for (const waiter of settled) waiter.resolve();
    } else if (next === 'stopped') {
      sendAway();
    }
  }

  function sendAway(): void {
    const settled = waiters;
    waiters = [];
    for (const waiter of settled) waiter.reject(unavailable());
  }

  function unavailable(): Fault {
    const reason = stopping.signal.aborted ? 'it was stopped' : `it failed to run; its last words: ${lastWords(log)}`;
    const later =
      restsUntilMs === null ? {} : { retryAfterMs: Math.max(1, Math.ceil(restsUntilMs - options.clock.nowMs())) };
    return new Fault('engine_unavailable', `The ${options.name} is not running: ${reason}`, later);
  }

  async function rest(deaths: number, isPatient: boolean): Promise<void> {
    const growing = deaths === 1 ? 0 : options.firstBackoffMs * 2 ** (deaths - 2);
    const backoffMs = Math.min(growing, options.longestBackoffMs);
    if (!isPatient) {
      restsUntilMs = options.clock.nowMs() + backoffMs;
      sendAway();
    }
    await options.clock.sleep(backoffMs, stopping.signal).catch(() => undefined);
    restsUntilMs = null;
  }

  async function keepAlive(): Promise<void> {
    let deaths = 0;
    let wasReady = false;
    while (!stopping.signal.aborted) {
      state = 'starting';
      options.onState('starting', deaths === 0 ? 'first start' : `restart ${deaths}`);
      const launch = await options.launch();
      if (stopping.signal.aborted) break;
      current = startGuarded(launch, (chunk) => log.push(chunk));
      const isReady = await becomesReady(launch, current);
      wasReady ||= isReady;
      const readySinceMs = options.clock.nowMs();
      if (isReady) enter('ready', `process ${current.pid() ?? '?'}`);
      else current.kill();
      const exit = await current.exited;
      current = null;
      if (stopping.signal.aborted) break;
      deaths = isReady && options.clock.nowMs() - readySinceMs >= options.steadyMs ? 1 : deaths + 1;
      enter('died', `${exit}; last words: ${lastWords(log)}`);
      if (deaths > options.restartLimit && !wasReady) break;
      await rest(deaths, deaths <= options.restartLimit);
    }
    enter('stopped', stopping.signal.aborted ? 'asked to' : `${options.restartLimit} restarts did not help`);
  }

  async function becomesReady(launch: Launch, child: GuardedChild): Promise<boolean> {
    const deadlineMs = options.clock.nowMs() + options.readyTimeoutMs;
    const gone = new AbortController();
    void child.exited.then(() => gone.abort());
    const signal = AbortSignal.any([gone.signal, stopping.signal]);
    while (!signal.aborted && options.clock.nowMs() < deadlineMs) {
      if (await launch.isReady(signal).catch(() => false)) return true;
      await options.clock.sleep(50, signal).catch(() => undefined);
    }
    return false;
  }

  const running = keepAlive().catch((error: unknown) => {
    log.push(`${String(error)}\n`);
    enter('stopped', String(error));
  });

  return {
    state: () => state,
    logTail: () => log.tail(),
    pid: () => current?.pid() ?? null,
    whenReady: (signal) => {
      if (state === 'ready') return Promise.resolve();
      if (state === 'stopped' || restsUntilMs !== null) return Promise.reject(unavailable());
      if (signal.aborted) return Promise.reject(signal.reason);
      return new Promise((resolve, reject) => {
        waiters.push({ resolve, reject });
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    },
    stop: async () => {
      stopping.abort();
      current?.terminate();
      const grace = setTimeout(() => current?.kill(), 3000);
      await running;
      clearTimeout(grace);
    },
  };
}

/** How long a guard may take to report the end of a child that was killed. */
const guardGraceMs = 2000;

interface GuardedChild {
  readonly pid: () => number | null;
  /** How it ended, in words. */
  readonly exited: Promise<string>;
  terminate(): void;
  kill(): void;
}

function startGuarded(launch: Launch, onOutput: (chunk: string) => void): GuardedChild {
  const guard: ChildProcess = spawn(process.execPath, [guardPath, launch.command, ...launch.arguments], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...launch.environment },
    windowsHide: true,
  });
  let pid: number | null = null;
  for (const stream of [guard.stdout, guard.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', onOutput);
  }
  guard.on('message', (message) => {
    if (typeof message !== 'object' || message === null || !('pid' in message)) return;
    pid = Number(message.pid);
    if (launch.niceness !== undefined) makeNice(pid, launch.niceness);
  });
  guard.on('error', (error) => onOutput(`${error.message}\n`));
  function killChild(): void {
    if (pid === null) return;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
  const exited = new Promise<string>((resolve) => {
    guard.on('close', (code, signal) => {
      // Should the guard itself have been killed, the child must not stay behind.
      if (signal !== null) killChild();
      resolve(signal === null ? `exit code ${code}` : `killed by ${signal}`);
    });
  });
  return {
    pid: () => pid,
    exited,
    terminate: () => (guard.connected ? guard.send('SIGTERM') : undefined),
    kill: () => {
      killChild();
      // The guard ends once it has seen its child end, so that `exited` means gone. One that is stuck is killed after it.
      if (guard.connected) guard.send('SIGKILL', () => undefined);
      setTimeout(() => guard.kill('SIGKILL'), guardGraceMs).unref();
    },
  };
}

/** It has no threads yet: those that it starts inherit. */
function makeNice(processId: number, niceness: number): void {
  try {
    setPriority(processId, niceness);
  } catch {
    // It has ended already, or the system has no such thing.
  }
}

function lastWords(log: RingOfLines): string {
  return (
    log
      .tail()
      .filter((line) => line.trim() !== '')
      .slice(-3)
      .join(' | ') || '(nothing was printed)'
  );
}
