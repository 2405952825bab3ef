// In: an encoder's files. Out: a thread that tokenizes and encodes what it is given, and its end. Knows no batch and no request.
import { startAskedThread } from '../../base/asked-thread.ts';
import { Fault } from '../../contract/fault.ts';
import type { EncoderAnswer, EncoderAsk, EncoderReady, EncoderSetup, Vocabulary } from './worker-messages.ts';

export interface EncoderThread {
  readonly vocabulary: Vocabulary;
  tokenize(texts: readonly string[]): Promise<readonly (readonly number[])[]>;
  encode(rows: readonly (readonly number[])[]): Promise<readonly Float32Array[]>;
  isAlive(): boolean;
  stop(): Promise<void>;
}

export async function startEncoderThread(setup: EncoderSetup): Promise<EncoderThread> {
  const { ready, ask, isAlive, stop } = await startAskedThread<EncoderReady, EncoderAsk, EncoderAnswer>({
    name: 'kinglet-encoder',
    path: './encoder-worker',
    startedFrom: import.meta.url,
    setup,
    broken: (cause) =>
      new Fault('engine_unavailable', 'The embedding model stopped working. Please send the request again.', {
        cause,
        retryAfterMs: 1000,
      }),
  });
  return {
    vocabulary: ready.vocabulary,
    tokenize: async (texts) => {
      const answer = await ask({ kind: 'tokenize', texts });
      return answer.kind === 'tokenized' ? answer.rows : [];
    },
    encode: async (rows) => {
      const answer = await ask({ kind: 'encode', rows });
      return answer.kind === 'encoded' ? answer.vectors : [];
    },
    isAlive,
    stop,
  };
}
