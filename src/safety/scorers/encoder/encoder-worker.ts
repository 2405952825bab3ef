// In: the artifacts' folders as workerData, then asks. Out: their scores. The thread's own program: asks take turns at the network. Knows no
// request and no client.
import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadAnswer, ThreadOrder } from '../../../base/asked-thread.ts';
import type { TextScores } from '../../../contract/safety.ts';
import { openEncoderNetwork } from '../../../onnx/encoder-network.ts';
import { createWordpieceTokenizer } from '../../../onnx/wordpiece-tokenizer.ts';
import { loadArtifact } from '../artifact.ts';
import type { ScorerAnswer, ScorerAsk, ScorerReady } from '../worker-messages.ts';
import { loadEncoderArtifact } from './encoder-artifact.ts';
import { EncoderJobs, type PlannedBatch } from './encoder-jobs.ts';
import type { EncoderScorerSetup } from './encoder-setup.ts';
import { readScores, type SeenReading, scoreReadings } from './read-scores.ts';
import { type ReadingWindows, readWindows, type WindowReader } from './read-windows.ts';

/** Some 50 milliseconds of one core: so long may a short text have to wait. */
const maxPaddedTokens = 512;

type Said = ThreadAnswer<ScorerReady, ScorerAnswer>;
type NumberedAsk = ScorerAsk & { readonly number: number };

if (parentPort === null) throw new Error('encoder-worker runs as a thread');
const port = parentPort;
// Only open-encoder-scorer starts this program, with an EncoderScorerSetup.
const { encoderFolder, firstStageFolder, threads } = workerData as EncoderScorerSetup;

const artifact = loadEncoderArtifact(encoderFolder);
const { version, modelPath, tokenizerJson, maxTokens } = artifact;
const firstStage = loadArtifact(firstStageFolder);
const { tokenize, startId, endId } = createWordpieceTokenizer(tokenizerJson);
const reader: WindowReader = { firstStage, tokenize, startId, endId, maxTokens };
const network = await openEncoderNetwork({ modelPath, threads, outputName: 'outputs' });

const jobs = new EncoderJobs();
/** Beside each ask, the readings of each of its texts. */
const waiting = new Map<
  number,
  { readonly ask: NumberedAsk; readonly readings: readonly (readonly ReadingWindows[])[] }
>();
let isReading = false;

function say(said: Said): void {
  port.postMessage(said);
}

function take(ask: NumberedAsk): void {
  const { number } = ask;
  try {
    const readings = ask.asks.map((each) => readWindows(each.text, reader, each.isThorough === true ? null : each));
    waiting.set(number, { ask, readings });
    jobs.add(
      number,
      readings.map((ofText) => ofText.flatMap(({ windows }) => windows.map(({ row }) => row))),
    );
    if (readings.every(({ length }) => length === 0)) finish(number, []);
  } catch (error) {
    fail(number, error);
  }
}

function finish(number: number, outputs: readonly (readonly ArrayLike<number>[])[]): void {
  const found = waiting.get(number);
  if (found === undefined) return;
  const scores: TextScores[] = [];
  for (const [place, { origin }] of found.ask.asks.entries()) {
    const readings = seenReadings(outputs[place] ?? [], found.readings[place] ?? []);
    scores.push(readings.length === 0 ? {} : readScores(scoreReadings(readings, artifact), artifact.heads, origin));
  }
  drop(number);
  say({ kind: 'scored', number, scores });
}

/** The outputs of all windows of a text, reading by reading. */
function seenReadings(
  outputs: readonly ArrayLike<number>[],
  readings: readonly ReadingWindows[],
): readonly SeenReading[] {
  let end = 0;
  return readings.map(({ windows, windowCount }) => {
    const start = end;
    end += windows.length;
    const seen = windows.map(({ firstStage }, place) => ({ outputs: outputs[start + place] ?? [], firstStage }));
    return { windows: seen, windowCount };
  });
}

function fail(number: number, error: unknown): void {
  drop(number);
  say({ kind: 'failed', number, reason: String(error) });
}

function drop(number: number): void {
  jobs.cancel(number);
  waiting.delete(number);
}

/** Between two batches messages are read. */
async function readAll(): Promise<void> {
  isReading = true;
  for (let batch = jobs.plan(maxPaddedTokens); batch !== null; batch = jobs.plan(maxPaddedTokens)) await read(batch);
  isReading = false;
}

async function read(batch: PlannedBatch): Promise<void> {
  try {
    const { values, shape } = await network.run(batch.rows);
    const [, width = 0] = shape;
    const outputs = jobs.read(
      batch,
      batch.rows.map((_, place) => values.slice(place * width, (place + 1) * width)),
    );
    if (outputs !== null) finish(batch.ask, outputs);
  } catch (error) {
    fail(batch.ask, error);
  }
}

port.on('message', (ask: NumberedAsk | ThreadOrder) => {
  if (ask.kind === 'close') {
    for (const number of waiting.keys()) drop(number);
    void network.release().finally(() => port.close());
  } else if (ask.kind === 'cancel') drop(ask.number);
  else {
    take(ask);
    if (!isReading) void readAll();
  }
});
say({ kind: 'ready', version });
