// In: a source of random bytes. Out: ids in OpenAI's manner (`chatcmpl-…`, `req_…`). Knows no meaning of a prefix.
import { randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export type NewIdentifier = (prefix: string) => string;

/** Asking the system for a few bytes costs as much as asking for many. */
const drawnBytes = 4096;

/** 29 characters after the prefix, about 172 bits. Bytes of 248 and more would favour some letters and are skipped; none is used twice. */
export function identifierSource(bytes: (sizeBytes: number) => Uint8Array = randomBytes): NewIdentifier {
  let drawn: Uint8Array = new Uint8Array(0);
  let used = 0;
  return (prefix) => {
    let body = '';
    for (let length = 0; length < 29; used += 1) {
      if (used === drawn.length) {
        drawn = bytes(drawnBytes);
        used = 0;
      }
      const byte = drawn[used] ?? 255;
      if (byte >= 248) continue;
      body += alphabet[byte % 62];
      length += 1;
    }
    return `${prefix}${body}`;
  };
}
