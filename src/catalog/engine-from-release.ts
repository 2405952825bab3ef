// In: the pinned archive of llama.cpp's official release for this platform. Out: its llama-server, unpacked under the home. Runs
// nothing but its version question.
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../contract/fault.ts';
import { defaultDownloadLimits, downloadFile } from './download-file.ts';
import type { EngineCatalog, ReleaseArchive } from './engine-entry.ts';
import type { EngineSourceFinder, EngineTask } from './engine-options.ts';
import { extractZip } from './extract-zip.ts';
import { findBinary } from './find-binary.ts';
import { homeLayout } from './home-layout.ts';
import type { Machine } from './machine.ts';
import { probeLlamaServer } from './probe-llama-server.ts';
import { runCommand } from './run-command.ts';
import { withDownloadLock } from './with-download-lock.ts';

export const engineFromRelease: EngineSourceFinder = async (task) => {
  const { engines, environment, home, machine, signal } = task;
  const archive = chooseArchive(engines, machine);
  if (archive === null) return { obstacle: `none pinned for ${machine.platform} ${machine.architecture}` };
  if (machine.cLibrary === 'musl') return { obstacle: 'it needs glibc, and this system has another C library' };
  const folder = join(
    homeLayout(home).engines,
    `release-b${engines.release.build}${archive.accelerator === null ? '' : '-gpu'}`,
  );
  const here = await findBinary(folder, 'llama-server');
  if (here === null && task.isFetchAllowed === false) return { obstacle: 'not installed' };
  if (here === null && task.reach?.release === false) return { obstacle: 'the release site does not answer' };
  const binary =
    here ??
    (await withDownloadLock(homeLayout(home).locks, 'engine-release', task, async () => {
      await install(task, archive, folder);
      return findBinary(folder, 'llama-server');
    }));
  if (binary === null) return { obstacle: `${archive.fileName} holds no llama-server` };
  const probe = await probeLlamaServer(binary, engines.minimumBuild, environment, signal);
  if ('obstacle' in probe) return probe;
  return {
    what: `build ${probe.build} of the official release (${archive.fileName})`,
    launch: {
      kind: 'llama-server',
      command: binary,
      arguments: [],
      environment: {},
      build: probe.build,
      source: 'release',
      hint: null,
    },
  };
};

/** The one for our accelerator where there is such a build, else the one that runs anywhere. */
export function chooseArchive({ release }: EngineCatalog, machine: Machine): ReleaseArchive | null {
  const fitting = release.archives.filter(
    ({ platform, architecture }) => platform === machine.platform && architecture === machine.architecture,
  );
  const forAccelerator = fitting.find(({ accelerator }) =>
    machine.accelerators.some(({ kind }) => kind === accelerator),
  );
  return forAccelerator ?? fitting.find(({ accelerator }) => accelerator === null) ?? null;
}

export function releaseUrl({ release }: EngineCatalog, archive: ReleaseArchive): string {
  return release.urlTemplate.replace('{build}', String(release.build)).replace('{fileName}', archive.fileName);
}

async function install(task: EngineTask, archive: ReleaseArchive, folder: string): Promise<void> {
  if ((await findBinary(folder, 'llama-server')) !== null) return;
  const { environment, engines, home, limits = defaultDownloadLimits, onProgress, signal } = task;
  const { downloads } = homeLayout(home);
  await mkdir(downloads, { recursive: true });
  const target = join(downloads, archive.fileName);
  const label = `engine from release b${engines.release.build}`;
  const { sizeBytes, sha256 } = archive;
  const url = releaseUrl(engines, archive);
  await downloadFile({ url, target, label, sizeBytes, sha256, token: null, environment, limits }, onProgress, signal);
  const staging = `${folder}.partial`;
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  await unpack(target, staging, task);
  await rm(folder, { recursive: true, force: true });
  await rename(staging, folder);
  await rm(target, { force: true });
}

async function unpack(archive: string, folder: string, { environment, signal }: EngineTask): Promise<void> {
  if (archive.endsWith('.zip')) return extractZip(archive, folder, signal);
  const { exitCode, output } = await runCommand('tar', ['-xzf', archive, '-C', folder], { environment, signal });
  if (exitCode !== 0) throw new Fault('digest_mismatch', `${archive} does not unpack: ${output.trim().slice(0, 300)}`);
}
