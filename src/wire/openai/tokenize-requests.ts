// In: what JSON.parse made of a body of /tokenize or /detokenize, in llama.cpp's shape (`content`) or vLLM's (`prompt`). Out: a complete,
// trusted ask and how to word its answer, or a Fault in OpenAI's words. Knows no vocabulary.
import * as z from 'zod';
import { Fault } from '../../contract/fault.ts';
import type { DetokenizeAsk, TokenizeAnswer, TokenizeAsk } from '../../contract/tokenize-ask.ts';
import type { TokenPiece } from '../../contract/vocabulary.ts';
import { flag, text } from './field-schemas.ts';
import { isJsonObject } from './is-json-object.ts';
import { readWithSchema } from './read-with-schema.ts';
import { tokenList } from './token-list-schema.ts';

/** Far above any context; enough to bound the work of one request. */
const maxTextLength = 1024 * 1024;
const maxTokens = 1024 * 1024;

const model = text({ minimum: 1 }).nullish();
const llamaSchema = z.strictObject({
  model,
  content: text({ maximum: maxTextLength }),
  add_special: flag().nullish(),
  parse_special: flag().nullish(),
  with_pieces: flag().nullish(),
});
const vllmSchema = z.strictObject({
  model,
  prompt: text({ maximum: maxTextLength }),
  add_special_tokens: flag().nullish(),
  return_token_strs: flag().nullish(),
});
const detokenizeSchema = z.strictObject({ model, tokens: tokenList({ maximum: maxTokens }) });

export interface TokenizeRequest {
  readonly ask: TokenizeAsk;
  readonly body: (answer: TokenizeAnswer) => object;
}

export interface DetokenizeRequest {
  readonly ask: DetokenizeAsk;
  readonly body: (text: string) => object;
}

export function parseTokenize(body: unknown): TokenizeRequest {
  return isJsonObject(body) && 'prompt' in body ? parseVllm(body) : parseLlama(body);
}

function parseLlama(body: unknown): TokenizeRequest {
  const request = readWithSchema(llamaSchema, body);
  if (request.parse_special === true) throw unserved('parse_special', 'control tokens are never read from a text here');
  return {
    ask: {
      model: request.model ?? null,
      text: request.content,
      hasStart: request.add_special ?? false,
      isSpelled: request.with_pieces ?? false,
    },
    body: ({ tokens, pieces }) => ({ tokens: pieces === null ? tokens : pieces.map(pieceBody) }),
  };
}

function parseVllm(body: unknown): TokenizeRequest {
  const request = readWithSchema(vllmSchema, body);
  if (request.return_token_strs === true)
    throw unserved('return_token_strs', "'content' with 'with_pieces' tells them");
  return {
    ask: {
      model: request.model ?? null,
      text: request.prompt,
      hasStart: request.add_special_tokens ?? true,
      isSpelled: false,
    },
    body: ({ tokens, contextTokens }) => ({ count: tokens.length, max_model_len: contextTokens, tokens }),
  };
}

/** Both engines ask alike; who names a model may expect vLLM's answer. */
export function parseDetokenize(body: unknown): DetokenizeRequest {
  const request = readWithSchema(detokenizeSchema, body);
  const hasModel = typeof request.model === 'string';
  return {
    ask: { model: request.model ?? null, tokens: request.tokens },
    body: (content) => (hasModel ? { content, prompt: content } : { content }),
  };
}

/** Bytes where the token is a part of a character. */
function pieceBody({ id, bytes }: TokenPiece): object {
  const piece = Buffer.from(bytes);
  const spelled = piece.toString();
  return { id, piece: Buffer.from(spelled).equals(piece) ? spelled : [...piece] };
}

function unserved(param: string, why: string): Fault {
  return new Fault('unsupported_parameter', `Unsupported parameter: '${param}' is not supported: ${why}.`, { param });
}
