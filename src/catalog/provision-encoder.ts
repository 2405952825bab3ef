// In: an encoder's catalogue entry and the home. Out: its files on disk, verified every time: found there, or fetched from the first
// source that gives them. One process fetches; the others wait. Starts nothing.
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EncoderEntry, InstalledEncoder } from './encoder-entry.ts';
import { type FetchOptions, type FetchTask, fetchEntry, verifyExisting } from './fetch-entry.ts';
import { homeLayout } from './home-layout.ts';
import type { FileEntry } from './model-entry.ts';
import type { Watch } from './progress.ts';
import { withDownloadLock } from './with-download-lock.ts';

export interface ProvisionEncoderOptions extends FetchOptions {
  readonly encoder: EncoderEntry;
}

export async function provisionEncoder(options: ProvisionEncoderOptions, watch: Watch): Promise<InstalledEncoder> {
  const { encoder, home } = options;
  const task: FetchTask = { ...options, ...watch, modelId: encoder.id, advice: '' };
  const folder = folderOf(home, encoder);
  const found = await verify(encoder, folder, watch.signal);
  if (found !== null) return found;
  return withDownloadLock(homeLayout(home).locks, `encoder-${encoder.id}`, watch, async () => {
    await mkdir(folder, { recursive: true });
    const model = await fetchEntry(task, encoder.model, folder);
    const tokenizer = await fetchEntry(task, encoder.tokenizer, folder);
    return { id: encoder.id, modelPath: model.path, tokenizerPath: tokenizer.path };
  });
}

async function verify(encoder: EncoderEntry, folder: string, signal: AbortSignal): Promise<InstalledEncoder | null> {
  const pathOf = ({ fileName }: FileEntry): string => join(folder, fileName);
  const tokenizer = await verifyExisting(encoder.tokenizer, pathOf(encoder.tokenizer), signal);
  const model = tokenizer && (await verifyExisting(encoder.model, pathOf(encoder.model), signal));
  return tokenizer && model && { id: encoder.id, modelPath: model.path, tokenizerPath: tokenizer.path };
}

/** Where it lies, by name and size only; null when it is not there. */
export async function findEncoder(home: string, encoder: EncoderEntry): Promise<string | null> {
  const folder = folderOf(home, encoder);
  for (const { fileName, sizeBytes } of [encoder.model, encoder.tokenizer]) {
    const found = await stat(join(folder, fileName)).catch(() => null);
    if (found === null || found.size !== (sizeBytes ?? found.size)) return null;
  }
  return join(folder, encoder.model.fileName);
}

function folderOf(home: string, { id }: EncoderEntry): string {
  return join(homeLayout(home).models, id);
}
