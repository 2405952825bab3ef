// In: chunks of a process's output. Out: its last lines, bounded in number and length. Knows nothing of their meaning.

export class RingOfLines {
  // Invariant: at most #maxLines complete lines, each at most 2,000 characters; #rest holds no line break.
  readonly #lines: string[] = [];
  readonly #maxLines: number;
  #rest = '';

  constructor(maxLines: number) {
    this.#maxLines = maxLines;
  }

  push(chunk: string): void {
    const parts = `${this.#rest}${chunk}`.split(/\r?\n/);
    this.#rest = (parts.pop() ?? '').slice(0, 2000);
    for (const line of parts) this.#lines.push(line.slice(0, 2000));
    this.#lines.splice(0, Math.max(0, this.#lines.length - this.#maxLines));
  }

  tail(): readonly string[] {
    return this.#rest === '' ? [...this.#lines] : [...this.#lines, this.#rest];
  }
}
