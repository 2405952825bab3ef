// In: the words of a command line. Out: the files they mean, folders with all below them, in one order whatever the file system; and files
// that were passed over for their names. Knows no content.
import { readdirSync, type Stats, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { Fault } from '../contract/fault.ts';
import type { InputFile, InputForm } from './settings.ts';

export interface ListedInputs {
  readonly inputs: readonly InputFile[];
  readonly passedOver: readonly string[];
}

const forms: Readonly<Record<string, InputForm>> = {
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'jsonl',
  txt: 'text',
  text: 'text',
  md: 'text',
  parquet: 'parquet',
};

export const standardInput = '-';

/** `form` of null goes by the names. Fault `config_invalid` where a word means nothing, or a named file has no known name. */
export function listInputs(
  words: readonly string[],
  { form, outFolder }: { readonly form: InputForm | null; readonly outFolder: string },
): ListedInputs {
  const inputs: InputFile[] = [];
  const passedOver: string[] = [];
  const names = new Set<string>();
  for (const [index, word] of words.entries()) {
    if (word === standardInput) {
      if (form === 'parquet')
        throw new Fault('config_invalid', 'Parquet is read from files only: its index is at its end.');
      const name = uniqueName(form === 'text' ? 'stdin.txt' : 'stdin.jsonl', index, names);
      inputs.push({ name, path: null, form: form ?? 'jsonl', sizeBytes: null, modifiedMs: null });
      continue;
    }
    const root = statOf(word);
    const paths = root.isDirectory() ? filesBelow(resolve(word), resolve(outFolder)) : [resolve(word)];
    for (const path of paths) {
      const known = form ?? formOf(path);
      const name = root.isDirectory() ? relative(resolve(word), path).split(sep).join('/') : basename(path);
      if (known === null && root.isDirectory()) passedOver.push(name);
      else if (known === null)
        throw new Fault('config_invalid', `What is ${word}? Say it: --format jsonl, text or parquet.`);
      else inputs.push({ name: uniqueName(name, index, names), path, form: known, ...factsOf(statSync(path)) });
    }
  }
  if (inputs.filter(({ path }) => path === null).length > 1)
    throw new Fault('config_invalid', 'The standard input can be read only once.');
  return { inputs, passedOver };
}

function formOf(path: string): InputForm | null {
  const ending = /\.([a-z]+)(?:\.(?:gz|zst))?$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(forms, ending) ? (forms[ending] ?? null) : null;
}

function factsOf({ size, mtimeMs }: Stats): Pick<InputFile, 'sizeBytes' | 'modifiedMs'> {
  return { sizeBytes: size, modifiedMs: mtimeMs };
}

function statOf(word: string): Stats {
  try {
    return statSync(word);
  } catch (cause) {
    throw new Fault('config_invalid', `There is no file or folder ${word}.`, { cause });
  }
}

/** Links to files are followed, as model hubs store data sets; links to folders are not, which may lead in circles. */
function filesBelow(folder: string, outFolder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (path === outFolder) return [];
    if (entry.isDirectory()) return filesBelow(path, outFolder);
    return entry.isFile() || (entry.isSymbolicLink() && statOf(path).isFile()) ? [path] : [];
  });
}

function uniqueName(name: string, index: number, names: Set<string>): string {
  const unique = names.has(name) ? `${index + 1}/${name}` : name;
  if (names.has(unique)) throw new Fault('config_invalid', `Two inputs are called ${unique}.`);
  names.add(unique);
  return unique;
}
