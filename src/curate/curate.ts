// In: inputs, settings, an output folder and a scorer. Out: kept, removed and rejected documents in files of the inputs' forms, and what was
// counted. Stopped at any moment, it goes on from its journal when it is called again, and the outputs are the same to the byte as
// if it had never been stopped. Knows no terminal and no single scorer.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import type { TextScorer } from '../contract/safety.ts';
import { batchesFrom } from './batches.ts';
import { foundBy } from './filters.ts';
import { inOrder } from './in-order.ts';
import { identityOf, type JournalState, readJournal, writeJournal } from './journal.ts';
import { markLine } from './mark-line.ts';
import { append, cutTo, emptyShelves, type InputOutputs, openOutputs, syncFiles } from './outputs.ts';
import { rejectionLine } from './rejection-line.ts';
import { type ScoredBatch, scoreBatch } from './score-batch.ts';
import { type CurateSettings, type InputFile, startPosition } from './settings.ts';
import { addCounts, addToTally, emptyCounts, emptyTally, type Judged } from './tally.ts';

export interface CuratePlan {
  readonly inputs: readonly InputFile[];
  readonly settings: CurateSettings;
  readonly outFolder: string;
}

export interface CurateParts {
  /** A failure of it ends the run, which can be gone on with. */
  readonly scorer: TextScorer;
  /** Batches that are scored at once. */
  readonly concurrency: number;
  /** Blacks out personal data. */
  redact(text: string): string;
  readonly stdin: AsyncIterable<Buffer>;
  readonly clock: Pick<Clock, 'nowMs'>;
  onProgress(state: JournalState): void;
}

export const inputsName = 'inputs.jsonl';
/** A crash costs at most so much and a segment. */
const journalEveryMs = 250;

/**
 * The finished state, at once where an earlier run came to its end. Inputs that could not be read to their end are counted in it. Faults:
 * `config_invalid` where the folder holds anything else, `disk_full`, and those of the scorer.
 */
export async function curate(
  { inputs, settings, outFolder }: CuratePlan,
  parts: CurateParts,
  signal: AbortSignal,
): Promise<JournalState> {
  const { scorer, clock } = parts;
  const identity = identityOf({ settings, inputs, scorerVersion: scorer.version });
  const known = readJournal(outFolder, identity);
  if (known?.isFinished === true) return known;
  const startedMs = clock.nowMs();
  let state: JournalState = known === null ? firstState(identity, settings) : { ...known, starts: known.starts + 1 };
  const activeBefore = state.activeMs;
  const unsynced = new Set<string>();
  let journaledMs = startedMs;
  await mkdir(outFolder, { recursive: true });
  if (known === null) await writeJournal(outFolder, state);
  await cutTo(join(outFolder, inputsName), state.inputsBytes);

  async function save(next: JournalState, isDue: boolean): Promise<void> {
    const nowMs = clock.nowMs();
    state = { ...next, activeMs: activeBefore + nowMs - startedMs };
    parts.onProgress(state);
    if (!isDue && nowMs - journaledMs < journalEveryMs) return;
    await syncFiles(unsynced);
    await writeJournal(outFolder, state);
    journaledMs = nowMs;
  }

  const filters = settings.filters.map(({ name }) => name);
  const batches = batchesFrom({ inputs, settings, stdin: parts.stdin }, state, signal);
  const scored = inOrder(batches, parts.concurrency, (batch) => scoreBatch(batch, { scorer, filters }, signal));
  let outputs: InputOutputs | null = null;
  /** Bytes of the input in the open segment. */
  let segmentBytes = 0;
  for await (const each of scored) {
    signal.throwIfAborted();
    const { input, compression, inputIndex, end, isLast } = each.batch;
    outputs ??= await openOutputs(
      { input, compression, sizes: state.sizes },
      { folder: outFolder, mode: settings.mode, unsynced },
    );
    for (const judged of judge(each, settings)) {
      place(judged, { outputs, form: input.form, mode: settings.mode });
      addCounts(state.counts, judged);
      addToTally(state.tally, judged, { settings, redact: parts.redact });
      segmentBytes += judged.record.sizeBytes;
    }
    if (!isLast && segmentBytes < settings.segmentBytes) continue;
    segmentBytes = 0;
    const sizes = await outputs.closeSegment();
    if (isLast) {
      outputs = null;
      await save(await closeInput(each, state, { outFolder, unsynced }), inputIndex === inputs.length - 1);
    } else await save({ ...state, inputIndex, position: end, sizes }, false);
  }
  return state;
}

/** To be called when what tells of the run was written: from then on it is over. */
export async function finishRun(outFolder: string, state: JournalState): Promise<void> {
  await writeJournal(outFolder, { ...state, isFinished: true });
}

function firstState(identity: string, settings: CurateSettings): JournalState {
  return {
    format: 1,
    identity,
    inputIndex: 0,
    position: startPosition,
    counts: emptyCounts(),
    sizes: emptyShelves,
    inputsBytes: 0,
    unreadable: 0,
    tally: emptyTally(settings.filters),
    activeMs: 0,
    starts: 1,
    isFinished: false,
  };
}

function* judge({ batch, scores }: ScoredBatch, { filters }: CurateSettings): Generator<Judged> {
  for (const [index, record] of batch.records.entries()) {
    const recordScores = scores[index] ?? {};
    yield { input: batch.input.name, record, scores: recordScores, found: foundBy(filters, recordScores) };
  }
}

function place(
  judged: Judged,
  to: { readonly outputs: InputOutputs; readonly form: InputFile['form']; readonly mode: CurateSettings['mode'] },
): void {
  const { record, found } = judged;
  if (record.rejection !== null) to.outputs.add('rejected', rejectionLine(judged));
  else if (to.mode === 'remove') to.outputs.add(found.length > 0 ? 'removed' : 'kept', record.raw);
  else if (record.text !== null) to.outputs.add('kept', markLine(record, to.form, judged));
  else if (to.form !== 'text') to.outputs.add('kept', record.raw);
}

async function closeInput(
  { batch }: ScoredBatch,
  state: JournalState,
  { outFolder, unsynced }: { readonly outFolder: string; readonly unsynced: Set<string> },
): Promise<JournalState> {
  const { input, unreadable } = batch;
  const line = `${JSON.stringify({ input: input.name, ...state.counts, unreadable })}\n`;
  const path = join(outFolder, inputsName);
  await append(path, line);
  unsynced.add(path);
  return {
    ...state,
    inputIndex: batch.inputIndex + 1,
    position: startPosition,
    counts: emptyCounts(),
    sizes: emptyShelves,
    inputsBytes: state.inputsBytes + Buffer.byteLength(line),
    unreadable: state.unreadable + (unreadable === null ? 0 : 1),
  };
}
