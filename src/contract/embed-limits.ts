// In: how many tokens the inputs of an ask for embeddings have. Out: nothing, or the Fault that every Embedder raises for the first
// that does not fit. Knows no encoder.
import { Fault } from './fault.ts';

/** OpenAI's, for all inputs of a request together. */
const maxTokensPerAsk = 300_000;

export function checkTokenCount(tokenCount: number, maxTokens: number, index: number): void {
  if (tokenCount <= maxTokens) return;
  throw new Fault(
    'context_length_exceeded',
    `This model's maximum context length is ${maxTokens} tokens, however you requested ${tokenCount} tokens ` +
      `(${tokenCount} in your prompt; 0 for the completion). Please reduce your prompt; or completion length.`,
    { param: `input[${index}]` },
  );
}

export function checkTotalTokens(tokenCounts: readonly number[]): void {
  const total = tokenCounts.reduce((sum, count) => sum + count, 0);
  if (total <= maxTokensPerAsk) return;
  const message = `Requested ${total} tokens, max ${maxTokensPerAsk} tokens per request`;
  throw new Fault('context_length_exceeded', message, { param: 'input', wireCode: 'max_tokens_per_request' });
}
