// In: a node_modules folder. Out: packages with licence and address, in whatever form they give them; files that somebody wrote; an index that is
// made once, and anew when a version changes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { madeUpLines, temporaryFolder } from './built-index.suite.ts';
import { keepPackageIndex } from './package-index.ts';
import { findPackages, webAddress } from './package-sources.ts';
import { ProtectedIndex } from './protected-index.ts';
import { readSources } from './read-sources.ts';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const manifest = (rest: object): string => JSON.stringify({ version: '1.0.0', ...rest });
const code = madeUpLines(20).join('\n');
const modules = {
  'heron/package.json': manifest({
    name: 'heron',
    license: 'MIT',
    repository: { url: 'git+https://github.com/birds/heron.git' },
  }),
  'heron/index.js': code,
  'heron/index.mjs': `${code}\n// the same again`,
  'heron/index.min.js': code,
  'heron/table.js': '1,\n2,\n3,\n'.repeat(50),
  'heron/long.js': code.replaceAll('\n', ' '),
  'heron/readme.md': 'Prose about herons.',
  'heron/deps/other.c': code,
  'heron/node_modules/egg/package.json': manifest({
    name: 'egg',
    licenses: [{ type: 'ISC' }],
    homepage: 'https://egg.example',
  }),
  'heron/node_modules/egg/egg.ts': madeUpLines(20, 'egg').join('\n'),
  '@birds/owl/package.json': manifest({ name: '@birds/owl' }),
  'broken/package.json': '{',
  '.bin/heron': '',
};

test('packages, also in packages and scopes', () => {
  const { folders } = findPackages(folderWith(modules));
  expect(folders.map(({ name, source }) => ({ name, ...source }))).toEqual([
    { name: '@birds/owl', license: null, url: 'https://www.npmjs.com/package/@birds/owl' },
    { name: 'heron', license: 'MIT', url: 'https://github.com/birds/heron' },
    { name: 'egg', license: 'ISC', url: 'https://egg.example' },
  ]);
});

test('what somebody wrote in them', () => {
  const paths = findPackages(folderWith(modules)).folders.flatMap((folder) =>
    [...readSources(folder, ['protectedCode'])].map(({ path }) => path),
  );
  expect(paths).toEqual(['heron/index.js', 'egg/egg.ts']);
});

describe('addresses of repositories', () => {
  test.each([
    ['git+https://github.com/a/b.git', 'https://github.com/a/b'],
    ['git://github.com/a/b.git', 'https://github.com/a/b'],
    ['git+ssh://git@github.com/a/b.git', 'https://github.com/a/b'],
    ['git@gitlab.com:a/b.git', 'https://gitlab.com/a/b'],
    ['https://github.com/a/b/tree/main/c#readme', 'https://github.com/a/b/tree/main/c'],
    ['github:a/b', 'https://github.com/a/b'],
    ['a/b', 'https://github.com/a/b'],
    ['bitbucket:a/b', 'https://bitbucket.org/a/b'],
    ['not one', null],
  ])('%s', (given, address) => {
    expect(webAddress(given)).toBe(address);
  });
});

test('their index is made once, and anew for another version', async () => {
  const modulesFolder = folderWith(modules);
  const path = join(temporaryFolder(), 'protected', 'packages.idx');
  const { signal } = new AbortController();
  expect(await keepPackageIndex({ modulesFolder, path }, signal)).toMatchObject({ documentCount: 2 });
  expect((await ProtectedIndex.read(path)).header.sources).toHaveLength(2);
  expect(await keepPackageIndex({ modulesFolder, path }, signal)).toBeNull();
  writeFileSync(join(modulesFolder, 'heron/package.json'), manifest({ name: 'heron', version: '2.0.0' }));
  expect(await keepPackageIndex({ modulesFolder, path }, signal)).toMatchObject({ documentCount: 2 });
  await expect(keepPackageIndex({ modulesFolder, path }, AbortSignal.abort(new Error('over')))).rejects.toThrow('over');
});
