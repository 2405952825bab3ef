// In: regular expressions of list items, and texts in their exact form. Out: which of them match. The engine (RE2's, in JavaScript)
// takes time that grows linearly with the text, whatever the pattern. Knows no list.
import { RE2JS, RE2Set } from 're2js';
import { Fault } from '../../contract/fault.ts';

/** Instructions that one pattern compiles to, and all patterns of one list together. */
export const patternSizeLimit = 1_000;
export const patternSizeLimitOfList = 25_000;
/**
 * Patterns are searched for in groups, each by one automaton that is made as texts need it: large groups have too many states to keep,
 * small ones read the text too often. Bytes are those of kept states.
 */
const groupCountLimit = 50;
const groupSizeLimit = 1_000;
const groupMemoryBytes = 1 << 20;

/** A pattern that the engine takes. Faults: `invalid_value`. */
export function compilePattern(source: string): RE2JS {
  const pattern = readPattern(source);
  if (pattern.programSize() > patternSizeLimit) {
    throw new Fault('invalid_value', 'The regular expression is too large: repeat less, or make several items of it.');
  }
  if (pattern.test('')) {
    throw new Fault('invalid_value', 'The regular expression matches the empty text, and so would match every text.');
  }
  return pattern;
}

function readPattern(source: string): RE2JS {
  try {
    return RE2JS.compile(source);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    throw new Fault('invalid_value', `The regular expression is not of RE2's syntax: ${reason}`, { cause: error });
  }
}

/** What is known of the text around the one that is searched. */
export interface SearchContext {
  /** UTF-16 units at the beginning that are only there to be seen by `^`, `\b` and the like: no match begins before it. */
  readonly from: number;
  /** Whether the text ends here, or may go on. */
  readonly isAtEnd: boolean;
}

/** Texts as different as can be that may follow: what matches before each of them, and before nothing, matches whatever follows. */
const continuations = ['a', ' ', '\n'];

export class PatternSet {
  readonly #patterns: readonly RE2JS[];
  readonly #groups: readonly PatternGroup[];

  constructor(patterns: readonly RE2JS[]) {
    if (patterns.reduce((sum, pattern) => sum + pattern.programSize(), 0) > patternSizeLimitOfList) {
      throw new Fault('invalid_value', 'The regular expressions of the list are too large together.');
    }
    this.#patterns = patterns;
    this.#groups = groupPatterns(patterns);
  }

  get count(): number {
    return this.#patterns.length;
  }

  /** Numbers of the patterns that match somewhere, ascending. */
  findIn(text: string): readonly number[] {
    return this.#groups
      .flatMap(({ first, set }) => set.match(text).map((number) => first + number))
      .sort((left, right) => left - right);
  }

  /** The same for a part of a text; `isFound` tells which patterns need no answer any more. */
  findInPart(part: string, { from, isAtEnd }: SearchContext, isFound: (number: number) => boolean): readonly number[] {
    return this.findIn(part).filter((number) => {
      const pattern = this.#patterns[number];
      if (pattern === undefined || isFound(number)) return false;
      const matches = (text: string) => (from === 0 ? pattern.test(text) : pattern.matcher(text).find(from));
      return matches(part) && (isAtEnd || continuations.every((continuation) => matches(part + continuation)));
    });
  }
}

interface PatternGroup {
  /** Number of the first pattern. */
  readonly first: number;
  readonly set: RE2Set;
}

function groupPatterns(patterns: readonly RE2JS[]): readonly PatternGroup[] {
  const groups: PatternGroup[] = [];
  let [count, size] = [groupCountLimit, 0];
  patterns.forEach((pattern, number) => {
    if (count >= groupCountLimit || size + pattern.programSize() > groupSizeLimit) {
      groups.push({ first: number, set: new RE2Set(RE2Set.UNANCHORED, 0, groupMemoryBytes) });
      [count, size] = [0, 0];
    }
    groups.at(-1)?.set.add(pattern.pattern());
    count += 1;
    size += pattern.programSize();
  });
  for (const { set } of groups) set.compile();
  return groups;
}
