// In: an encoder's files as workerData, then asks one after the other. Out: their answers. The thread's own program: everything that
// computes happens here. Knows no request and no client.
import { readFileSync, readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadAnswer, ThreadOrder } from '../../base/asked-thread.ts';
import { openEncoderSession } from './encoder-session.ts';
import { createEncoderTokenizer } from './encoder-tokenizer.ts';
import type { EncoderAnswer, EncoderAsk, EncoderReady, EncoderSetup } from './worker-messages.ts';

/** So nice that the engine's answers hardly slow down beside it. */
const niceness = 10;

/** On Linux a priority belongs to a thread, and the session's own threads inherit it. Elsewhere it would be the whole service's. */
function makeWay(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), niceness);
  } catch {
    // Without /proc it computes at the common priority.
  }
}

if (parentPort === null) throw new Error('encoder-worker runs as a thread');
const port = parentPort;
// Only encoder-thread starts this program, with an EncoderSetup.
const setup = workerData as EncoderSetup;

makeWay();
const tokenizer = createEncoderTokenizer(readFileSync(setup.tokenizerPath, 'utf8'));
const session = await openEncoderSession(setup.modelPath, setup.threads);

type Said = ThreadAnswer<EncoderReady, EncoderAnswer>;
type NumberedAsk = EncoderAsk & { readonly number: number };

async function answer(ask: NumberedAsk): Promise<Said> {
  const { number } = ask;
  try {
    if (ask.kind === 'tokenize') return { kind: 'tokenized', number, rows: ask.texts.map(tokenizer.tokenize) };
    return { kind: 'encoded', number, vectors: await session.encode(ask.rows) };
  } catch (error) {
    return { kind: 'failed', number, reason: String(error) };
  }
}

port.on('message', (ask: NumberedAsk | ThreadOrder) => {
  if (ask.kind === 'close') void session.release().finally(() => port.close());
  else if (ask.kind !== 'cancel') void answer(ask).then((said) => port.postMessage(said));
});
const { vocabularySize: size, startId, endId } = tokenizer;
port.postMessage({ kind: 'ready', vocabulary: { size, startId, endId } } satisfies Said);
