// In: the text of an answer as it comes, and the functions on offer. Out: the same text without the calls in it, and the calls. What
// may still become a call is held back, nothing else is; any split of the text gives the same. Knows no engine and no wire format.
import { functionEnd, functionTag } from './call-from-tags.ts';
import { closingWords, matchFence, matchFenceEnd, matchListWrapper, matchWords, openingWords } from './call-markup.ts';
import type { CallOffer } from './call-offer.ts';
import { JsonProgress } from './json-progress.ts';
import { PayloadReader } from './payload-reader.ts';

export type ScanEvent =
  /** `end` counts UTF-16 units of the whole text up to the end of this stretch. */
  | { readonly kind: 'text'; readonly text: string; readonly end: number }
  | { readonly kind: 'call-start'; readonly name: string }
  | { readonly kind: 'call-arguments'; readonly text: string }
  | { readonly kind: 'call-end' };

export interface ScanOptions {
  readonly offers: readonly CallOffer[];
  /** The engine lets nothing but fitting arguments follow a name on offer, so they can be shown as they come. */
  readonly isGuarded: boolean;
  readonly isParallel: boolean;
}

export class CallScanner {
  readonly #reader: PayloadReader;
  readonly #isGuarded: boolean;
  readonly #isParallel: boolean;
  // Invariant: #buffer is the text that was not told yet, in full; #told counts what came before it.
  #buffer = '';
  #told = 0;
  /** Length of the markup at the start of the buffer that belongs to a call if one follows; null where no call may be. */
  #markup: number | null = null;
  #isInFence = false;
  #hasCalls = false;
  #isBehindCall = false;
  /** The last character that went before the buffer; a line break where a line or a call ended. */
  #previous = '\n';
  #live: { readonly progress: JsonProgress; shown: number } | null = null;
  #isFlushing = false;
  #wasCut = false;
  #events: ScanEvent[] = [];

  constructor(options: ScanOptions) {
    this.#reader = new PayloadReader(options.offers, options.isGuarded);
    this.#isGuarded = options.isGuarded;
    this.#isParallel = options.isParallel;
  }

  push(text: string): readonly ScanEvent[] {
    this.#buffer += text;
    return this.#drain();
  }

  /** The text is over; `wasCut` when it was for its length. */
  end(wasCut: boolean): readonly ScanEvent[] {
    this.#isFlushing = true;
    this.#wasCut = wasCut;
    return this.#drain();
  }

  #drain(): readonly ScanEvent[] {
    this.#events = [];
    while (this.#buffer !== '' || this.#live !== null) if (!this.#step()) break;
    return this.#events;
  }

