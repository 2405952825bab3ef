// In: the home. Out: the models that are installed there and whole. Fetches nothing.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { homeLayout } from './home-layout.ts';
import { type InstalledModel, readInstallRecord } from './install-record.ts';

export async function listInstalledModels(home: string): Promise<readonly InstalledModel[]> {
  const { models } = homeLayout(home);
  const folders = await readdir(models).catch(() => []);
  const records = await Promise.all(folders.map((folder) => readInstallRecord(join(models, folder))));
  return records.filter((record) => record !== null);
}
