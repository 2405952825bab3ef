// In: a regular expression as JSON Schema's `pattern` holds it (ECMAScript's, also the lenient forms of browsers). Out: a Pattern; what
// no automaton can do is refused. Knows no schema.
import * as points from './code-points.ts';
import { emptyPattern, type Pattern } from './pattern.ts';
import { PatternCursor, type Refuse } from './pattern-cursor.ts';

const longestPattern = 4000;
const deepestGroup = 60;
/** A larger count has more states than any automaton may have. */
const largestCount = 100_000;

export interface ReadPattern {
  readonly pattern: Pattern;
  /** The notation is only valid where a character beyond the basic plane counts as two: such characters are left out. */
  readonly isBasicPlaneOnly: boolean;
}

export function readPattern(text: string, refuse: Refuse): ReadPattern {
  if (text.length > longestPattern) return refuse(`is longer than ${longestPattern} characters`);
  const isUnicode = isValid(text, 'u');
  if (!isUnicode && !isValid(text, '')) return refuse("is not a 'regex'");
  if (!isUnicode && /\\(u\{|p\{|P\{)/.test(text)) return refuse('mixes the notations with and without Unicode');
  const cursor = new PatternCursor(text, refuse);
  const pattern = readChoice(cursor, 0);
  if (!cursor.isAtEnd) return refuse("is not a 'regex'");
  return { pattern, isBasicPlaneOnly: !isUnicode };
}

/** Only parses: nothing is matched with it. */
function isValid(text: string, flags: string): boolean {
  try {
    new RegExp(text, flags);
    return true;
  } catch {
    return false;
  }
}

function readChoice(cursor: PatternCursor, depth: number): Pattern {
  if (depth > deepestGroup) return cursor.refuse(`nests groups deeper than ${deepestGroup}`);
  const options = [readSequence(cursor, depth)];
  while (cursor.take('|')) options.push(readSequence(cursor, depth));
  const [only = emptyPattern] = options;
  return options.length === 1 ? only : { kind: 'choice', options };
}

function readSequence(cursor: PatternCursor, depth: number): Pattern {
  const items: Pattern[] = [];
  while (!cursor.isAtEnd && cursor.peek() !== '|' && cursor.peek() !== ')') {
    const item = readItem(cursor, depth);
    items.push(readQuantifier(cursor, item));
  }
  const [only = emptyPattern] = items;
  return items.length === 1 ? only : { kind: 'sequence', items };
}

function readItem(cursor: PatternCursor, depth: number): Pattern {
  if (cursor.take('^')) return { kind: 'position', where: 'start' };
  if (cursor.take('$')) return { kind: 'position', where: 'end' };
  if (cursor.take('\\b')) return { kind: 'position', where: 'word-boundary' };
  if (cursor.take('\\B')) return { kind: 'position', where: 'no-word-boundary' };
  if (cursor.take('(')) return readGroup(cursor, depth);
  if (cursor.take('[')) return { kind: 'characters', set: readClass(cursor) };
  if (cursor.take('.')) return { kind: 'characters', set: points.negate(points.lineEnds) };
  if (cursor.take('\\')) return { kind: 'characters', set: cursor.takeEscape(false) };
  return { kind: 'characters', set: points.setOfText(cursor.next()) };
}

function readGroup(cursor: PatternCursor, depth: number): Pattern {
  if (cursor.take('?<=') || cursor.take('?<!')) return cursor.refuse('holds a lookbehind, which cannot be enforced');
  const isNegative = cursor.take('?!');
  const isLookahead = isNegative || cursor.take('?=');
  if (!isLookahead && !cursor.take('?:')) {
    cursor.takeMatch(/^\?<[\w$]+>/);
    if (cursor.peek() === '?') return cursor.refuse('holds a kind of group that cannot be enforced');
  }
  const body = readChoice(cursor, depth + 1);
  if (!cursor.take(')')) return cursor.refuse("is not a 'regex'");
  return isLookahead ? { kind: 'lookahead', body, isNegative } : body;
}

function readQuantifier(cursor: PatternCursor, item: Pattern): Pattern {
  const counts = takeCounts(cursor);
  if (counts === null) return item;
  cursor.take('?');
  if (Math.max(counts.min, counts.max ?? 0) > largestCount) {
    return cursor.refuse(`repeats more than ${largestCount} times`);
  }
  return { kind: 'repeat', item, ...counts };
}

function takeCounts(cursor: PatternCursor): { readonly min: number; readonly max: number | null } | null {
  if (cursor.take('*')) return { min: 0, max: null };
  if (cursor.take('+')) return { min: 1, max: null };
  if (cursor.take('?')) return { min: 0, max: 1 };
  const found = cursor.takeMatch(/^\{(\d+)(,(\d*))?\}/);
  if (found === null) return null;
  const min = Number(found[1]);
  if (found[2] === undefined) return { min, max: min };
  return { min, max: found[3] === '' ? null : Number(found[3]) };
}

function readClass(cursor: PatternCursor): points.CodePointSet {
  const isNegated = cursor.take('^');
  let set: points.CodePointSet = [];
  while (!cursor.take(']')) {
    if (cursor.isAtEnd) return cursor.refuse("is not a 'regex'");
    const first = takeClassAtom(cursor);
    const isRange = cursor.peek() === '-' && cursor.peek(1) !== ']';
    if (!isRange) {
      set = points.union(set, first);
      continue;
    }
    cursor.next();
    const last = takeClassAtom(cursor);
    const [low, high] = [onlyMember(first), onlyMember(last)];
    // Browsers read `[\w-.]` as three members.
    const joined = low === null || high === null ? [...first, 0x2d, 0x2d, ...last] : [low, high];
    set = points.setOfRanges(...set, ...joined);
  }
  return isNegated ? points.negate(set) : set;
}

function takeClassAtom(cursor: PatternCursor): points.CodePointSet {
  return cursor.take('\\') ? cursor.takeEscape(true) : points.setOfText(cursor.next());
}

function onlyMember(set: points.CodePointSet): number | null {
  return set.length === 2 && set[0] === set[1] ? (set[0] ?? null) : null;
}
