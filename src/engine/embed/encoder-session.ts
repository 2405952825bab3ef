// In: an encoder in ONNX and batches of rows of ids. Out: their vectors. Runs where it is called; knows no thread and no queue.
import { openEncoderNetwork } from '../../onnx/encoder-network.ts';
import { poolVectors } from './pool-vectors.ts';

export interface EncoderSession {
  encode(rows: readonly (readonly number[])[]): Promise<readonly Float32Array[]>;
  release(): Promise<void>;
}

export async function openEncoderSession(modelPath: string, threads: number): Promise<EncoderSession> {
  const network = await openEncoderNetwork({ modelPath, threads, outputName: 'last_hidden_state' });
  return {
    encode: async (rows) => {
      const { values, shape } = await network.run(rows);
      const [, paddedTokens, dimensions] = shape;
      if (paddedTokens === undefined || dimensions === undefined) throw new Error('the encoder gave no hidden states');
      const counts = rows.map((row) => row.length);
      return poolVectors({ values, paddedTokens, dimensions }, counts);
    },
    release: () => network.release(),
  };
}
