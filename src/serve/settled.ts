// In: the pieces of an answer and its settlement. Out: the same pieces; the settlement is closed at their end, whichever. Knows no piece.
import type { Settlement } from './settle.ts';

export async function* settled<Item>(pieces: AsyncIterable<Item>, settlement: Settlement): AsyncGenerator<Item> {
  try {
    for await (const piece of pieces) yield piece;
    settlement.done();
  } catch (error) {
    settlement.failed(error);
    throw error;
  } finally {
    // Reached without either only when the consumer stopped pulling.
    settlement.aborted();
  }
}
