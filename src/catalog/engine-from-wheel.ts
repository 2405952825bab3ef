// In: the pinned xllamacpp wheel for this platform. Out: the same C++ server as a library under the home, started by our launcher.
// The wheel is unzipped into a folder of its own; nothing is installed into any Python.
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault } from '../contract/fault.ts';
import { ensureDiskSpace } from './disk-space.ts';
import type { EngineWheel } from './engine-entry.ts';
import type { EngineSourceFinder, EngineTask } from './engine-options.ts';
import { extractZip } from './extract-zip.ts';
import { findPython, type Python } from './find-python.ts';
import { homeLayout } from './home-layout.ts';
import { pipCarrier } from './pip-carrier.ts';
import { runCommand } from './run-command.ts';
import { withDownloadLock } from './with-download-lock.ts';

/** No user's packages, no site's packages: only the unpacked wheel is seen. */
const isolation = ['-s', '-S', '-u'];

export const engineFromWheel: EngineSourceFinder = async (task) => {
  const { engines, environment, home, machine, signal } = task;
  const { wheel, nativeSpeedup } = engines;
  const file = wheel.files.find(
    ({ platform, architecture }) => platform === machine.platform && architecture === machine.architecture,
  );
  if (file === undefined) return { obstacle: `none pinned for ${machine.platform} ${machine.architecture}` };
  if (machine.cLibrary === 'musl') return { obstacle: 'it needs glibc, and this system has another C library' };
  const folder = join(homeLayout(home).engines, `wheel-${wheel.version}`);
  if (task.isFetchAllowed === false && !existsSync(folder)) return { obstacle: 'not installed' };
  const python = await findPython(environment, signal);
  if (python === null) return { obstacle: 'it needs Python, which was not found' };
  const [, minimumMinor = 0] = wheel.minimumPython.split('.').map(Number);
  if (python.version[1] < minimumMinor) {
    return { obstacle: `it needs Python ${wheel.minimumPython}, and ${python.command} is ${python.version.join('.')}` };
  }
  if (!existsSync(folder)) {
    await withDownloadLock(homeLayout(home).locks, 'engine-wheel', task, () =>
      install({ ...task, file, folder, python }),
    );
  }
  return {
    what: `build ${wheel.build} of the xllamacpp wheel, made for any ${machine.architecture} processor`,
    launch: {
      kind: 'xllamacpp',
      command: python.command,
      arguments: [...isolation, findLauncher()],
      environment: { PYTHONPATH: folder },
      build: String(wheel.build),
      source: 'wheel',
      hint:
        `A native build reads prompts ${nativeSpeedup.from} to ${nativeSpeedup.to} times as fast; it takes about ` +
        '10 minutes: npm run kinglet -- engine build',
    },
  };
};

interface WheelTask extends EngineTask {
  readonly file: EngineWheel;
  readonly folder: string;
  readonly python: Python;
}

async function install(task: WheelTask): Promise<void> {
  const { engines, environment, file, folder, home, onProgress, signal } = task;
  if (existsSync(folder)) return;
  const { project, version } = engines.wheel;
  const { downloads } = homeLayout(home);
  if (task.reach?.wheels === false) throw new Fault('source_unreachable', 'the package index does not answer');
  const carrier = task.carrier ?? pipCarrier({ environment });
  const obstacle = task.reach === undefined ? await carrier.whyUnreachable(project, signal) : null;
  if (obstacle !== null) throw new Fault('source_unreachable', obstacle);
  // The wheel, pip's copy of it, and three to four times that unpacked.
  await ensureDiskSpace(downloads, 6 * file.sizeBytes);
  const label = `engine from wheel ${project} ${version}`;
  const totalBytes = file.sizeBytes;
  onProgress({ kind: 'step-start', label, doneBytes: 0, totalBytes });
  const onBytes = (doneBytes: number): void =>
    onProgress({ kind: 'bytes', label, doneBytes: Math.min(doneBytes, totalBytes), totalBytes });
  const download = join(downloads, `${project}-${version}`);
  const archive = await carrier.fetch({ project, version, sha256: file.sha256 }, download, onBytes, signal);
  const staging = `${folder}.partial`;
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  await extractZip(archive, staging, signal);
  await rm(download, { recursive: true, force: true });
  await ensureLoads(task, staging);
  await rename(staging, folder);
  onProgress({ kind: 'step-end', label, doneBytes: totalBytes, totalBytes });
}

async function ensureLoads({ environment, python, signal }: WheelTask, folder: string): Promise<void> {
  const words = [...isolation, '-c', 'import xllamacpp; print("kinglet loads it")'];
  const alone = { ...environment, PYTHONPATH: folder };
  const { output } = await runCommand(python.command, words, { environment: alone, signal, timeoutMs: 60_000 });
  if (output.includes('kinglet loads it')) return;
  const said = output.trim().split('\n').at(-1) ?? 'it said nothing';
  throw new Fault('engine_start_failed', `it does not load on this machine: ${said}`);
}

/** Beside this file in the sources; the compiled tree has no copy of its own. */
function findLauncher(): string {
  const places = ['./xllamacpp-launcher.py', '../../src/catalog/xllamacpp-launcher.py'];
  const found = places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((path) => existsSync(path));
  if (found === undefined) throw new Fault('engine_not_found', 'xllamacpp-launcher.py is missing. Reinstall Kinglet.');
  return found;
}
