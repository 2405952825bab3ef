// In: the pinned source package and this machine's compiler. Out: a llama-server built for exactly this processor, under the home.
// Asked for by the operator only. After the source is here, no step reaches the network.
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Fault } from '../contract/fault.ts';
import { ensureDiskSpace } from './disk-space.ts';
import { engineFromNativeBuild, nativeFolder, writeBuildRecord } from './engine-from-native-build.ts';
import type { EngineLaunch } from './engine-launch.ts';
import type { EngineTask, ProvisionEngineOptions } from './engine-options.ts';
import { findBinary } from './find-binary.ts';
import { type BuildTools, findBuildTools } from './find-build-tools.ts';
import { homeLayout } from './home-layout.ts';
import { pipCarrier } from './pip-carrier.ts';
import type { OnProgress } from './progress.ts';
import { runCommand } from './run-command.ts';
import { withDownloadLock } from './with-download-lock.ts';

const label = 'native engine';
/** Sources and object files. */
const buildBytes = 1_500_000_000;
/** What one compiler process may take. */
const bytesForEachJob = 1_200_000_000;

export async function buildEngine(
  options: ProvisionEngineOptions,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<EngineLaunch> {
  const tools = findBuildTools(options.environment);
  if (tools.advice !== null || tools.cmake === null)
    throw new Fault('engine_not_found', tools.advice ?? 'cmake is missing.');
  const task = { ...options, onProgress, signal };
  const { home, engines, environment, machine } = options;
  const folder = nativeFolder(home, engines);
  const work = `${folder}.build`;
  await ensureDiskSpace(homeLayout(home).engines, buildBytes);
  await withDownloadLock(homeLayout(home).locks, 'engine-build', task, async () => {
    const source = await unpackSource(task, work);
    const output = join(work, 'output');
    await step('configuring', tools.cmake ?? 'cmake', configureWords(options, tools, source, output));
    const jobs = Math.max(1, Math.min(machine.coreCount, Math.floor(machine.availableMemoryBytes / bytesForEachJob)));
    const build = ['--build', output, '--config', 'Release', '--target', 'llama-server', '--parallel', String(jobs)];
    await step(`compiling with ${jobs} ${jobs === 1 ? 'job' : 'jobs'}`, tools.cmake ?? 'cmake', build);
    await install(output, folder, machine.cpuFeatures);
    await rm(work, { recursive: true, force: true });
  });
  const offer = await engineFromNativeBuild(task);
  if ('launch' in offer) return { ...offer.launch, reason: `llama.cpp ${offer.what}` };
  throw new Fault('engine_start_failed', `The engine was built, but it does not run: ${offer.obstacle}.`);

  async function step(what: string, command: string, words: readonly string[]): Promise<void> {
    onProgress({ kind: 'notice', label, message: what });
    let reportedPercent = 0;
    const onLine = (line: string): void => {
      const percent = percentOf(line);
      if (percent === null || percent < reportedPercent + 5) return;
      reportedPercent = percent;
      onProgress({ kind: 'notice', label, message: `${what}: ${percent} %` });
    };
    const { exitCode, output } = await runCommand(command, words, { environment, signal, onLine });
    if (exitCode === 0) return;
    const lines = output.trim().split('\n');
    const tail = (lines.find((line) => /\berror\b/i.test(line)) ?? lines.at(-1) ?? '').trim();
    const message = `The native build failed while ${what}: ${tail}. The engine in use stays as it was.`;
    throw new Fault('engine_start_failed', message, { cause: new Error(output.slice(-20_000)) });
  }
}

async function unpackSource(task: EngineTask, work: string): Promise<string> {
  const { engines, environment, home, onProgress, signal } = task;
  const carrier = task.carrier ?? pipCarrier({ environment });
  const { project, version, sha256, folder } = engines.source;
  onProgress({ kind: 'notice', label, message: `fetching the source package ${project} ${version}` });
  const download = join(homeLayout(home).downloads, `${project}-${version}`);
  const archive = await carrier.fetchSource({ project, version, sha256 }, download, signal);
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  // Only llama.cpp itself (MIT): the package's own wrapper has another licence and is not used.
  const { exitCode, output } = await runCommand('tar', ['-xzf', archive, '-C', work, folder], { environment, signal });
  if (exitCode !== 0) throw new Fault('digest_mismatch', `${archive} does not unpack: ${output.trim().slice(0, 300)}`);
  await rm(download, { recursive: true, force: true });
  return join(work, folder);
}

function configureWords(
  { engines, machine }: ProvisionEngineOptions,
  tools: BuildTools,
  source: string,
  output: string,
): readonly string[] {
  const hasCuda = tools.nvcc !== null && machine.accelerators.some(({ kind }) => kind === 'cuda');
  const switches = {
    CMAKE_BUILD_TYPE: 'Release',
    BUILD_SHARED_LIBS: 'OFF',
    GGML_NATIVE: 'ON',
    ...(hasCuda ? { GGML_CUDA: 'ON' } : {}),
    LLAMA_BUILD_NUMBER: String(engines.source.build),
    LLAMA_BUILD_COMMIT: 'source-package',
    LLAMA_BUILD_TESTS: 'OFF',
    LLAMA_BUILD_EXAMPLES: 'OFF',
    LLAMA_BUILD_APP: 'OFF',
    // Each of these would otherwise reach for the network, at build time or later.
    LLAMA_BUILD_UI: 'OFF',
    LLAMA_USE_PREBUILT_UI: 'OFF',
    LLAMA_OPENSSL: 'OFF',
    FETCHCONTENT_FULLY_DISCONNECTED: 'ON',
  };
  const generator = tools.ninja === null ? [] : ['-G', 'Ninja'];
  return [
    '-S',
    source,
    '-B',
    output,
    ...generator,
    ...Object.entries(switches).map(([key, value]) => `-D${key}=${value}`),
  ];
}

/** `[ 42%]` of make, `[12/345]` of ninja. */
export function percentOf(line: string): number | null {
  const [, percent, done, total] = /^\[(?:\s*(\d+)%|(\d+)\/(\d+))\]/.exec(line) ?? [];
  if (percent !== undefined) return Number(percent);
  return total === undefined ? null : Math.floor((100 * Number(done)) / Number(total));
}

async function install(output: string, folder: string, cpuFeatures: readonly string[]): Promise<void> {
  const binary = await findBinary(join(output, 'bin'), 'llama-server');
  if (binary === null) throw new Fault('engine_start_failed', 'The build ended without a llama-server.');
  const staging = `${folder}.partial`;
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  await copyFile(binary, join(staging, basename(binary)));
  await writeBuildRecord(staging, cpuFeatures);
  await rm(folder, { recursive: true, force: true });
  await rename(staging, folder);
}
