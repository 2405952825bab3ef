// In: a command line. Out: its exit and output, line by line while it runs; ended with all its children on time-out, abort or
// our own exit. Knows nothing of what it runs.
import { type ChildProcess, spawn } from 'node:child_process';

export interface CommandOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly workingFolder?: string;
  readonly timeoutMs?: number;
  onLine?(line: string): void;
}

export interface CommandResult {
  /** Null when it could not be started or was ended by a signal. */
  readonly exitCode: number | null;
  readonly output: string;
  readonly isTimedOut: boolean;
}

const keptOutputCharacters = 200_000;

/** Never rejects, except with the signal's reason. */
export async function runCommand(
  command: string,
  words: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  options.signal.throwIfAborted();
  // A group of its own, so that what it starts ends with it.
  const child = spawn(command, words, {
    cwd: options.workingFolder,
    env: { ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const kill = (): void => killGroup(child);
  process.once('exit', kill);
  options.signal.addEventListener('abort', kill, { once: true });
  let isTimedOut = false;
  const timer =
    options.timeoutMs === undefined
      ? null
      : setTimeout(() => {
          isTimedOut = true;
          kill();
        }, options.timeoutMs);
  let output = '';
  let rest = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      output = (output + chunk).slice(-keptOutputCharacters);
      const lines = (rest + chunk).split(/\r?\n|\r/);
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.trim() !== '') options.onLine?.(line);
    });
  }
  const exitCode = await new Promise<number | null>((resolve) => {
    child.on('error', (error) => {
      output += error.message;
      resolve(null);
    });
    child.on('close', resolve);
  });
  if (timer !== null) clearTimeout(timer);
  process.off('exit', kill);
  options.signal.removeEventListener('abort', kill);
  options.signal.throwIfAborted();
  return { exitCode, output, isTimedOut };
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Ended already.
  }
}
