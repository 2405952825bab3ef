// In: a folder. Out: its texts, named as the files are, without what an editor puts at their end. Fault when there is none.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../contract/fault.ts';

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

export function readTexts(folder: string): readonly NamedText[] {
  const names = listFolder(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort();
  if (names.length === 0) throw new Fault('config_invalid', `${folder} holds no *.txt file.`);
  return names.map((name) => ({
    name: name.slice(0, -'.txt'.length),
    text: readFileSync(join(folder, name), 'utf8').trimEnd(),
  }));
}

function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw new Fault('config_invalid', `The folder ${folder} cannot be read.`, { cause });
  }
}
