// In: a zip file and a folder. Out: its files below that folder, executable where the archive says so. Writes nowhere else.
import { chmod, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { asDiskFault } from './disk-space.ts';
import { listZip, readZipMember } from './zip-archive.ts';

export async function extractZip(path: string, folder: string, signal: AbortSignal): Promise<void> {
  for (const member of await listZip(path)) {
    signal.throwIfAborted();
    if (member.isFolder) continue;
    const target = join(folder, member.name);
    await mkdir(dirname(target), { recursive: true });
    const file = await open(target, 'w');
    try {
      for await (const chunk of readZipMember(path, member)) await file.writeFile(chunk);
    } catch (error) {
      throw asDiskFault(error, folder, member.sizeBytes);
    } finally {
      await file.close();
    }
    if (member.isExecutable) await chmod(target, 0o755);
  }
}
