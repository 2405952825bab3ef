// In: an npm script's name and arguments, under whatever Node is installed. Out: the same work under Node 24 with the
// locked dependencies in place, its exit code and signals passed through. Knows nothing of the service; no dependencies.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectFolder = dirname(fileURLToPath(import.meta.url));
const targetMajor = 24;
const targetVersion = '24.21.0';

const entries = {
  start: ['src/main.ts', 'serve'],
  kinglet: ['src/main.ts'],
  dev: ['--watch', 'src/main.ts', 'serve'],
  test: ['test/run.ts'],
  bench: ['bench/main.ts'],
  evals: ['evals/main.ts'],
  check: ['test/check/run.ts'],
  fix: ['node_modules/@biomejs/biome/bin/biome', 'check', '--write', '.'],
  build: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
};

function fail(message) {
  process.stderr.write(`kinglet: ${message}\n`);
  process.exit(1);
}

function say(message) {
  process.stderr.write(`kinglet: ${message}\n`);
}

// Node's names for platform and processor are those of the npm packages, but for Windows.
function nodePackageName() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  return `node-${platform}-${process.arch}`;
}

function runNpm(nodePath, npmArguments) {
  const npmScript = process.env.npm_execpath;
  const environment = {
    ...process.env,
    PATH: `${dirname(nodePath)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`,
  };
  const done = npmScript
    ? spawnSync(process.execPath, [npmScript, ...npmArguments], {
        cwd: projectFolder,
        stdio: ['ignore', 'pipe', 'inherit'],
        env: environment,
      })
    : spawnSync('npm', npmArguments, {
        cwd: projectFolder,
        stdio: ['ignore', 'pipe', 'inherit'],
        shell: process.platform === 'win32',
        env: environment,
      });
  return done.status === 0;
}

// Two first starts at once must not install into one folder together: the folder is the lock, its owner's pid inside.
function withLock(work) {
  const lockFolder = join(projectFolder, '.toolchain', 'lock');
  mkdirSync(dirname(lockFolder), { recursive: true });
  for (let waitedMs = 0; ; waitedMs += 500) {
    try {
      mkdirSync(lockFolder);
      writeFileSync(join(lockFolder, 'pid'), String(process.pid));
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (isOwnerGone(lockFolder, waitedMs)) rmSync(lockFolder, { recursive: true, force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    }
  }
  try {
    return work();
  } finally {
    rmSync(lockFolder, { recursive: true, force: true });
  }
}

function isOwnerGone(lockFolder, waitedMs) {
  try {
    process.kill(Number(readFileSync(join(lockFolder, 'pid'), 'utf8')), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH' || waitedMs > 5000;
  }
}

function ensureNode() {
  if (Number(process.versions.node.split('.')[0]) >= targetMajor) return process.execPath;
  const name = nodePackageName();
  const folder = join(projectFolder, '.toolchain', `node-${targetVersion}`);
  const binary = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(binary)) return binary;
  return withLock(() => {
    if (existsSync(binary)) return binary;
    say(
      `Node ${process.versions.node} is installed, ${targetMajor} is needed: fetching ${name}@${targetVersion} from npm into .toolchain/ (once)`,
    );
    const staging = `${folder}.partial`;
    rmSync(staging, { recursive: true, force: true });
    mkdirSync(staging, { recursive: true });
    const isFetched = runNpm(process.execPath, [
      'install',
      '--no-save',
      '--no-package-lock',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      '--prefix',
      staging,
      `${name}@${targetVersion}`,
    ]);
    if (!isFetched)
      fail(
        `could not fetch ${name}@${targetVersion} from the npm registry. Check the network, or install Node ${targetMajor} yourself.`,
      );
    rmSync(folder, { recursive: true, force: true });
    renameSync(staging, folder);
    return binary;
  });
}

function ensureDependencies(nodePath) {
  const stamp = join(projectFolder, 'node_modules', '.kinglet-lock');
  const lockDigest = createHash('sha256')
    .update(readFileSync(join(projectFolder, 'package-lock.json')))
    .digest('hex');
  const isCurrent = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === lockDigest;
  if (isCurrent()) return;
  withLock(() => {
    if (isCurrent()) return;
    say('installing the locked dependencies (npm ci)');
    if (!runNpm(nodePath, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])) {
      fail('npm ci failed: see its message above. The npm registry must be reachable for the first start.');
    }
    writeFileSync(stamp, lockDigest);
  });
}

// The child also watches its IPC channel: when this process is killed outright, the child drains and ends (src/main.ts).
function runUnder(nodePath, entry, extraArguments) {
  const child = spawn(nodePath, [...entry, ...extraArguments], {
    cwd: process.cwd(),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, KINGLET_BOOTSTRAPPED: '1' },
  });
  // A terminal sends Ctrl-C to the whole group, so the child has it already; a bare kill reaches only this process.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`could not run ${nodePath}: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

const [command = 'start', ...rest] = process.argv.slice(2);
const entry = entries[command];
if (entry === undefined) fail(`unknown script ${command}; known: ${Object.keys(entries).join(', ')}`);
const nodePath = ensureNode();
ensureDependencies(nodePath);
const absoluteEntry = entry.map((word) => (/[/\\]/.test(word) ? join(projectFolder, word) : word));
if (command === 'build' || command === 'fix') process.chdir(projectFolder);
runUnder(nodePath, absoluteEntry, rest);
