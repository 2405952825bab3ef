// In: the artifacts' folders as workerData, then asks. Out: their scores. The thread's own program: the network reads windows of all asks
// that wait, together. Knows no request and no client.
import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadAnswer, ThreadOrder } from '../../../base/asked-thread.ts';
import type { TextScores } from '../../../contract/safety.ts';
import { openEncoderNetwork } from '../../../onnx/encoder-network.ts';
import { makeWay } from '../../../onnx/make-way.ts';
import { createWordpieceTokenizer } from '../../../onnx/wordpiece-tokenizer.ts';
import { loadArtifact } from '../artifact.ts';
import type { ScorerAnswer, ScorerAsk, ScorerReady } from '../worker-messages.ts';
import { loadEncoderArtifact } from './encoder-artifact.ts';
import { EncoderJobs, type PlannedWindow } from './encoder-jobs.ts';
import type { EncoderScorerSetup } from './encoder-setup.ts';
import { rawHeads, readScores } from './read-scores.ts';
import { readWindows, type WindowReader } from './read-windows.ts';

/** Some 50 milliseconds of one core: so long may a short text have to wait. */
const maxPaddedTokens = 512;

type Said = ThreadAnswer<ScorerReady, ScorerAnswer>;
type NumberedAsk = ScorerAsk & { readonly number: number };

/** Which windows are of which text of an ask: from the end of the one before to its own. */
interface Waiting {
  readonly ask: NumberedAsk;
  readonly ends: readonly number[];
}

if (parentPort === null) throw new Error('encoder-worker runs as a thread');
const port = parentPort;
// Only open-encoder-scorer starts this program, with an EncoderScorerSetup.
const { encoderFolder, firstStageFolder, threads } = workerData as EncoderScorerSetup;

makeWay();
const artifact = loadEncoderArtifact(encoderFolder);
const { version, modelPath, tokenizerJson, maxTokens } = artifact;
const { vocabulary } = loadArtifact(firstStageFolder);
const { tokenize, startId, endId } = createWordpieceTokenizer(tokenizerJson);
const reader: WindowReader = { vocabulary, tokenize, startId, endId, maxTokens };
const network = await openEncoderNetwork({ modelPath, threads, outputName: 'outputs' });

const jobs = new EncoderJobs();
const waiting = new Map<number, Waiting>();
let isReading = false;

function say(said: Said): void {
  port.postMessage(said);
}

function take(ask: NumberedAsk): void {
  const { number } = ask;
  try {
    const windows: (readonly number[])[] = [];
    const ends = ask.asks.map(({ text }) => windows.push(...readWindows(text, reader)));
    waiting.set(number, { ask, ends });
    if (windows.length === 0) finish(number, []);
    else jobs.add(number, windows);
  } catch (error) {
    fail(number, error);
  }
}

function finish(number: number, outputs: readonly ArrayLike<number>[]): void {
  const found = waiting.get(number);
  waiting.delete(number);
  if (found === undefined) return;
  const scores = found.ask.asks.map(({ origin }, place): TextScores => {
    const own = outputs.slice(place === 0 ? 0 : found.ends[place - 1], found.ends[place]);
    return own.length === 0 ? {} : readScores(rawHeads(own, artifact), artifact.heads, origin);
  });
  say({ kind: 'scored', number, scores });
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
  for (let batch = jobs.plan(maxPaddedTokens); batch.length > 0; batch = jobs.plan(maxPaddedTokens)) await read(batch);
  isReading = false;
}

async function read(batch: readonly PlannedWindow[]): Promise<void> {
  try {
    const { values, shape } = await network.run(batch.map(({ row }) => row));
    const [, width = 0] = shape;
    for (const [place, window] of batch.entries()) {
      const outputs = jobs.read(window, values.slice(place * width, (place + 1) * width));
      if (outputs !== null) finish(window.ask, outputs);
    }
  } catch (error) {
    for (const { ask } of batch) fail(ask, error);
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
