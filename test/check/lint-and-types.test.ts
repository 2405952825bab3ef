// In: the tree. Out: format, lint, room walls and types hold. Needs the dev dependencies only.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

function run(script: string, ...words: readonly string[]): { status: number | null; output: string } {
  const done = spawnSync(process.execPath, [`${root}/node_modules/${script}`, ...words], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status: done.status, output: `${done.stdout}\n${done.stderr}` };
}

test('format, lint and room walls hold', () => {
  const { status, output } = run('@biomejs/biome/bin/biome', 'ci', '--max-diagnostics=50', '.');
  expect(status, output).toBe(0);
});

test('types hold', () => {
  const { status, output } = run('typescript/bin/tsc', '-p', '.');
  expect(status, output).toBe(0);
});
