// In: the path of what should be a LoRA adapter in GGUF, and the header of the model that it shall change. Out: its digest, or Fault
// `model_invalid` with what is wrong and what to do. Starts nothing.
import { existsSync } from 'node:fs';
import { Fault } from '../contract/fault.ts';
import { type GgufHeader, readWholeGguf } from './gguf-header.ts';
import { sha256File } from './sha256-file.ts';

export async function readAdapter(
  path: string,
  model: Pick<GgufHeader, 'architecture'>,
  signal: AbortSignal,
): Promise<{ readonly digest: string }> {
  if (!existsSync(path)) throw unusable(path, 'is not there. Check its path in `adapters`');
  const { values } = readWholeGguf(path, (metadata) => metadata);
  const [type, kind, architecture] = ['general.type', 'adapter.type', 'general.architecture'].map((key) =>
    values.get(key),
  );
  if (type !== 'adapter' || kind !== 'lora') throw unusable(path, 'is no LoRA adapter in the GGUF format');
  if (architecture !== model.architecture)
    throw unusable(path, `changes models of the kind ${String(architecture)}, and this one is ${model.architecture}`);
  return { digest: await sha256File(path, signal) };
}

function unusable(path: string, what: string): Fault {
  return new Fault('model_invalid', `The adapter ${path} ${what}.`);
}
