// In: the tokens of an ask for embeddings, or how many they are. Out: nothing new, or the Fault that every Embedder raises for the
// first that does not fit. Knows no encoder.
import { Fault } from './fault.ts';

/** The ids, where all of them are of the encoder's vocabulary. */
export function knownTokens(tokens: readonly number[], vocabularySize: number, index: number): readonly number[] {
  const position = tokens.findIndex((token) => token >= vocabularySize);
  if (position === -1) return tokens;
  throw new Fault(
    'invalid_value',
    `Invalid token id: ${tokens[position]}. Token arrays hold ids of this model's own vocabulary, from 0 to ${vocabularySize - 1}; ` +
      'ids of another tokenizer (tiktoken, for instance) mean other words here. Send the text instead.',
    { param: `input[${index}][${position}]` },
  );
}

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
