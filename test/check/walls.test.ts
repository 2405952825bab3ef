// In: the tree. Out: every source file says what it is, stays readable in size, and the room table of docs/ARCHITECTURE.md is what lint
// enforces. Reads text only.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

function sourceFiles(): readonly string[] {
  return ['src', 'test', 'bench', 'evals', 'bin']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    .filter((name) => /\.(ts|mjs|py)$/.test(name) && !name.includes('/node_modules/'));
}

function linesOf(name: string): readonly string[] {
  return readFileSync(join(root, name), 'utf8').split('\n');
}

test('every file opens with what comes in and what goes out', () => {
  const silent = sourceFiles().filter((name) => {
    const start = linesOf(name).slice(0, 4).join('\n');
    return !/^(#!.*\n)?(\/\/|#|""") ?In: [\s\S]*Out: /.test(start);
  });
  expect(silent).toEqual([]);
});

test('no file has grown past reading', () => {
  const limitOf = (name: string) => (/\.(test|suite)\.ts$|schema/.test(name) || name.startsWith('test/') ? 500 : 300);
  expect(sourceFiles().filter((name) => linesOf(name).length > limitOf(name))).toEqual([]);
});

test('no drawer for odds and ends', () => {
  expect(sourceFiles().filter((name) => /(^|\/)(utils?|helpers?|common|manager|index)\.ts$/.test(name))).toEqual([]);
});

test('evaluations know the service by its address only', () => {
  const imported = sourceFiles()
    .filter((name) => name.startsWith('evals/'))
    .flatMap((name) =>
      [
        ...linesOf(name)
          .join('\n')
          .matchAll(/(?:from|import)[ (]'([^']+)'/g),
      ].map(([, target = '']) => (target.startsWith('.') ? join(dirname(name), target) : target)),
    );
  const strange = imported.filter(
    (name) => !/^(evals\/|node:|ajv(-|\/|$)|franc$|openai$|vitest$|fast-check$)/.test(name),
  );
  expect(imported.length).toBeGreaterThan(20);
  expect(strange).toEqual([]);
});

interface Override {
  readonly includes: readonly string[];
  readonly linter: {
    readonly rules: {
      readonly style: {
        readonly noRestrictedImports: {
          readonly options: { readonly patterns: readonly { readonly group: readonly string[] }[] };
        };
      };
    };
  };
}

test('the room table is what lint enforces', () => {
  const { overrides }: { readonly overrides: readonly Override[] } = JSON.parse(
    readFileSync(join(root, 'biome.json'), 'utf8'),
  );
  const enforced = new Map(
    overrides.map((override) => {
      const group = override.linter.rules.style.noRestrictedImports.options.patterns[0]?.group ?? [];
      const allowed = group.filter(
        (pattern) => pattern.startsWith('!') && !pattern.startsWith('!node:') && pattern !== '!./**',
      );
      const names = allowed.map((pattern) =>
        pattern
          .slice(1)
          .replace(/^(\.\.\/)+/, '')
          .replace(/\/\*\*$/, ''),
      );
      return [override.includes[0]?.replace('/**/*.ts', ''), [...new Set(names)].sort()];
    }),
  );
  const rows = linesOf('docs/ARCHITECTURE.md').filter((line) => line.startsWith('| `src/'));
  const documented = new Map(
    rows.map((row) => {
      const [, room = '', , allowed = ''] = row.split('|').map((cell) => cell.trim());
      return [room.replaceAll('`', ''), allowed === '' ? [] : allowed.split(', ').sort()];
    }),
  );
  expect(documented).toEqual(enforced);
});

test('every room has a README that fits on half a screen', () => {
  const rooms = linesOf('docs/ARCHITECTURE.md').flatMap((line) => /^\| `(src\/[^`]+)`/.exec(line)?.[1] ?? []);
  expect(rooms.length).toBeGreaterThan(10);
  for (const room of rooms) expect(linesOf(`${room}/README.md`).length, room).toBeLessThanOrEqual(16);
});
