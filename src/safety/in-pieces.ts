// In: a text of any length. Out: the same in pieces, between which others may work. Knows no reader.
import { setImmediate } from 'node:timers/promises';

/** UTF-16 units; a surrogate pair is never split. The first piece comes at once. */
export async function* inPieces(text: string, pieceLength: number, signal: AbortSignal): AsyncGenerator<string> {
  for (let start = 0; start < text.length; ) {
    if (start > 0) await setImmediate(undefined, { signal });
    const unit = text.charCodeAt(start + pieceLength - 1);
    const end = start + pieceLength + (unit >= 0xd800 && unit <= 0xdbff ? 1 : 0);
    yield text.slice(start, end);
    start = end;
  }
}
