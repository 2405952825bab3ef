// In: how far a run has come. Out: it in a file that holds one whole state at any moment, and the state that an earlier run left. Knows no
// document.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../contract/fault.ts';
import type { ShelfSizes } from './outputs.ts';
import type { CurateSettings, InputFile, Position } from './settings.ts';
import type { Counts, Tally } from './tally.ts';

export interface JournalState {
  readonly format: 1;
  /** Of settings, inputs and scorer: another run's outputs are not gone on with. */
  readonly identity: string;
  /** What comes next. */
  readonly inputIndex: number;
  readonly position: Position;
  readonly counts: Counts;
  readonly sizes: ShelfSizes;
  /** Of `inputs.jsonl`, which has a line for each input that is done. */
  readonly inputsBytes: number;
  readonly unreadable: number;
  readonly tally: Tally;
  /** Time that runs of it took so far. */
  readonly activeMs: number;
  readonly starts: number;
  readonly isFinished: boolean;
}

export const journalName = 'journal.json';
/** What may be there before the first journal is. */
const ownNames: readonly string[] = ['locks', `${journalName}.new`];

export function identityOf(run: {
  readonly settings: CurateSettings;
  readonly inputs: readonly InputFile[];
  readonly scorerVersion: string;
}): string {
  return createHash('sha256').update(JSON.stringify(run)).digest('hex');
}

/** Null: nothing was begun. Fault `config_invalid` where the folder holds another run's outputs, or anything else. */
export function readJournal(folder: string, identity: string): JournalState | null {
  const path = join(folder, journalName);
  if (!existsSync(path)) {
    const others = existsSync(folder) ? readdirSync(folder).filter((name) => !ownNames.includes(name)) : [];
    if (others.length > 0)
      throw new Fault('config_invalid', `${folder} holds other files. Choose an empty or a new folder.`);
    return null;
  }
  const state = parse(path);
  if (state.identity === identity) return state;
  throw new Fault(
    'config_invalid',
    `${folder} holds a run over other inputs, or with other settings or scorers (an input that changed since is another one). Repeat that one's command, or choose another folder.`,
  );
}

function parse(path: string): JournalState {
  try {
    // Only `writeJournal` writes this file, whole.
    const state = JSON.parse(readFileSync(path, 'utf8')) as JournalState;
    if (state.format === 1) return state;
  } catch (cause) {
    throw new Fault('config_invalid', `${path} cannot be read.`, { cause });
  }
  throw new Fault('config_invalid', `${path} was written by another version of Kinglet.`);
}

/** To be written before any output is. The old state or the new one is there, also after a power failure. */
export async function writeJournal(folder: string, state: JournalState): Promise<void> {
  const path = join(folder, journalName);
  const file = await open(`${path}.new`, 'w');
  try {
    await file.writeFile(JSON.stringify(state));
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}
