// In: a catalogue entry and the home. Out: the model on disk, verified: found there, or fetched from the first source that gives it.
// One process fetches; the others wait. Knows no engine and makes no choice of model.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { defaultDownloadLimits } from './download-file.ts';
import { type FetchOptions, type FetchTask, fetchEntry } from './fetch-entry.ts';
import { readGgufHeader } from './gguf-header.ts';
import { homeLayout } from './home-layout.ts';
import { findQuantization, hubFromEnvironment } from './hub.ts';
import { type InstalledModel, readInstallRecord, writeInstallRecord } from './install-record.ts';
import type { FileEntry, ModelEntry } from './model-entry.ts';
import type { OnProgress } from './progress.ts';
import { withDownloadLock } from './with-download-lock.ts';

export interface ProvisionModelOptions extends FetchOptions {
  readonly model: ModelEntry;
}

export async function provisionModel(
  options: ProvisionModelOptions,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<InstalledModel> {
  const { model, home } = options;
  const task: FetchTask = { ...options, modelId: model.id, onProgress, signal };
  const own = model.sources.find((source) => source.kind === 'file');
  if (own?.kind === 'file') return useOwnFile(model, own.path);
  const folder = join(homeLayout(home).models, model.id);
  const installed = await readInstallRecord(folder);
  if (installed !== null) return installed;
  return withDownloadLock(homeLayout(home).locks, `model-${model.id}`, { onProgress, signal }, async () => {
    const meanwhile = await readInstallRecord(folder);
    if (meanwhile !== null) return meanwhile;
    await mkdir(folder, { recursive: true });
    const complete = await nameFiles(options, signal);
    const file = await fetchEntry(task, complete, folder);
    await readGgufHeader(file.path);
    const projector = complete.projector === null ? null : await fetchEntry(task, complete.projector, folder);
    const record: InstalledModel = {
      id: model.id,
      path: file.path,
      projectorPath: projector?.path ?? null,
      sizeBytes: file.sizeBytes,
      sha256: file.sha256,
      source: file.source,
    };
    await writeInstallRecord(folder, record, projector?.sha256 ?? null);
    return record;
  });
}

async function useOwnFile(model: ModelEntry, path: string): Promise<InstalledModel> {
  const absolute = resolve(path);
  const { fileBytes } = await readGgufHeader(absolute);
  return { id: model.id, path: absolute, projectorPath: null, sizeBytes: fileBytes, sha256: null, source: 'file' };
}

/** Replaces "that quantization of this repository" by the files it stands for. */
async function nameFiles(options: ProvisionModelOptions, signal: AbortSignal): Promise<ModelEntry> {
  const source = options.model.sources.find(({ kind }) => kind === 'hub-quantization');
  if (source?.kind !== 'hub-quantization') return options.model;
  const { answerTimeoutMs } = options.limits ?? defaultDownloadLimits;
  const found = await findQuantization(hubFromEnvironment(options.environment), source, answerTimeoutMs, signal);
  const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1);
  const projector: FileEntry | null =
    found.projector === null
      ? null
      : { fileName: nameOf(found.projector.file), sizeBytes: null, sha256: null, sources: [found.projector] };
  return { ...options.model, fileName: nameOf(found.model.file), sources: [found.model], projector };
}
