// In: an encoder in ONNX and batches of rows of ids. Out: their vectors. Runs where it is called; knows no thread and no queue.
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { poolVectors } from './pool-vectors.ts';

export interface EncoderSession {
  encode(rows: readonly (readonly number[])[]): Promise<readonly Float32Array[]>;
  release(): Promise<void>;
}

export async function openEncoderSession(modelPath: string, threads: number): Promise<EncoderSession> {
  const session = await InferenceSession.create(modelPath, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // Threads that spin while they wait would take the cores from the engine.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
  return {
    encode: async (rows) => {
      const counts = rows.map((row) => row.length);
      const paddedTokens = Math.max(...counts);
      const shape = [rows.length, paddedTokens];
      const ids = new BigInt64Array(rows.length * paddedTokens);
      const mask = new BigInt64Array(ids.length);
      for (const [number, row] of rows.entries()) {
        const start = number * paddedTokens;
        for (const [at, id] of row.entries()) ids[start + at] = BigInt(id);
        mask.fill(1n, start, start + row.length);
      }
      const result = await session.run({
        input_ids: new Tensor('int64', ids, shape),
        attention_mask: new Tensor('int64', mask, shape),
        token_type_ids: new Tensor('int64', new BigInt64Array(ids.length), shape),
      });
      const states = result['last_hidden_state'];
      const values = states?.data;
      const dimensions = states?.dims[2];
      if (!(values instanceof Float32Array) || dimensions === undefined)
        throw new Error('the encoder gave no hidden states');
      return poolVectors({ values, paddedTokens, dimensions }, counts);
    },
    release: () => session.release(),
  };
}
