// In: a network in ONNX and batches of rows of ids. Out: one of its outputs for them. Runs where it is called; knows no thread, no queue and
// no meaning of the numbers.
import { InferenceSession, Tensor } from 'onnxruntime-node';

export interface NetworkOptions {
  readonly modelPath: string;
  readonly threads: number;
  readonly outputName: string;
}

export interface NetworkOutput {
  readonly values: Float32Array;
  /** Rows first; of hidden states then tokens, padding included. */
  readonly shape: readonly number[];
}

export interface EncoderNetwork {
  /** Rows with their control tokens, padded here to the longest. */
  run(rows: readonly (readonly number[])[]): Promise<NetworkOutput>;
  release(): Promise<void>;
}

export async function openEncoderNetwork({ modelPath, threads, outputName }: NetworkOptions): Promise<EncoderNetwork> {
  const session = await InferenceSession.create(modelPath, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // Threads that spin while they wait would take the cores from the engine.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
  const hasTokenTypes = session.inputNames.includes('token_type_ids');
  return {
    run: async (rows) => {
      const paddedTokens = Math.max(...rows.map((row) => row.length));
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
        ...(hasTokenTypes ? { token_type_ids: new Tensor('int64', new BigInt64Array(ids.length), shape) } : {}),
      });
      const output = result[outputName];
      if (!(output?.data instanceof Float32Array)) throw new Error(`the network gave no ${outputName}`);
      return { values: output.data, shape: output.dims };
    },
    release: () => session.release(),
  };
}
