// In: a node_modules folder. Out: its packages with licence and address, as folders of protected sources, and a digest that changes when a
// package or its version does. Reads package.json only.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatVersion } from './kinds.ts';
import type { SourceFolder } from './read-sources.ts';

export interface InstalledPackages {
  readonly folders: readonly SourceFolder[];
  /** Hexadecimal. */
  readonly digest: string;
}

interface Manifest {
  readonly name?: unknown;
  readonly version?: unknown;
  readonly license?: unknown;
  readonly licenses?: unknown;
  readonly repository?: unknown;
  readonly homepage?: unknown;
}

/** Other people's material under a licence of its own. */
const foreign = new Set(['deps', 'vendor', '_vendor', 'vendored', 'third_party', 'third-party']);

export function findPackages(modulesFolder: string): InstalledPackages {
  const folders: SourceFolder[] = [];
  const names: string[] = [];
  for (const path of packageFolders(modulesFolder)) {
    const manifest = manifestOf(path);
    if (manifest === null || typeof manifest.name !== 'string') continue;
    const { name } = manifest;
    names.push(`${name}@${String(manifest.version)}`);
    folders.push({ path, name, foreign, source: { license: licenseOf(manifest), url: addressOf(manifest, name) } });
  }
  const digest = createHash('sha256')
    .update(`${formatVersion}\n${names.sort().join('\n')}`)
    .digest('hex');
  return { folders, digest };
}

/** Packages in packages count like others. */
function* packageFolders(modulesFolder: string): Generator<string> {
  for (const name of namesIn(modulesFolder)) {
    const path = join(modulesFolder, name);
    if (name.startsWith('.')) continue;
    if (name.startsWith('@')) yield* packageFolders(path);
    else {
      yield path;
      yield* packageFolders(join(path, 'node_modules'));
    }
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}

function manifestOf(folder: string): Manifest | null {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof manifest === 'object' ? manifest : null;
  } catch {
    return null;
  }
}

function licenseOf({ license, licenses }: Manifest): string | null {
  const [first]: readonly unknown[] = Array.isArray(licenses) ? licenses : [];
  const named = [license, member(license, 'type'), member(first, 'type'), first];
  return named.find((value) => typeof value === 'string') ?? null;
}

function addressOf({ repository, homepage }: Manifest, name: string): string {
  const given = [repository, member(repository, 'url')].find((value) => typeof value === 'string');
  const address = given === undefined ? null : webAddress(given);
  if (address !== null) return address;
  return typeof homepage === 'string' && /^https?:/.test(homepage) ? homepage : `https://www.npmjs.com/package/${name}`;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Of the ways that npm knows to name a repository; null of others. */
export function webAddress(repository: string): string | null {
  const short = /^(?:(github|gitlab|bitbucket):)?([\w.-]+\/[\w.-]+)$/.exec(repository);
  if (short !== null) {
    const [, host = 'github', path = ''] = short;
    return `https://${host}.${host === 'bitbucket' ? 'org' : 'com'}/${path.replace(/\.git$/, '')}`;
  }
  const long =
    /^(?:git\+)?(?:https?|git|ssh):\/\/(?:[^@/]+@)?([^/:]+)(?::\d+)?[/:](.+)$/.exec(repository) ??
    /^git@([^:/]+):(.+)$/.exec(repository);
  if (long === null) return null;
  const [, host = '', path = ''] = long;
  return `https://${host}/${path
    .replace(/[?#].*$/, '')
    .replace(/\.git$/, '')
    .replace(/\/$/, '')}`;
}
