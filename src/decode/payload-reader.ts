// In: the text behind the markup of a call, as far as it came. Out: whether it is a call of a function on offer, in JSON (repaired
// where need be), as Python or as tags. Knows no stream: it is asked anew with more text.
import { jsonrepair } from 'jsonrepair';
import type { Json } from '../contract/json.ts';
import { argumentKeys, callFromJson, idleKeys, nameKeys, type Offers } from './call-from-json.ts';
import { callFromPython, closingParenthesis } from './call-from-python.ts';
import { callFromTags, functionEnd, functionTag } from './call-from-tags.ts';
import type { CallOffer, FoundCall } from './call-offer.ts';
import { firstKey } from './first-key.ts';
import { JsonProgress } from './json-progress.ts';

/** What a stretch of text turned out to be; null while that cannot be told yet. */
export type Reading =
  | { readonly kind: 'not-a-call'; readonly length: number }
  | { readonly kind: 'call'; readonly call: FoundCall; readonly length: number }
  /** A guarded call up to its arguments, which follow. */
  | { readonly kind: 'live-call'; readonly name: string; readonly length: number }
  | null;

export interface ReadOptions {
  readonly isInMarkup: boolean;
  /** No more text comes. */
  readonly isLast: boolean;
  /** It ended for its length, so that what is open would have gone on. */
  readonly wasCut: boolean;
}

const notACall: Reading = { kind: 'not-a-call', length: 1 };

export class PayloadReader {
  readonly #offers: Offers;
  readonly #callKeys: readonly string[];
  readonly #liveHead: RegExp | null;
  readonly #pythonHead: RegExp | null;
  /** Of the object that is being read. */
  #progress = new JsonProgress();

  constructor(offers: readonly CallOffer[], isGuarded: boolean) {
    this.#offers = new Map(offers.map((offer) => [offer.name, offer]));
    this.#callKeys = [...nameKeys, ...argumentKeys, ...idleKeys, ...this.#offers.keys()];
    const names = offers.map(({ name }) => name.replaceAll('-', '\\-')).join('|');
    const live = `^\\{\\s*"name"\\s*:\\s*"(${names})"\\s*,\\s*"(?:arguments|parameters)"\\s*:\\s*(?=\\{)`;
    this.#liveHead = isGuarded && names !== '' ? new RegExp(live) : null;
    const python = `^(?:[A-Za-z_]\\w{0,40}\\s*=\\s*)?(?:await\\s+)?(${names})\\(`;
    this.#pythonHead = names === '' ? null : new RegExp(python);
  }

  /** Another text is read from now on. */
  begin(): void {
    this.#progress = new JsonProgress();
  }

  read(text: string, options: ReadOptions): Reading {
    if (text.startsWith('{')) return this.#readObject(text, options);
    if (text.startsWith(functionTag)) return this.#readTags(text, options);
    return this.#readPython(text, options);
  }

  /** Whether a call in Python's syntax, not assigned to anything, stands at the start of the text, or may come to. */
  isPythonHead(text: string, isLast: boolean): boolean {
    return this.#isNamed(text) || (!isLast && this.#isNameBegun(text));
  }

  #readObject(text: string, options: ReadOptions): Reading {
    const live = this.#liveHead?.exec(text);
    if (live !== null && live !== undefined) return { kind: 'live-call', name: live[1] ?? '', length: live[0].length };
    if (!this.#mayBeCall(text)) return notACall;
    const progress = this.#progress;
    while (progress.length < text.length && progress.push(text.charAt(progress.length)));
    const { length } = progress;
    if (progress.isComplete) {
      const call = callFromJson(JSON.parse(text.slice(0, length)) as Json, this.#offers);
      return call === null ? { kind: 'not-a-call', length } : { kind: 'call', call, length };
    }
    const end = this.#brokenEnd(text, options.isLast);
    if (end === null) return null;
    const repaired = options.wasCut ? null : repair(text.slice(0, end));
    const call = repaired === null ? null : callFromJson(repaired, this.#offers);
    return call === null ? notACall : { kind: 'call', call, length: end };
  }

  /** By its first key, and by the name where that comes first: other objects are not held back for long. */
  #mayBeCall(text: string): boolean {
    const first = firstKey(text);
    if (first.kind === 'none') return false;
    if (first.kind === 'begun') return this.#callKeys.some((key) => key.startsWith(first.key));
    if (!this.#callKeys.includes(first.key)) return false;
    const name = /^\{\s*"(\w+)"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text);
    return name === null || !nameKeys.includes(name[1] ?? '') || this.#offers.has((name[2] ?? '').trim());
  }

  /** Where a call ends that is not JSON as it stands: at its closing markup, at an empty line, or with the text. */
  #brokenEnd(text: string, isLast: boolean): number | null {
    const { isBroken, length } = this.#progress;
    const close = isBroken ? /```|<\/\w|\n\n/.exec(text.slice(length)) : null;
    if (close !== null) return length + close.index;
    return isLast ? text.length : null;
  }

  #readTags(text: string, { isLast, wasCut }: ReadOptions): Reading {
    const end = text.indexOf(functionEnd);
    if (end === -1 && !isLast) return null;
    const length = end === -1 ? text.length : end + functionEnd.length;
    const call = wasCut && end === -1 ? null : callFromTags(text.slice(0, length), this.#offers);
    return call === null ? notACall : { kind: 'call', call, length };
  }

  #readPython(text: string, { isLast, isInMarkup }: ReadOptions): Reading {
    const head = this.#pythonHead?.exec(text);
    if (head === null || head === undefined) {
      const isBegun = this.#isNameBegun(text) || (isInMarkup && isAssignmentBegun(text));
      return isBegun && !isLast ? null : notACall;
    }
    const open = head[0].length - 1;
    const close = closingParenthesis(text, open);
    if (close === null) return null;
    const offer = this.#offers.get(head[1] ?? '');
    const call = offer === undefined ? null : callFromPython(offer, text.slice(open + 1, close));
    return call === null ? notACall : { kind: 'call', call, length: close + 1 };
  }

  #isNamed(text: string): boolean {
    return [...this.#offers.keys()].some((name) => text.startsWith(`${name}(`));
  }

  #isNameBegun(text: string): boolean {
    return [...this.#offers.keys()].some((name) => `${name}(`.startsWith(text));
  }
}

function isAssignmentBegun(text: string): boolean {
  return /^[A-Za-z_]\w{0,40}(?:\s*=)?(?:\s*\w{0,64})?$/.test(text);
}

function repair(text: string): Json | null {
  try {
    return JSON.parse(jsonrepair(text)) as Json;
  } catch {
    return null;
  }
}
