// In: a complete, trusted ask for embeddings and who asks. Out: one vector for each input, and how many tokens that took. Knows no
// HTTP, no wire format and no encoder's inside.
import type { Caller, Deployment } from '../contract/caller.ts';
import type { EmbedAsk, EmbeddingDeployment } from '../contract/embed.ts';
import { Fault } from '../contract/fault.ts';
import type { Settlement } from './settle.ts';

export interface EmbedPorts {
  readonly embeddings: readonly EmbeddingDeployment[];
  findDeployment(name: string): Deployment | null;
}

export interface Embeddings {
  /** In the order of the inputs. */
  readonly vectors: readonly Float32Array[];
  readonly tokens: number;
}

/** Settles its good end; the bad ones are the caller's. */
export async function embed(
  ask: EmbedAsk,
  caller: Caller,
  settlement: Settlement,
  ports: EmbedPorts,
  signal: AbortSignal,
): Promise<Embeddings> {
  settlement.know({ endUser: ask.endUser });
  const deployment = usableEmbedding(ask.model, caller, ports);
  settlement.know({ deployment });
  checkDimensions(ask, deployment);
  const vectors: Float32Array[] = Array.from(ask.inputs, () => new Float32Array());
  let tokens = 0;
  try {
    for await (const batch of deployment.embedder.embed(ask.inputs, signal)) {
      settlement.computed(batch.tokens);
      tokens += batch.tokens;
      for (const { index, vector } of batch.vectors) vectors[index] = cut(vector, ask.dimensions);
    }
  } catch (error) {
    throw ask.isSingle ? aboutTheOnlyInput(error) : error;
  }
  if (vectors.some((vector) => vector.length === 0))
    throw new Fault('internal', 'An input came back without its vector.');
  settlement.done();
  return { vectors, tokens };
}

function usableEmbedding(name: string, caller: Caller, ports: EmbedPorts): EmbeddingDeployment {
  const mayUse = (deployment: { readonly name: string }) =>
    caller.deployments === null || caller.deployments.includes(deployment.name);
  const found = ports.embeddings.find((deployment) => deployment.name === name || deployment.aliases.includes(name));
  if (found !== undefined && mayUse(found)) return found;
  const chat = ports.findDeployment(name);
  if (chat !== null && mayUse(chat)) {
    const message = 'You are not allowed to generate embeddings from this model';
    throw new Fault('permission_denied', message, { wireCode: null });
  }
  throw new Fault('model_not_found', `The model \`${name}\` does not exist or you do not have access to it.`);
}

function checkDimensions({ dimensions }: EmbedAsk, { embedder }: EmbeddingDeployment): void {
  if (dimensions === null || dimensions <= embedder.dimensions) return;
  throw new Fault(
    'value_too_large',
    `Invalid value for 'dimensions' = ${dimensions}. Must be less than or equal to ${embedder.dimensions}.`,
    { param: 'dimensions', wireCode: null },
  );
}

/** The first numbers, at unit length again. */
export function cut(vector: Float32Array, dimensions: number | null): Float32Array {
  if (dimensions === null || dimensions >= vector.length) return vector;
  const kept = vector.subarray(0, dimensions);
  const length = Math.sqrt(kept.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? kept : kept.map((value) => value / length);
}

/** `input[0]`, where the client wrote no list, is `input`. */
function aboutTheOnlyInput(error: unknown): unknown {
  if (!(error instanceof Fault) || error.param === null) return error;
  return new Fault(error.code, error.message, {
    param: error.param.replace('input[0]', 'input'),
    cause: error.cause,
    ...(error.retryAfterMs === null ? {} : { retryAfterMs: error.retryAfterMs }),
    ...(error.wireCode === undefined ? {} : { wireCode: error.wireCode }),
  });
}
