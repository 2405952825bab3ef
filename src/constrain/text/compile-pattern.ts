// In: a regular expression as `pattern` holds it. Out: the automaton of the texts in which it is found. Knows no schema.
import { type Automaton, combine } from './automaton.ts';
import * as points from './code-points.ts';
import { type AutomatonLimits, determinise } from './determinise.ts';
import { holdsLookahead, type Pattern } from './pattern.ts';
import type { Refuse } from './pattern-cursor.ts';
import { readPattern } from './read-pattern.ts';

const mostAlternatives = 64;

function anyNumberOf(set: points.CodePointSet): Pattern {
  return { kind: 'repeat', item: { kind: 'characters', set }, min: 0, max: null };
}
const anything = anyNumberOf(points.anyCodePoint);

export interface CompileLimits extends AutomatonLimits {
  readonly refuse: Refuse;
}

/** `pattern` is searched for, not matched from end to end: anchors say otherwise. */
export function compilePattern(text: string, limits: CompileLimits): Automaton {
  const { pattern, isBasicPlaneOnly } = readPattern(text, limits.refuse);
  const options = holdsLookahead(pattern) ? alternativesOf(pattern, limits.refuse) : [[pattern]];
  const searched: Pattern = {
    kind: 'choice',
    options: options.map((items) => ({ kind: 'sequence', items: [anything, ...resolve(items, limits)] })),
  };
  const automaton = small(determinise(searched, limits), limits);
  if (!isBasicPlaneOnly) return automaton;
  const basic = small(determinise(anyNumberOf(points.basicPlane), limits), limits);
  return small(combine(automaton, basic, 'and', limits), limits);
}

function small(automaton: Automaton | null, limits: CompileLimits): Automaton {
  return automaton ?? limits.refuse(`needs more than ${limits.maxStates} states, which cannot be enforced`);
}

/** From here to the end of the text. Each lookahead becomes an intersection with all that follows it. */
function resolve(items: readonly Pattern[], limits: CompileLimits): readonly Pattern[] {
  const at = items.findIndex((item) => item.kind === 'lookahead');
  const look = items[at];
  if (look?.kind !== 'lookahead') return [...items, anything];
  // Both take no character, so their order does not matter; and the start must be known before the lookahead is.
  if (items[at + 1]?.kind === 'position') {
    return resolve([...items.slice(0, at), ...items.slice(at + 1, at + 2), look, ...items.slice(at + 2)], limits);
  }
  const rest = items.slice(at + 1);
  const body = holdsLookahead(look.body) ? alternativesOf(look.body, limits.refuse) : [[look.body]];
  if ([...rest, look.body].some(dependsOnWhatStandsBefore)) {
    return limits.refuse('asks in a lookahead what stands before it, which cannot be enforced');
  }
  const seen = wholeAutomaton({ kind: 'choice', options: body.map((each) => sequence(resolve(each, limits))) }, limits);
  const followed = wholeAutomaton(sequence(resolve(rest, limits)), limits);
  const both = small(combine(followed, seen, look.isNegative ? 'and-not' : 'and', limits), limits);
  return [...items.slice(0, at), { kind: 'embedded', automaton: both }];
}

function sequence(items: readonly Pattern[]): Pattern {
  return { kind: 'sequence', items };
}

function wholeAutomaton(pattern: Pattern, limits: CompileLimits): Automaton {
  return small(determinise(pattern, limits), limits);
}

function dependsOnWhatStandsBefore(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'position':
      return pattern.where !== 'end';
    case 'sequence':
      return pattern.items.some(dependsOnWhatStandsBefore);
    case 'choice':
      return pattern.options.some(dependsOnWhatStandsBefore);
    case 'repeat':
      return dependsOnWhatStandsBefore(pattern.item);
    case 'lookahead':
      return dependsOnWhatStandsBefore(pattern.body);
    default:
      return false;
  }
}

/** Multiplies out what holds a lookahead, so that each stands in a plain sequence. */
function alternativesOf(pattern: Pattern, refuse: Refuse): readonly (readonly Pattern[])[] {
  if (pattern.kind === 'lookahead' || !holdsLookahead(pattern)) return [[pattern]];
  const found = multiplyOut(pattern, refuse);
  if (found.length > mostAlternatives) return refuse('holds too many lookaheads, which cannot be enforced');
  return found;
}

function multiplyOut(pattern: Pattern, refuse: Refuse): readonly (readonly Pattern[])[] {
  if (pattern.kind === 'choice') return pattern.options.flatMap((option) => alternativesOf(option, refuse));
  if (pattern.kind === 'sequence') {
    return pattern.items.reduce<readonly (readonly Pattern[])[]>(
      (heads, item) => {
        const tails = alternativesOf(item, refuse);
        if (heads.length * tails.length > mostAlternatives) {
          return refuse('holds too many lookaheads, which cannot be enforced');
        }
        return heads.flatMap((head) => tails.map((tail) => [...head, ...tail]));
      },
      [[]],
    );
  }
  if (pattern.kind === 'repeat' && pattern.min <= 1 && pattern.max === 1) {
    const once = alternativesOf(pattern.item, refuse);
    return pattern.min === 1 ? once : [[], ...once];
  }
  return refuse('repeats a lookahead, which cannot be enforced');
}
