// In: the path of what should be a language model in GGUF. Out: what its header says of it, or Fault `model_invalid` with what is
// wrong and what to do. Reads the header only; never the weights.
import { closeSync, openSync, readSync } from 'node:fs';
import { Fault } from '../contract/fault.ts';
import { formatBytes } from './format-bytes.ts';
import { GgufCursor, GgufDamage } from './gguf-cursor.ts';
import { type GgufMetadata, type GgufValue, readGgufMetadata } from './gguf-metadata.ts';

export interface RopeScaling {
  readonly type: string;
  readonly factor: number | null;
  readonly originalContextTokens: number | null;
}

/** Null stands for what the file does not say. */
export interface GgufHeader {
  readonly version: number;
  readonly fileBytes: number;
  readonly architecture: string;
  readonly name: string | null;
  /** llama.cpp's number for the mix of quantizations; 15 is Q4_K_M. */
  readonly fileType: number | null;
  readonly contextTokens: number | null;
  readonly blockCount: number | null;
  readonly embeddingLength: number | null;
  readonly headCount: number | null;
  /** One for each block where blocks differ. */
  readonly keyValueHeadCounts: readonly number[] | null;
  readonly keyLength: number | null;
  readonly valueLength: number | null;
  /** Of hybrid models: only every so many blocks keep a KV cache. */
  readonly fullAttentionInterval: number | null;
  readonly slidingWindowTokens: number | null;
  readonly vocabularySize: number | null;
  /** Of encoders, llama.cpp's number: 0 none, 1 mean, 2 the first token, 3 the last, 4 a rank. */
  readonly poolingType: number | null;
  readonly hasChatTemplate: boolean;
  readonly hasToolsInTemplate: boolean;
  readonly ropeScaling: RopeScaling | null;
  readonly partCount: number;
}

export async function readGgufHeader(path: string): Promise<GgufHeader> {
  return readWholeGguf(path, (metadata, fileBytes) => describe(metadata, fileBytes, path));
}

/** What is made of the metadata of a file of whatever kind that is there to its end; Fault `model_invalid` otherwise. */
export function readWholeGguf<Result>(
  path: string,
  made: (metadata: GgufMetadata, fileBytes: number) => Result,
): Result {
  ensureMagic(path);
  const cursor = new GgufCursor(path);
  try {
    cursor.skip(4);
    const metadata = readGgufMetadata(cursor);
    if (cursor.fileBytes < metadata.neededBytes) {
      const missing = `${formatBytes(cursor.fileBytes)} of ${formatBytes(metadata.neededBytes)} are there`;
      throw new GgufDamage(`the file is cut off: ${missing}`);
    }
    return made(metadata, cursor.fileBytes);
  } catch (error) {
    if (!(error instanceof GgufDamage)) throw error;
    throw new Fault('model_invalid', `${path} is damaged (${error.message}). Download it again.`);
  } finally {
    cursor.close();
  }
}

function ensureMagic(path: string): void {
  const start = Buffer.alloc(4);
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (cause) {
    const message = `The model file ${path} cannot be opened. Check the path in KINGLET_MODEL and that it may be read.`;
    throw new Fault('model_invalid', message, { cause });
  }
  try {
    readSync(descriptor, start, 0, 4, 0);
  } catch (cause) {
    throw new Fault('model_invalid', `${path} is not a file. Name the .gguf file itself.`, { cause });
  } finally {
    closeSync(descriptor);
  }
  const magic = start.toString('latin1');
  if (magic === 'GGUF') return;
  const found = magic === 'FUGG' ? 'a big-endian GGUF file, which this machine cannot use' : 'not a GGUF model file';
  throw new Fault('model_invalid', `${path} is ${found}. Kinglet runs models in the GGUF format (*.gguf).`);
}

function describe({ version, values, ...metadata }: GgufMetadata, fileBytes: number, path: string): GgufHeader {
  const architecture = text(values, 'general.architecture');
  const type = text(values, 'general.type');
  if (architecture === null) throw new GgufDamage('it names no architecture');
  if (architecture === 'clip' || type === 'mmproj') throw wrongKind(path, 'an image projector (mmproj)');
  if (type === 'adapter') throw wrongKind(path, 'an adapter (LoRA)');
  if (type === 'vocab' || (metadata.tensorCount === 0 && (number(values, 'split.count') ?? 1) < 2)) {
    throw wrongKind(path, 'a file without weights');
  }
  const own = (key: string): string => `${architecture}.${key}`;
  const template = text(values, 'tokenizer.chat_template');
  const tokens = values.get('tokenizer.ggml.tokens');
  const scalingType = text(values, own('rope.scaling.type'));
  const factor = number(values, own('rope.scaling.factor'));
  return {
    version,
    fileBytes,
    architecture,
    name: text(values, 'general.name'),
    fileType: number(values, 'general.file_type'),
    contextTokens: count(values, own('context_length')),
    blockCount: count(values, own('block_count')),
    embeddingLength: count(values, own('embedding_length')),
    headCount: counts(values, own('attention.head_count'))?.[0] ?? null,
    keyValueHeadCounts: counts(values, own('attention.head_count_kv')),
    keyLength: count(values, own('attention.key_length')),
    valueLength: count(values, own('attention.value_length')),
    fullAttentionInterval: count(values, own('full_attention_interval')),
    slidingWindowTokens: count(values, own('attention.sliding_window')),
    vocabularySize:
      tokens !== undefined && typeof tokens === 'object' ? tokens.length : count(values, own('vocab_size')),
    poolingType: number(values, own('pooling_type')),
    hasChatTemplate: template !== null && template !== '',
    hasToolsInTemplate: /\btools\b/.test(template ?? ''),
    ropeScaling:
      scalingType === null || scalingType === 'none'
        ? null
        : {
            type: scalingType,
            factor,
            originalContextTokens: count(values, own('rope.scaling.original_context_length')),
          },
    partCount: count(values, 'split.count') ?? 1,
  };
}

function wrongKind(path: string, found: string): Fault {
  return new Fault('model_invalid', `${path} is ${found}, not a language model. Name the model's own .gguf file.`);
}

function text(values: ReadonlyMap<string, GgufValue>, key: string): string | null {
  const value = values.get(key);
  return typeof value === 'string' ? value : null;
}

function number(values: ReadonlyMap<string, GgufValue>, key: string): number | null {
  const value = values.get(key);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function count(values: ReadonlyMap<string, GgufValue>, key: string): number | null {
  const value = number(values, key);
  return value !== null && Number.isInteger(value) && value >= 0 && value < 2 ** 40 ? value : null;
}

function counts(values: ReadonlyMap<string, GgufValue>, key: string): readonly number[] | null {
  const value = values.get(key);
  if (Array.isArray(value)) return value.every((item) => Number.isInteger(item) && item >= 0) ? value : null;
  const single = count(values, key);
  return single === null ? null : [single];
}
