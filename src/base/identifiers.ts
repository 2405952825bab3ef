// In: a source of random bytes. Out: ids in OpenAI's manner (`chatcmpl-…`, `req_…`). Knows no meaning of a prefix.
import { randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export type NewIdentifier = (prefix: string) => string;

/** 29 characters after the prefix, about 172 bits. Bytes of 248 and more would favour some letters and are skipped. */
export function identifierSource(bytes: (sizeBytes: number) => Uint8Array = randomBytes): NewIdentifier {
  return (prefix) => {
    let body = '';
    while (body.length < 29) {
      for (const byte of bytes(48)) {
        if (byte < 248 && body.length < 29) body += alphabet[byte % 62];
      }
    }
    return `${prefix}${body}`;
  };
}
