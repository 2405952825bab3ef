// In: nothing, or automata. Out: deterministic automata over code points: what they accept, and their products. Knows no pattern.
import * as points from './code-points.ts';
import type { WorkMeter } from './work-meter.ts';

/** State 0 is the first. No transition (-1) means that nothing beginning so is accepted. */
export interface Automaton {
  /** Disjoint; together every code point. */
  readonly classes: readonly points.CodePointSet[];
  /** `table[state * classes.length + class]` is the next state. */
  readonly table: Int32Array;
  readonly isAccepting: readonly boolean[];
}

export const dead = -1;

export function stateCount(automaton: Automaton): number {
  return automaton.isAccepting.length;
}

export function next(automaton: Automaton, state: number, characterClass: number): number {
  return automaton.table[state * automaton.classes.length + characterClass] ?? dead;
}

export function isEmpty(automaton: Automaton): boolean {
  return !automaton.isAccepting.includes(true);
}

/** May say no of an automaton with more states than it needs. */
export function takesAnything(automaton: Automaton): boolean {
  return stateCount(automaton) === 1 && !isEmpty(automaton) && automaton.table.every((target) => target === 0);
}

/** Linear in the text, whatever the pattern was. */
export function accepts(automaton: Automaton, text: string): boolean {
  let state = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    const characterClass = automaton.classes.findIndex((set) => points.has(set, codePoint));
    if (characterClass === -1) return false;
    state = next(automaton, state, characterClass);
    if (state === dead) return false;
  }
  return automaton.isAccepting[state] ?? false;
}

/** Splits all code points so that each given set is a union of classes. */
export function partition(sets: Iterable<points.CodePointSet>, meter: WorkMeter): readonly points.CodePointSet[] {
  let classes: readonly points.CodePointSet[] = [points.anyCodePoint];
  // Most are the very same set again.
  for (const set of new Map([...new Set(sets)].map((each) => [each.join(), each])).values()) {
    meter.spend(classes.length * (set.length + 8));
    const outside = points.negate(set);
    classes = classes
      .flatMap((each) => [points.intersect(each, set), points.intersect(each, outside)])
      .filter((each) => each.length > 0);
  }
  return classes;
}

export type Combination = 'and' | 'and-not' | 'or';

const decisions: Record<Combination, (left: boolean, right: boolean) => boolean> = {
  and: (left, right) => left && right,
  'and-not': (left, right) => left && !right,
  or: (left, right) => left || right,
};

/** Null when the product has more than `maxStates` states. */
export function combine(
  left: Automaton,
  right: Automaton,
  how: Combination,
  limits: { readonly maxStates: number; readonly meter: WorkMeter },
): Automaton | null {
  const { classes, pairs } = refine(left, right, limits.meter);
  const ids = new Map<number, number>();
  const states: (readonly [number, number])[] = [];
  const rightSize = stateCount(right) + 1;
  const idOf = (l: number, r: number): number => {
    if ((l === dead && how !== 'or') || (r === dead && how === 'and') || (l === dead && r === dead)) return dead;
    const key = (l + 1) * rightSize + r + 1;
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, states.length);
    states.push([l, r]);
    return states.length - 1;
  };
  idOf(0, 0);
  const rows: number[] = [];
  for (let state = 0; state < states.length; state += 1) {
    if (states.length > limits.maxStates) return null;
    limits.meter.spend(classes.length);
    const [l, r] = states[state] ?? [dead, dead];
    for (const [leftClass, rightClass] of pairs) {
      rows.push(idOf(l === dead ? dead : next(left, l, leftClass), r === dead ? dead : next(right, r, rightClass)));
    }
  }
  const decide = decisions[how];
  const isAccepting = states.map(([l, r]) => decide(left.isAccepting[l] ?? false, right.isAccepting[r] ?? false));
  return tidy({ classes, table: Int32Array.from(rows), isAccepting }, limits.meter);
}

