// In: prompts that were computed. Out: those of the last while, findable by their beginnings: what was shared before is worth keeping. Knows
// no slot.
import type { RunRequest } from './schedule-messages.ts';
import type { Holdings, PastPrompt } from './schedule-records.ts';

/** Of all remembered prompts together. */
const mostTokens = 400_000;
const mostPrompts = 1000;

export class PastPrompts {
  // Invariant: oldest first; #tokenCount is the sum of their lengths.
  readonly #prompts: PastPrompt[] = [];
  readonly #holdings: Holdings;
  readonly #leastTokens: number;
  #tokenCount = 0;

  constructor(holdings: Holdings, leastTokens: number) {
    this.#holdings = holdings;
    this.#leastTokens = leastTokens;
  }

  add({ partition, tokens, isDivisible }: RunRequest): void {
    // Too short to be worth computing once.
    if (!isDivisible || tokens.length < this.#leastTokens) return;
    const prompt: PastPrompt = { kind: 'past', partition, tokens };
    this.#prompts.push(prompt);
    this.#holdings.set(prompt, partition, tokens);
    this.#tokenCount += tokens.length;
    while (this.#tokenCount > mostTokens || this.#prompts.length > mostPrompts) {
      const oldest = this.#prompts.shift();
      if (oldest === undefined) return;
      this.#tokenCount -= oldest.tokens.length;
      this.#holdings.remove(oldest);
    }
  }
}
