// In: package.json and the lock of this folder. Out: its own node_modules, as the lock says, once for each lock; the service's lock knows
// nothing of these packages. Needs the npm registry the first time.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const stamp = join(folder, 'node_modules', '.kinglet-lock');
const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

function runNpm() {
  const npmScript = process.env['npm_execpath'];
  const isGiven = npmScript !== undefined && npmScript !== '';
  return spawnSync(isGiven ? process.execPath : 'npm', isGiven ? [npmScript, ...words] : words, {
    cwd: folder,
    stdio: 'inherit',
    shell: !isGiven && process.platform === 'win32',
    env: { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}` },
  });
}

export function setup(): void {
  const digest = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  console.info('the agent frameworks: npm ci in test/frameworks …');
  const { status } = runNpm();
  if (status !== 0) throw new Error(`npm ci in ${folder} failed: is the npm registry within reach?`);
  writeFileSync(stamp, digest);
}
