// In: a folder and a program's name. Out: where below the folder it lies, or null. Runs nothing.
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

export async function findBinary(folder: string, name: string): Promise<string | null> {
  const fileName = process.platform === 'win32' ? `${name}.exe` : name;
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  const found = entries.find((entry) => basename(entry) === fileName);
  return found === undefined ? null : join(folder, found);
}
