// In: what a text must and must not be. Out: one automaton, or only a length where that says it all. Knows no schema and no grammar.
import { type Automaton, combine, dead, isEmpty, next, stateCount } from './automaton.ts';
import * as points from './code-points.ts';
import type { WorkMeter } from './work-meter.ts';

export interface TextDemand {
  readonly automata: readonly { readonly automaton: Automaton; readonly isNegative: boolean }[];
  /** In code points. */
  readonly minLength: number;
  readonly maxLength: number | null;
  readonly excluded: readonly string[];
}

export type TextLanguage =
  | { readonly kind: 'lengths'; readonly min: number; readonly max: number | null }
  | { readonly kind: 'automaton'; readonly automaton: Automaton };

export interface TextLimits {
  readonly maxStates: number;
  readonly meter: WorkMeter;
}

export const anyText: Automaton = { classes: [points.anyCodePoint], table: Int32Array.of(0), isAccepting: [true] };

/**
 * Null when it needs more than `maxStates` states. Where only a large maximum length makes it so large, a smaller maximum is taken:
 * fewer texts, each of them right.
 */
export function textLanguage(demand: TextDemand, limits: TextLimits): TextLanguage | null {
  const { minLength: min, maxLength: max } = demand;
  if (demand.automata.length === 0 && demand.excluded.length === 0) return { kind: 'lengths', min, max };
  let automaton: Automaton | null = anyText;
  for (const each of demand.automata) {
    automaton = combine(automaton, each.automaton, each.isNegative ? 'and-not' : 'and', limits);
    if (automaton === null) return null;
  }
  if (demand.excluded.length > 0) {
    automaton = combine(automaton, automatonOfWords(demand.excluded), 'and-not', limits);
    if (automaton === null) return null;
  }
  const bounded = withLength(automaton, min, max, limits);
  return bounded === null ? null : { kind: 'automaton', automaton: bounded };
}

function withLength(automaton: Automaton, min: number, max: number | null, limits: TextLimits): Automaton | null {
  const span = lengthSpan(automaton);
  if (isEmpty(automaton) || (span.min >= min && (max === null || (span.max !== null && span.max <= max)))) {
    return automaton;
  }
  const whole = min <= limits.maxStates && (max ?? 0) <= limits.maxStates ? max : undefined;
  if (whole !== undefined) {
    const bounded = combine(automaton, automatonOfLengths(min, whole), 'and', limits);
    if (bounded !== null || max === null) return bounded;
  }
  const tried = Math.max(min, span.min, Math.floor(limits.maxStates / stateCount(automaton)) - 1);
  if (tried > limits.maxStates || (max !== null && tried > max)) return null;
  return combine(automaton, automatonOfLengths(min, tried), 'and', limits);
}

/** Texts of at least one character, the first of them from the set. */
export function automatonOfBeginning(set: points.CodePointSet): Automaton {
  return {
    classes: [set, points.negate(set)],
    table: Int32Array.of(1, dead, 1, 1),
    isAccepting: [false, true],
  };
}

export function automatonOfLengths(min: number, max: number | null): Automaton {
  const size = (max ?? min) + 1;
  return {
    classes: [points.anyCodePoint],
    table: Int32Array.from({ length: size }, (_, state) =>
      state + 1 < size ? state + 1 : max === null ? state : dead,
    ),
    isAccepting: Array.from({ length: size }, (_, state) => state >= min),
  };
}

export function automatonOfWords(words: readonly string[]): Automaton {
  const root: TrieNode = { children: new Map(), isWord: false };
  for (const word of words) {
    let node = root;
    for (const character of word) {
      const child: TrieNode = node.children.get(character) ?? { children: new Map(), isWord: false };
      node.children.set(character, child);
      node = child;
    }
    node.isWord = true;
  }
  const nodes = [root];
  // Grows while it is walked.
  for (const node of nodes) nodes.push(...node.children.values());
  const ids = new Map(nodes.map((node, id) => [node, id]));
  const letters = [...new Set(nodes.flatMap((node) => [...node.children.keys()]))];
  const sets = letters.map(points.setOfText);
  const others = points.negate(points.setOfRanges(...sets.flat()));
  const rows = nodes.flatMap((node) => [
    ...letters.map((letter) => ids.get(node.children.get(letter) ?? root) || dead),
    ...(others.length > 0 ? [dead] : []),
  ]);
  return {
    classes: others.length > 0 ? [...sets, others] : sets,
    table: Int32Array.from(rows),
    isAccepting: nodes.map((node) => node.isWord),
  };
}

interface TrieNode {
  readonly children: Map<string, TrieNode>;
  isWord: boolean;
}

/** Of an automaton without dead ends; `max` is null where a loop makes texts of any length. */
export function lengthSpan(automaton: Automaton): { readonly min: number; readonly max: number | null } {
  return { min: shortest(automaton), max: longest(automaton) };
}

function targetsOf(automaton: Automaton, state: number): readonly number[] {
  return automaton.classes
    .map((_, characterClass) => next(automaton, state, characterClass))
    .filter((target) => target !== dead);
}

function shortest(automaton: Automaton): number {
  const distance = new Map([[0, 0]]);
  // Breadth first: a map is iterated in the order of insertion, also over what is inserted meanwhile.
  for (const [state, length] of distance) {
    if (automaton.isAccepting[state]) return length;
    for (const target of targetsOf(automaton, state)) if (!distance.has(target)) distance.set(target, length + 1);
  }
  return Number.POSITIVE_INFINITY;
}

/** Without loops the states can be ordered, and each is as far from the first as the farthest before it, plus one. */
function longest(automaton: Automaton): number | null {
  const size = stateCount(automaton);
  const arrivals = new Array<number>(size).fill(0);
  for (let state = 0; state < size; state += 1) {
    for (const target of targetsOf(automaton, state)) arrivals[target] = (arrivals[target] ?? 0) + 1;
  }
  const distance = new Array<number>(size).fill(0);
  const ready = arrivals.flatMap((count, state) => (count === 0 ? [state] : []));
  let [ordered, farthest] = [0, 0];
  for (let state = ready.pop(); state !== undefined; state = ready.pop()) {
    ordered += 1;
    farthest = Math.max(farthest, distance[state] ?? 0);
    for (const target of targetsOf(automaton, state)) {
      distance[target] = Math.max(distance[target] ?? 0, (distance[state] ?? 0) + 1);
      arrivals[target] = (arrivals[target] ?? 0) - 1;
      if (arrivals[target] === 0) ready.push(target);
    }
  }
  return ordered === size ? farthest : null;
}