function refine(left: Automaton, right: Automaton, meter: WorkMeter) {
  const classes: points.CodePointSet[] = [];
  const pairs: (readonly [number, number])[] = [];
  left.classes.forEach((leftSet, leftClass) => {
    right.classes.forEach((rightSet, rightClass) => {
      meter.spend(leftSet.length + rightSet.length);
      const shared = points.intersect(leftSet, rightSet);
      if (shared.length === 0) return;
      classes.push(shared);
      pairs.push([leftClass, rightClass]);
    });
  });
  return { classes, pairs };
}

/** Drops states that lead to nothing, and merges states and classes that do the same. */
export function tidy(automaton: Automaton, meter: WorkMeter): Automaton {
  let tidied = withoutDeadEnds(automaton, meter);
  for (let round = 0; round < 12; round += 1) {
    const merged = mergeTwins(tidied, meter);
    if (stateCount(merged) === stateCount(tidied)) break;
    tidied = merged;
  }
  return mergeClasses(tidied);
}

function withoutDeadEnds(automaton: Automaton, meter: WorkMeter): Automaton {
  const size = stateCount(automaton);
  const width = automaton.classes.length;
  const sources: number[][] = Array.from({ length: size }, () => []);
  automaton.table.forEach((target, index) => {
    if (target !== dead) sources[target]?.push(Math.floor(index / width));
  });
  meter.spend(size * width);
  const isAlive = [...automaton.isAccepting];
  const todo = isAlive.flatMap((alive, state) => (alive ? [state] : []));
  for (let state = todo.pop(); state !== undefined; state = todo.pop()) {
    for (const source of sources[state] ?? []) {
      if (isAlive[source]) continue;
      isAlive[source] = true;
      todo.push(source);
    }
  }
  // The first state stays, or there would be no automaton.
  isAlive[0] = true;
  return rename(
    automaton,
    isAlive.map((alive, state) => (alive ? state : dead)),
  );
}

function mergeTwins(automaton: Automaton, meter: WorkMeter): Automaton {
  const width = automaton.classes.length;
  meter.spend(automaton.table.length);
  const first = new Map<string, number>();
  const representative = automaton.isAccepting.map((accepting, state) => {
    const key = `${accepting}${automaton.table.subarray(state * width, state * width + width).join()}`;
    const twin = first.get(key);
    if (twin === undefined) first.set(key, state);
    return twin ?? state;
  });
  return rename(automaton, representative);
}

/** `representative[state]` is the state that stands for it, itself for those that stay, or `dead`. */
function rename(automaton: Automaton, representative: readonly number[]): Automaton {
  const width = automaton.classes.length;
  const kept = representative.flatMap((target, state) => (target === state ? [state] : []));
  const newId = new Map(kept.map((state, id) => [state, id]));
  const target = (state: number): number =>
    state === dead ? dead : (newId.get(representative[state] ?? dead) ?? dead);
  return {
    classes: automaton.classes,
    table: Int32Array.from(
      kept.flatMap((state) => [...automaton.table.subarray(state * width, state * width + width)].map(target)),
    ),
    isAccepting: kept.map((state) => automaton.isAccepting[state] ?? false),
  };
}

function mergeClasses(automaton: Automaton): Automaton {
  const width = automaton.classes.length;
  const columns = new Map<string, number[]>();
  automaton.classes.forEach((_, column) => {
    const key = automaton.isAccepting.map((__, state) => automaton.table[state * width + column]).join();
    const twins = columns.get(key);
    if (twins === undefined) columns.set(key, [column]);
    else twins.push(column);
  });
  if (columns.size === width) return automaton;
  const groups = [...columns.values()];
  return {
    classes: groups.map((group) => points.setOfRanges(...group.flatMap((column) => automaton.classes[column] ?? []))),
    table: Int32Array.from(
      automaton.isAccepting.flatMap((_, state) =>
        groups.map((group) => automaton.table[state * width + (group[0] ?? 0)] ?? dead),
      ),
    ),
    isAccepting: automaton.isAccepting,
  };
}
