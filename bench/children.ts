// In: command lines. Out: child processes of the bench that all end with it, whichever way it ends. Knows no protocol of theirs.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface ChildOptions {
  readonly nodeFlags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Child {
  readonly process: ChildProcess;
  log(): string;
  logTail(): string;
  /** Asks, and after a while insists. */
  stop(): Promise<void>;
}

export class Children {
  /** Scratch space that goes when the bench does. */
  readonly folder = mkdtempSync(join(tmpdir(), 'kinglet-bench-'));
  readonly #running = new Set<Child>();

  /** A Node program, by its path from this folder. */
  start(program: string, words: readonly string[], options: ChildOptions = {}): Child {
    const path = fileURLToPath(new URL(program, import.meta.url));
    return this.startCommand(process.execPath, [...(options.nodeFlags ?? []), path, ...words], options);
  }

  startCommand(command: string, words: readonly string[], options: Pick<ChildOptions, 'environment'> = {}): Child {
    const logPath = join(this.folder, `child-${Math.random().toString(36).slice(2)}.txt`);
    const log = openSync(logPath, 'w');
    const spawned = spawn(command, words, {
      stdio: ['ignore', log, log, 'ipc'],
      env: options.environment ?? process.env,
    });
    closeSync(log);
    const ended = new Promise<void>((resolve) => spawned.once('exit', () => resolve()));
    const child: Child = {
      process: spawned,
      log: () => readFileSync(logPath, 'utf8'),
      logTail: () => readFileSync(logPath, 'utf8').trimEnd().split('\n').slice(-15).join('\n'),
      stop: async () => {
        this.#running.delete(child);
        // All of them end when the channel does; the service also drains on the signal.
        spawned.kill('SIGTERM');
        if (spawned.connected) spawned.disconnect();
        const insist = setTimeout(() => spawned.kill('SIGKILL'), 8000);
        if (spawned.exitCode === null && spawned.signalCode === null) await ended;
        clearTimeout(insist);
      },
    };
    this.#running.add(child);
    return child;
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running].map((child) => child.stop()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The child's next message; an error when it ends first or takes too long. */
export function nextMessage(child: Child, limitMs: number, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => settle(() => reject(new Error('a child of the bench does not answer'))), limitMs);
    function settle(act: () => void): void {
      clearTimeout(limit);
      child.process.off('message', onMessage);
      child.process.off('exit', onExit);
      signal.removeEventListener('abort', onAbort);
      act();
    }
    const onMessage = (message: unknown) => settle(() => resolve(message));
    const onExit = () => settle(() => reject(new Error(`a child of the bench ended:\n${child.logTail()}`)));
    const onAbort = () => settle(() => reject(signal.reason));
    child.process.once('message', onMessage);
    child.process.once('exit', onExit);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}
