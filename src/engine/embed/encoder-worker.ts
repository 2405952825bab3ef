// In: an encoder's files as workerData, then asks one after the other. Out: their answers. The thread's own program: everything that
// computes happens here. Knows no request and no client.
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadAnswer, ThreadOrder } from '../../base/asked-thread.ts';
import { makeWay } from '../../onnx/make-way.ts';
import { createWordpieceTokenizer } from '../../onnx/wordpiece-tokenizer.ts';
import { openEncoderSession } from './encoder-session.ts';
import type { EncoderAnswer, EncoderAsk, EncoderReady, EncoderSetup } from './worker-messages.ts';

if (parentPort === null) throw new Error('encoder-worker runs as a thread');
const port = parentPort;
// Only encoder-thread starts this program, with an EncoderSetup.
const setup = workerData as EncoderSetup;

makeWay();
const tokenizer = createWordpieceTokenizer(readFileSync(setup.tokenizerPath, 'utf8'));
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
