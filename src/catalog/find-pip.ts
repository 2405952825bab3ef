// In: the environment. Out: the Python whose pip works, or Fault `source_unreachable` with what to install. Asks no index.
import { Fault } from '../contract/fault.ts';
import { findPython } from './find-python.ts';
import { runCommand } from './run-command.ts';

export interface Pip {
  /** The interpreter to run `-m pip` with. */
  readonly command: string;
  readonly version: string;
  /** How long it takes to come up here, network aside. */
  readonly startMs: number;
}

export async function findPip(
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<Pip> {
  const python = await findPython(environment, signal);
  if (python === null) throw new Fault('source_unreachable', missingPython());
  const startedMs = performance.now();
  const words = ['-m', 'pip', '--version'];
  const { exitCode, output } = await runCommand(python.command, words, { environment, signal, timeoutMs: 20_000 });
  const version = /^pip (\S+)/m.exec(output)?.[1];
  if (exitCode !== 0 || version === undefined) {
    throw new Fault('source_unreachable', missingPip(python.command));
  }
  return { command: python.command, version, startMs: performance.now() - startedMs };
}

const hint = process.platform === 'linux' ? ' (on Debian and Ubuntu: apt install python3 python3-pip)' : '';

export function missingPython(): string {
  return `Python 3 was not found${hint}.`;
}

export function missingPip(command: string): string {
  return `${command} has no working pip${hint}.`;
}
