// In: the characters of one JSON value as they come. Out: how far it has got: whether it is complete or broken, up to where it can be
// shown so that closing what is open always gives valid JSON, and what closes it there. Pure; knows no call.

type Frame =
  | 'object-start'
  | 'object-key'
  | 'object-colon'
  | 'object-value'
  | 'object-next'
  | 'array-start'
  | 'array-value'
  | 'array-next';

type Token = 'none' | 'string' | 'escape' | 'unicode' | 'bare';

const numberPattern = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const literals: readonly string[] = ['true', 'false', 'null'];
const simpleEscapes = '"\\/bfnrt';

export class JsonProgress {
  // Invariant: closing every frame of #frames, innermost first, after `safeLength` characters gives valid JSON.
  #frames: Frame[] = [];
  #token: Token = 'none';
  /** Characters of a number or literal so far; hexadecimal digits of an escape. */
  #word = '';
  #isHalfPair = false;
  #length = 0;
  #safeLength = 0;
  #closing = '';
  #isComplete = false;
  #isBroken = false;

  /** The value is whole; its end lies at `length`. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** No continuation makes it JSON. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Characters taken so far. */
  get length(): number {
    return this.#length;
  }

  /** So many characters can be shown; with `closing` behind them they are valid JSON. */
  get safeLength(): number {
    return this.#safeLength;
  }

  get closing(): string {
    return this.#closing;
  }

  /** Takes one UTF-16 unit of an object or array. False when it is not taken: the value was complete, or is broken by it. */
  push(letter: string): boolean {
    if (this.#isComplete || this.#isBroken) return false;
    if (!this.#take(letter)) {
      this.#isBroken = true;
      return false;
    }
    this.#length += 1;
    if (this.#frames.length === 0 && this.#token === 'none') this.#isComplete = this.#length > 0;
    this.#markSafe();
    return true;
  }

  #take(letter: string): boolean {
    switch (this.#token) {
      case 'string':
        return this.#takeInString(letter);
      case 'escape':
        if (letter === 'u') {
          this.#token = 'unicode';
          this.#word = '';
          return true;
        }
        this.#token = 'string';
        return simpleEscapes.includes(letter);
      case 'unicode':
        return this.#takeHexadecimal(letter);
      case 'bare':
        if (/[-+.\w]/.test(letter)) {
          this.#word += letter;
          return this.#word.length <= 400;
        }
        if (!this.#endBare()) return false;
        return this.#takeStructure(letter);
      case 'none':
        return this.#takeStructure(letter);
      default:
        return this.#token satisfies never;
    }
  }

  #takeInString(letter: string): boolean {
    if (letter === '"') {
      this.#token = 'none';
      this.#endValue(this.#frames.at(-1) === 'object-key');
      return true;
    }
    if (letter === '\\') {
      this.#token = 'escape';
      return true;
    }
    this.#isHalfPair = /[\ud800-\udbff]/.test(letter);
    return letter >= ' ';
  }

  #takeHexadecimal(letter: string): boolean {
    if (!/[0-9a-fA-F]/.test(letter)) return false;
    this.#word += letter;
    if (this.#word.length < 4) return true;
    this.#isHalfPair = /^d[89ab]/i.test(this.#word);
    this.#token = 'string';
    return true;
  }

  #endBare(): boolean {
    this.#token = 'none';
    if (!numberPattern.test(this.#word) && !literals.includes(this.#word)) return false;
    this.#endValue(false);
    return true;
  }

  #takeStructure(letter: string): boolean {
    if (/[ \t\r\n]/.test(letter)) return this.#frames.length > 0;
    const frame = this.#frames.at(-1);
    if (letter === '}') return this.#close(frame === 'object-start' || frame === 'object-next');
    if (letter === ']') return this.#close(frame === 'array-start' || frame === 'array-next');
    if (letter === ',') {
      if (frame !== 'object-next' && frame !== 'array-next') return false;
      this.#replace(frame === 'object-next' ? 'object-key' : 'array-value');
      // Only a string may follow as a key; the frame waits for it.
      return true;
    }
    if (letter === ':') {
      if (frame !== 'object-colon') return false;
      this.#replace('object-value');
      return true;
    }
    return this.#beginValue(letter, frame);
  }

  #beginValue(letter: string, frame: Frame | undefined): boolean {
    if (frame === 'object-start' || frame === 'object-key') {
      if (letter !== '"') return false;
      this.#replace('object-key');
      this.#token = 'string';
      this.#isHalfPair = false;
      return true;
    }
    if (frame === 'object-colon' || frame === 'object-next' || frame === 'array-next') return false;
    if (frame === undefined && letter !== '{' && letter !== '[') return false;
    if (letter === '{' || letter === '[') {
      this.#frames.push(letter === '{' ? 'object-start' : 'array-start');
      return this.#frames.length <= 200;
    }
    if (letter === '"') {
      this.#token = 'string';
      this.#isHalfPair = false;
      return true;
    }
    if (!/[-0-9tfn]/.test(letter)) return false;
    this.#token = 'bare';
    this.#word = letter;
    return true;
  }

  #close(isAllowed: boolean): boolean {
    if (!isAllowed) return false;
    this.#frames.pop();
    this.#endValue(false);
    return true;
  }

  #endValue(isKey: boolean): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return;
    if (isKey) this.#replace('object-colon');
    else this.#replace(frame.startsWith('object') ? 'object-next' : 'array-next');
  }

  #replace(frame: Frame): void {
    this.#frames[this.#frames.length - 1] = frame;
  }

  /** Not safe: inside a key or before its value, behind a comma, in a number, a literal or an escape, between the halves of a pair. */
  #markSafe(): void {
    const frame = this.#frames.at(-1);
    const isSettled =
      this.#token === 'none'
        ? frame !== 'object-key' && frame !== 'object-colon' && frame !== 'object-value' && frame !== 'array-value'
        : this.#token === 'string' && frame !== 'object-key' && !this.#isHalfPair;
    if (!isSettled) return;
    this.#safeLength = this.#length;
    const quote = this.#token === 'string' ? '"' : '';
    this.#closing =
      quote +
      this.#frames
        .map((open) => (open.startsWith('object') ? '}' : ']'))
        .reverse()
        .join('');
  }
}
