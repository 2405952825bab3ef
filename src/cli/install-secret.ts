// In: the home folder and a source of random bytes. Out: the secret of this installation, made once. Whoever reads it can forge the boundaries
// of prompts, so it is the owner's only. Knows nothing of what it seals.
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../contract/fault.ts';

const secretBytes = 32;

/** Of several services that start on one home at once, the first to place its secret wins. Fault `config_invalid` where the file was damaged. */
export function installSecret(home: string, randomBytes: (count: number) => Uint8Array): Uint8Array {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const path = join(home, 'secret');
  const known = readIfPresent(path);
  if (known !== null) return checked(known, path);
  const fresh = randomBytes(secretBytes);
  const draft = `${path}.${Buffer.from(fresh.subarray(0, 6)).toString('hex')}`;
  writeFileSync(draft, fresh, { mode: 0o600, flag: 'wx' });
  try {
    // A file appears under its name whole, and only where none is.
    linkSync(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return checked(readFileSync(path), path);
}

function readIfPresent(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function checked(secret: Uint8Array, path: string): Uint8Array {
  if (secret.length === secretBytes) return secret;
  throw new Fault('config_invalid', `${path} must hold ${secretBytes} bytes; delete it and a new one is made`);
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
