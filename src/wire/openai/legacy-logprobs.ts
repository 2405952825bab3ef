// In: the tokens of one choice, as they come. Out: the `logprobs` object of a (legacy) completion: parallel lists, offsets into the text
// of the choice. Knows no engine.

import { countCodePoints } from '../../base/count-code-points.ts';
import type { RawToken } from '../../contract/completion-ask.ts';
import type { TokenChance } from '../../contract/logprobs.ts';

export interface LegacyLogprobs {
  readonly tokens: string[];
  /** Null for a token that nothing precedes. */
  readonly token_logprobs: (number | null)[];
  readonly top_logprobs: (Record<string, number> | null)[];
  readonly text_offset: number[];
}

/** Minus infinity is no JSON; OpenAI sends this in its place. */
const leastLogprob = -9999;

export class LegacyLogprobsWriter {
  /** Invariant: how many characters of the choice's text were told before. */
  #offset = 0;

  /** The tokens of a stretch of text. Each stretch is whole characters, so an offset that a token cannot tell heals with the next one. */
  write(text: string, tokens: readonly RawToken[]): LegacyLogprobs {
    const start = this.#offset;
    this.#offset += countCodePoints(text.toWellFormed());
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    let spelled = 0;
    return {
      tokens: tokens.map(spell),
      token_logprobs: tokens.map(({ logprob }) => (logprob === null ? null : finite(logprob))),
      top_logprobs: tokens.map(topOf),
      text_offset: tokens.map(({ bytes }) => {
        const offset = Math.min(start + spelled, this.#offset);
        spelled += countCodePoints(decoder.decode(Uint8Array.from(bytes), { stream: true }));
        return offset;
      }),
    };
  }
}

export function joinLogprobs(parts: readonly LegacyLogprobs[]): LegacyLogprobs {
  return {
    tokens: parts.flatMap((part) => part.tokens),
    token_logprobs: parts.flatMap((part) => part.token_logprobs),
    top_logprobs: parts.flatMap((part) => part.top_logprobs),
    text_offset: parts.flatMap((part) => part.text_offset),
  };
}

/** The likeliest, and the token itself where it is not among them. */
function topOf(token: RawToken): Record<string, number> | null {
  if (token.logprob === null) return null;
  const chances: readonly TokenChance[] = [...token.top, { ...token, logprob: token.logprob }];
  return Object.fromEntries(chances.map((chance) => [spell(chance), finite(chance.logprob)]));
}

/** A token that is a part of a character is told by its bytes, as OpenAI does, so that two such tokens stay two. */
function spell({ token, bytes }: Pick<RawToken, 'token' | 'bytes'>): string {
  const raw = Buffer.from(bytes);
  if (raw.length === 0 || raw.equals(Buffer.from(raw.toString()))) return raw.length === 0 ? token : raw.toString();
  return `bytes:${bytes.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}`;
}

function finite(logprob: number): number {
  return Math.max(leastLogprob, logprob);
}
