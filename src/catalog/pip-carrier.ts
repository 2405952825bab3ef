// In: a project's version and digest. Out: the one wheel or source archive of it in a folder, brought and checked by the ordinary
// `pip download`. Installs nothing, and knows no registry: pip is set up by its own configuration.
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../contract/fault.ts';
import { asDiskFault } from './disk-space.ts';
import { findPip, missingPip, missingPython, type Pip } from './find-pip.ts';
import { findPython } from './find-python.ts';
import { type CommandResult, runCommand } from './run-command.ts';

export interface CarriedPackage {
  readonly project: string;
  readonly version: string;
  readonly sha256: string;
}

/** Where packages come from; replaced in tests. */
export interface Carrier {
  /** Null when it can be asked, else one line saying why not. Answers within about 3 seconds. */
  whyUnreachable(project: string, signal: AbortSignal): Promise<string | null>;
  /** The path of the fetched archive, alone in `folder`. */
  fetch(
    asked: CarriedPackage,
    folder: string,
    onBytes: (doneBytes: number) => void,
    signal: AbortSignal,
  ): Promise<string>;
  /** The same for a source archive; pip asks its metadata, which runs its build backend. */
  fetchSource(asked: CarriedPackage, folder: string, signal: AbortSignal): Promise<string>;
}

export interface PipCarrierOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Such as `--no-index --find-links FOLDER`. */
  readonly extraArguments?: readonly string[];
}

/** For pip to start and the index to answer. */
const patienceMs = 2900;
const pollMs = 500;

export function pipCarrier({ environment, extraArguments = [] }: PipCarrierOptions): Carrier {
  let pip: Promise<Pip> | null = null;

  function requirePip(signal: AbortSignal): Promise<Pip> {
    pip ??= findPip(environment, signal).catch((error: unknown) => {
      pip = null;
      throw error;
    });
    return pip;
  }

  async function whyUnreachable(project: string, signal: AbortSignal): Promise<string | null> {
    const python = await findPython(environment, signal);
    if (python === null) return missingPython();
    const words = ['-m', 'pip', 'index', 'versions', project, '--timeout', '2', '--retries', '0', ...extraArguments];
    const ask = (timeoutMs: number): Promise<CommandResult> =>
      runCommand(python.command, words, { environment, signal, timeoutMs });
    let answer = await ask(patienceMs);
    if (answer.isTimedOut) {
      // A slow machine may have spent the time on starting pip.
      const { startMs } = await requirePip(signal);
      if (startMs > patienceMs / 3) answer = await ask(patienceMs + 2 * startMs);
    }
    if (answer.isTimedOut) return 'the package index did not answer in time';
    // A pip from before 2021 does not know the question; the download itself will tell.
    if (answer.exitCode === 0 || /unknown command/.test(answer.output)) return null;
    if (/No module named pip/.test(answer.output)) return missingPip(python.command);
    // pip does not tell the two apart.
    if (/No matching distribution/.test(answer.output))
      return `the package index does not answer, or has no ${project}`;
    return `the package index could not be asked: ${lastLine(answer.output)}`;
  }

  async function download(
    asked: CarriedPackage,
    format: readonly string[],
    folder: string,
    onBytes: (doneBytes: number) => void,
    signal: AbortSignal,
  ): Promise<string> {
    const found = await requirePip(signal);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const requirements = join(folder, 'requirements.txt');
    await writeFile(requirements, `${asked.project}==${asked.version} --hash=sha256:${asked.sha256}\n`);
    const words = [
      ...['-m', 'pip', 'download', '--quiet', '--no-input', '--disable-pip-version-check', '--progress-bar', 'off'],
      ...['--no-cache-dir', '--no-deps', '--require-hashes', '--timeout', '30', '--retries', '3', ...format],
      ...['--dest', folder, '--requirement', requirements, ...extraArguments],
    ];
    const watch = setInterval(() => void folderBytes(folder).then(onBytes, () => undefined), pollMs);
    try {
      // Its temporary files lie beside the result: the same disk, and cleaned up with it.
      const here = { ...environment, TMPDIR: folder, TEMP: folder, TMP: folder, PIP_REQUIRE_VIRTUALENV: 'false' };
      const { exitCode, output } = await runCommand(found.command, words, { environment: here, signal });
      if (exitCode !== 0) throw explain(asked, output, folder);
    } finally {
      clearInterval(watch);
    }
    const archive = (await readdir(folder)).find((name) => /\.(whl|tar\.gz|zip)$/.test(name));
    if (archive === undefined) throw new Fault('source_unreachable', `pip brought nothing for ${asked.project}.`);
    return join(folder, archive);
  }

  return {
    whyUnreachable,
    fetch: (asked, folder, onBytes, signal) => download(asked, ['--only-binary=:all:'], folder, onBytes, signal),
    fetchSource: (asked, folder, signal) =>
      download(asked, [`--no-binary=${asked.project}`], folder, () => undefined, signal),
  };
}

function explain(asked: CarriedPackage, output: string, folder: string): unknown {
  const name = `${asked.project} ${asked.version}`;
  if (/No space left on device|Errno 28/.test(output)) {
    return asDiskFault(Object.assign(new Error(output), { code: 'ENOSPC' }), folder, 0);
  }
  if (/DO NOT MATCH THE HASHES/.test(output)) {
    const message = `${name} is not what the catalogue pins; it was not used. Something changes files on the way, or the package was replaced.`;
    return new Fault('digest_mismatch', message, { cause: new Error(output) });
  }
  const message = `pip could not fetch ${name}: ${lastLine(output)}`;
  return new Fault('source_unreachable', message, { cause: new Error(output) });
}

function lastLine(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !/^\s*WARNING/.test(line));
  return (lines.at(-1) ?? 'it said nothing')
    .replace(/^\s*ERROR:\s*/, '')
    .trim()
    .slice(0, 300);
}

async function folderBytes(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith('.whl')) continue;
    bytes += (await stat(join(folder, name)).catch(() => null))?.size ?? 0;
  }
  return bytes;
}
