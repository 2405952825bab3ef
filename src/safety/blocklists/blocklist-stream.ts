// In: compiled lists and a text that arrives in pieces. Out: items as they are found, and how much of the end must not be shown yet.
// Knows no policy.
import type { BlocklistMatch } from '../../contract/safety.ts';
import type { CompiledBlocklist } from './compile-blocklist.ts';
import { isLow } from './exact-form.ts';
import { FormStream } from './form-stream.ts';
import { type FoundNumbers, inOrder } from './match-blocklists.ts';
import { TermScan } from './term-scan.ts';

/** UTF-16 units that are held back for the sake of regular expressions. */
export const patternHold = 256;
/**
 * Regular expressions are searched for once in so many units. So nothing is shown of a match of up to `patternHold - patternStep` units;
 * a longer one is found just the same, but its beginning was let go.
 */
export const patternStep = 64;
/** UTF-16 units that a regular expression sees of what went before: a longer match is not found in a stream. */
export const patternReach = 1_024;

export interface StreamedMatches {
  /** Items that were not told before. */
  readonly matches: readonly BlocklistMatch[];
  /** UTF-16 units at the end of all text so far that may be part of a match that is not whole yet. */
  readonly heldLength: number;
}

export class BlocklistStream {
  readonly #form = new FormStream();
  readonly #scans: readonly ListScan[];

  constructor(lists: readonly CompiledBlocklist[]) {
    this.#scans = lists.map((list) => new ListScan(list));
  }

  push(text: string): StreamedMatches {
    const form = this.#form.push(text);
    const matches = this.#scans.flatMap((scan) => scan.push(form));
    const held = this.#scans.reduce((most, { heldLength }) => Math.max(most, heldLength), 0);
    return { matches, heldLength: this.#scans.length === 0 ? 0 : this.#form.rawTail(held) };
  }

  /** Nothing is held any more. */
  end(): StreamedMatches {
    const form = this.#form.end();
    return { matches: this.#scans.flatMap((scan) => scan.end(form)), heldLength: 0 };
  }
}

class ListScan {
  readonly #list: CompiledBlocklist;
  readonly #terms: TermScan;
  readonly #foundPatterns = new Set<number>();
  /** The end of the text: what patterns can see. */
  #recent = '';
  #isCut = false;
  #unseen = 0;

  constructor(list: CompiledBlocklist) {
    this.#list = list;
    this.#terms = new TermScan(list.terms);
  }

  get heldLength(): number {
    const open = this.#foundPatterns.size < this.#list.patterns.count;
    return Math.max(this.#terms.heldLength, open ? Math.min(patternHold, this.#recent.length) : 0);
  }

  push(form: string): readonly BlocklistMatch[] {
    return this.#tell({ terms: this.#terms.push(form), patterns: this.#search(form, false) });
  }

  end(form: string): readonly BlocklistMatch[] {
    return this.#tell({
      terms: [...this.#terms.push(form), ...this.#terms.end()],
      patterns: this.#search(form, true),
    });
  }

  #search(form: string, isAtEnd: boolean): readonly number[] {
    const { patterns } = this.#list;
    if (patterns.count === 0) return [];
    this.#recent += form;
    this.#unseen += form.length;
    if (this.#unseen < patternStep && !isAtEnd) return [];
    this.#unseen = 0;
    const from = this.#isCut ? 1 + Number(isLow(this.#recent.charCodeAt(1))) : 0;
    const found = patterns.findInPart(this.#recent, { from, isAtEnd }, (number) => this.#foundPatterns.has(number));
    for (const number of found) this.#foundPatterns.add(number);
    this.#forget();
    return found;
  }

  #forget(): void {
    const cut = this.#recent.length - patternReach - 1;
    if (cut <= 0) return;
    this.#isCut = true;
    this.#recent = this.#recent.slice(isLow(this.#recent.charCodeAt(cut)) ? cut - 1 : cut);
  }

  #tell(numbers: FoundNumbers): readonly BlocklistMatch[] {
    return inOrder(this.#list, numbers);
  }
}
