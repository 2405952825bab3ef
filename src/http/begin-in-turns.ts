// In: a listener of requests. Out: one that begins few of them in each turn of the event loop, in their order, and none whose client has left
// meanwhile. Knows no route.
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Node accepts one connection in a turn (libuv's pull request 3696), however many wait, so whoever connects while turns are long waits longest of all. It
 * also has the processes before and behind this one work at the same time, in the place of each waiting for a heap of the other's.
 */
const begunPerTurn = 2;

export function beginInTurns<Words extends readonly unknown[]>(
  listener: (...words: Words) => unknown,
  isGone: (...words: Words) => boolean,
): (...words: Words) => void {
  let waiting: Words[] = [];
  let begunNow = 0;
  let isTurnAwaited = false;

  function begin(words: Words): void {
    begunNow += 1;
    void listener(...words);
  }

  function awaitTurn(): void {
    if (isTurnAwaited) return;
    isTurnAwaited = true;
    setImmediate(() => {
      isTurnAwaited = false;
      begunNow = 0;
      const stillHere = waiting.filter((words) => !isGone(...words));
      const due = stillHere.slice(0, begunPerTurn);
      waiting = stillHere.slice(begunPerTurn);
      if (due.length > 0) awaitTurn();
      for (const words of due) begin(words);
    });
  }

  return (...words) => {
    awaitTurn();
    if (begunNow < begunPerTurn && waiting.length === 0) begin(words);
    else waiting.push(words);
  };
}

/** A listener that is called now hears nothing of a connection that ended before. */
export function hasLeft(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
  return incoming.destroyed || outgoing.destroyed;
}