  /** Tells or drops a stretch of the buffer; false when more text is needed. */
  #step(): boolean {
    if (this.#live !== null) return this.#stepLive(this.#live);
    if (this.#hasCalls && !this.#isParallel) return this.#drop(this.#buffer.length);
    if (this.#markup !== null) return this.#stepPayload(this.#markup);
    if (this.#isBehindCall) {
      const skipped = this.#behindCall();
      if (skipped === null) return false;
      if (skipped > 0) return this.#drop(skipped);
    }
    return this.#stepText();
  }

  /** Ordinary text up to the next place where a call may begin. */
  #stepText(): boolean {
    const start = this.#nextStart();
    if (start === null) {
      // Space before a call is no text; it is held until something follows.
      const kept = this.#isFlushing ? this.#buffer.length : this.#buffer.trimEnd().length;
      if (kept === 0) return false;
      this.#tell(kept);
      return false;
    }
    const before = this.#buffer.slice(0, start.at);
    if (before.trim() !== '') {
      this.#tell(before.trimEnd().length);
      return true;
    }
    if (start.length === null) return this.#isFlushing ? this.#giveUp(this.#buffer.length) : false;
    this.#markup = start.at + start.length;
    this.#isInFence ||= start.isFence;
    this.#reader.begin();
    return true;
  }

  /** Behind markup: more of it, or what it may hold. */
  #stepPayload(markup: number): boolean {
    const space = /^\s*/.exec(this.#buffer.slice(markup))?.[0].length ?? 0;
    const at = markup + space;
    if (at < this.#buffer.length) {
      const more = this.#markupAt(at);
      if (more === null && !this.#isFlushing) return false;
      if (more !== null && more.length > 0) {
        this.#markup = at + more.length;
        this.#isInFence ||= more.isFence;
        return true;
      }
    } else if (!this.#isFlushing) return false;
    const reading = this.#reader.read(this.#buffer.slice(at), {
      isInMarkup: markup > 0,
      isLast: this.#isFlushing,
      wasCut: this.#wasCut,
    });
    if (reading === null && !this.#isFlushing) return false;
    this.#markup = null;
    if (reading === null || reading.kind === 'not-a-call') {
      return this.#giveUp(Math.min(this.#buffer.length, at + Math.max(1, reading?.length ?? 1)));
    }
    this.#hasCalls = true;
    this.#isBehindCall = true;
    this.#drop(at + reading.length);
    if (reading.kind === 'live-call') {
      this.#events.push({ kind: 'call-start', name: reading.name });
      this.#live = { progress: new JsonProgress(), shown: 0 };
      return true;
    }
    this.#events.push({ kind: 'call-start', name: reading.call.name });
    this.#events.push({ kind: 'call-arguments', text: reading.call.argumentsJson });
    this.#events.push({ kind: 'call-end' });
    return true;
  }

  /** Closers, commas and space behind a call say nothing. Null while more text is needed to tell. */
  #behindCall(): number | null {
    const space = /^(?:[\s,;]|[\]})](?![^\s,;\]})`<]))*/.exec(this.#buffer)?.[0].length ?? 0;
    if (space === this.#buffer.length) return this.#isFlushing ? space : null;
    const words = matchWords(this.#buffer, space, [...closingWords, functionEnd]);
    if (words === null) return this.#isFlushing ? this.#buffer.length : null;
    if (words > 0) return space + words;
    const fence = this.#isInFence ? matchFenceEnd(this.#buffer, space) : 0;
    if (fence === null) return this.#isFlushing ? this.#buffer.length : null;
    this.#isInFence &&= fence === 0 && this.#buffer.charAt(space) !== '`';
    return space + fence;
  }

  #stepLive(live: { readonly progress: JsonProgress; shown: number }): boolean {
    const { progress } = live;
    while (progress.length < live.shown + this.#buffer.length) {
      if (!progress.push(this.#buffer.charAt(progress.length - live.shown))) break;
    }
    const isOver = progress.isComplete || progress.isBroken || this.#isFlushing;
    const safe = progress.isComplete ? progress.length : progress.safeLength;
    const text = this.#buffer.slice(0, safe - live.shown);
    const closing = isOver && !progress.isComplete ? progress.closing : '';
    if (text + closing !== '') this.#events.push({ kind: 'call-arguments', text: text + closing });
    this.#drop(isOver ? progress.length - live.shown : text.length);
    live.shown = safe;
    if (!isOver) return false;
    this.#events.push({ kind: 'call-end' });
    this.#live = null;
    return true;
  }

  /** The first place in the buffer where markup or a call begins, or may begin. */
  #nextStart(): { readonly at: number; readonly length: MarkupLength; readonly isFence: boolean } | null {
    for (let at = 0; at < this.#buffer.length; at += 1) {
      const found = this.#markupAt(at) ?? { length: null, isFence: false };
      if (found.length === null || found.length > 0) return { at, ...found };
      if (!this.#isPayloadAt(at)) continue;
      return { at, length: 0, isFence: false };
    }
    return null;
  }

  #isPayloadAt(at: number): boolean {
    const letter = this.#buffer.charAt(at);
    if (letter === '{' || this.#buffer.startsWith(functionTag, at)) return true;
    const before = at === 0 ? this.#previous : this.#buffer.charAt(at - 1);
    return before === '\n' && this.#reader.isPythonHead(this.#buffer.slice(at, at + 200), this.#isFlushing);
  }

  #markupAt(at: number): { readonly length: number; readonly isFence: boolean } | null {
    const letter = this.#buffer.charAt(at);
    if (letter === '`') {
      const length = matchFence(this.#buffer, at);
      return length === null ? null : { length, isFence: length > 0 };
    }
    if (letter === '<' || letter === 'f' || letter === '[') {
      const length = matchWords(this.#buffer, at, openingWords);
      if (length !== 0) return length === null ? null : { length, isFence: false };
      if (letter === '<' && functionTag.startsWith(this.#buffer.slice(at))) return null;
    }
    if (letter === '[') return this.#listAt(at);
    if (letter === '{') {
      const length = matchListWrapper(this.#buffer, at);
      return length === null ? null : { length, isFence: false };
    }
    return { length: 0, isFence: false };
  }

  /** A list is markup when a call may follow in it. */
  #listAt(at: number): { readonly length: number; readonly isFence: boolean } | null {
    const inner = this.#buffer.slice(at + 1).trimStart();
    if (inner === '') return null;
    const isCallList = inner.startsWith('{') || this.#reader.isPythonHead(inner, this.#isFlushing);
    if (!isCallList) return { length: 0, isFence: false };
    return { length: 1, isFence: false };
  }

  /** No call came of it. Text, unless only the end of the answer kept it from being one. */
  #giveUp(length: number): boolean {
    const wasBegun =
      this.#isBehindCall || (this.#isGuarded && matchWords(this.#buffer.trimStart(), 0, openingWords) !== 0);
    return this.#isFlushing && this.#wasCut && wasBegun ? this.#drop(this.#buffer.length) : this.#tell(length);
  }

  #tell(length: number): boolean {
    const text = this.#buffer.slice(0, length);
    this.#buffer = this.#buffer.slice(length);
    this.#told += length;
    this.#isBehindCall = false;
    this.#isInFence = false;
    this.#previous = text.at(-1) ?? this.#previous;
    if (text !== '') this.#events.push({ kind: 'text', text, end: this.#told });
    return true;
  }

  #drop(length: number): boolean {
    this.#buffer = this.#buffer.slice(length);
    this.#told += length;
    this.#previous = '\n';
    return true;
  }
}

type MarkupLength = number | null;
