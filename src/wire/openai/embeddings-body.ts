// In: the vectors of an answer, in the order of its inputs. Out: OpenAI's list of embeddings as JSON text, a stretch at a time: the
// largest answer is fifteen megabytes, and nothing else runs while one stretch is written. Knows no encoder.
import type { EmbedAsk } from '../../contract/embed.ts';

export interface EmbeddingsAnswer {
  /** As the client asked for it. */
  readonly model: string;
  readonly vectors: readonly Float32Array[];
  readonly tokens: number;
}

/** About two milliseconds of work. */
const numbersInStretch = 16_384;

export function* embeddingsBody(answer: EmbeddingsAnswer, encoding: EmbedAsk['encoding']): Generator<string> {
  let stretch = '{"object":"list","data":[';
  let numbers = 0;
  for (const [index, vector] of answer.vectors.entries()) {
    const embedding = encoding === 'base64' ? littleEndianBase64(vector) : Array.from(vector);
    stretch += `${index === 0 ? '' : ','}${JSON.stringify({ object: 'embedding', index, embedding })}`;
    numbers += vector.length;
    if (numbers < numbersInStretch) continue;
    yield stretch;
    stretch = '';
    numbers = 0;
  }
  const usage = { prompt_tokens: answer.tokens, total_tokens: answer.tokens };
  yield `${stretch}],"model":${JSON.stringify(answer.model)},"usage":${JSON.stringify(usage)}}`;
}

function littleEndianBase64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString('base64');
}
