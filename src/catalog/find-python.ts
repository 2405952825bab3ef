// In: the environment. Out: the Python to run and its version. Runs no package and installs nothing.
import { runCommand } from './run-command.ts';

export interface Python {
  /** The interpreter itself, not a wrapper on PATH. */
  readonly command: string;
  /** Such as [3, 11]. */
  readonly version: readonly [number, number];
}

export async function findPython(
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<Python | null> {
  const candidates = process.platform === 'win32' ? ['python', 'python3', 'py'] : ['python3', 'python'];
  for (const command of candidates) {
    const question = 'import sys; print("kinglet", sys.version_info.major, sys.version_info.minor, sys.executable)';
    const { output } = await runCommand(command, ['-c', question], { environment, signal, timeoutMs: 10_000 });
    const [, major, minor, executable] = /^kinglet (\d+) (\d+) (.+?)\r?$/m.exec(output) ?? [];
    if (Number(major) === 3 && executable !== undefined) return { command: executable, version: [3, Number(minor)] };
  }
  return null;
}
