// In: bytes. Out: the text they are in UTF-8, without a byte order mark, or null where they are none. Pure.

const decoder = new TextDecoder('utf-8', { fatal: true });

export function decodeText(bytes: Buffer): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
