// In: token counts on both sides of the limits. Out: OpenAI's words for the first that does not fit.
import { expect, test } from 'vitest';
import { checkTokenCount, checkTotalTokens } from './embed-limits.ts';
import type { Fault } from './fault.ts';

function faultOf(call: () => void): Fault {
  try {
    call();
  } catch (error) {
    return error as Fault; // The only thing that these throw.
  }
  throw new Error('nothing was thrown');
}

test('one input', () => {
  expect(() => checkTokenCount(256, 256, 0)).not.toThrow();
  expect(faultOf(() => checkTokenCount(257, 256, 3))).toMatchObject({
    code: 'context_length_exceeded',
    param: 'input[3]',
    message:
      "This model's maximum context length is 256 tokens, however you requested 257 tokens (257 in your prompt; 0 for the completion). Please reduce your prompt; or completion length.",
  });
});

test('all together', () => {
  expect(() => checkTotalTokens([299_744, 256])).not.toThrow();
  expect(faultOf(() => checkTotalTokens([299_744, 257]))).toMatchObject({
    code: 'context_length_exceeded',
    wireCode: 'max_tokens_per_request',
    message: 'Requested 300001 tokens, max 300000 tokens per request',
  });
});
