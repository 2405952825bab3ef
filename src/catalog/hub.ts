// In: the environment. Out: how the model hub is addressed: its URLs, our token, and the list of a repository's files. Knows
// no download.
import { Fault } from '../contract/fault.ts';
import { exchange } from './http-exchange.ts';
import { JsonRecord } from './json-record.ts';
import type { HubQuantizationSource, HubSource } from './model-entry.ts';

export interface Hub {
  readonly endpoint: string;
  readonly token: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const maxListBytes = 16 << 20;

export function hubFromEnvironment(environment: Readonly<Record<string, string | undefined>>): Hub {
  const endpoint = environment['HF_ENDPOINT'] || 'https://huggingface.co';
  return { endpoint: endpoint.replace(/\/+$/, ''), token: environment['HF_TOKEN'] || null, environment };
}

export function hubFileUrl({ endpoint }: Hub, { repository, revision, file }: HubSource): string {
  const encode = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
  return `${endpoint}/${encode(repository)}/resolve/${encodeURIComponent(revision)}/${encode(file)}`;
}

/** The model file of that quantization, and the projector where the repository has one. */
export async function findQuantization(
  hub: Hub,
  source: HubQuantizationSource,
  answerTimeoutMs: number,
  signal: AbortSignal,
): Promise<{ readonly model: HubSource; readonly projector: HubSource | null }> {
  const { repository, revision, quantization } = source;
  const url = `${hub.endpoint}/api/models/${repository}/revision/${encodeURIComponent(revision)}`;
  const { status, body } = await exchange({ ...hub, url, headers: {}, answerTimeoutMs }, signal);
  if (status === 401 || status === 403) {
    throw new Fault(
      'source_refused',
      `The hub refuses ${repository} (${status}). Set HF_TOKEN to a token that may read it, or check the name.`,
    );
  }
  if (status !== 200) throw new Fault('model_unknown', `The hub has no repository ${repository} (${status}).`);
  let text = '';
  for await (const chunk of body.setEncoding('utf8')) {
    text += chunk;
    if (text.length > maxListBytes)
      throw new Fault('source_refused', `The hub's list of ${repository} is absurdly long.`);
  }
  const files = parseList(text, repository).filter((name) => /\.gguf$/i.test(name));
  const isProjector = (name: string): boolean => /mmproj/i.test(name);
  const suffix = new RegExp(`[-._]${quantization.replaceAll(/[^\w.-]/g, '')}\\.gguf$`, 'i');
  const model = files.find((name) => suffix.test(name) && !isProjector(name));
  if (model === undefined) {
    const known =
      files
        .filter((name) => !isProjector(name))
        .slice(0, 12)
        .join(', ') || 'no GGUF file at all';
    throw new Fault('model_unknown', `${repository} has no single file for ${quantization}. It has: ${known}.`);
  }
  const projector = ['q8_0', 'f16', 'bf16', ''].flatMap((type) =>
    files.filter((name) => isProjector(name) && name.toLowerCase().includes(type)),
  )[0];
  const locate = (file: string): HubSource => ({ kind: 'hub', repository, revision, file });
  return { model: locate(model), projector: projector === undefined ? null : locate(projector) };
}

function parseList(text: string, repository: string): readonly string[] {
  try {
    const record = new JsonRecord(JSON.parse(text), repository, 'source_refused');
    return record.records('siblings').map((sibling) => sibling.relativePath('rfilename'));
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault('source_refused', `The hub's list of ${repository} cannot be read.`, { cause });
  }
}
