// In: a Pattern without lookaheads that describes whole texts. Out: the deterministic automaton of those texts. Knows no notation.
import { type Automaton, dead, partition, tidy } from './automaton.ts';
import * as points from './code-points.ts';
import { layOut, type Nondeterministic, type Place } from './nondeterministic.ts';
import type { Pattern } from './pattern.ts';
import type { WorkMeter } from './work-meter.ts';

export interface AutomatonLimits {
  readonly maxStates: number;
  readonly meter: WorkMeter;
}

/** What stands before a place, as far as it matters there. */
type Before = 'nothing' | 'word' | 'other';

interface Station {
  readonly kernel: readonly number[];
  readonly before: Before;
}

/** Null when there are more than `maxStates` states. */
export function determinise(pattern: Pattern, { maxStates, meter }: AutomatonLimits): Automaton | null {
  const graph = layOut(pattern, meter);
  const sets = graph.states.flatMap((state) => state.moves.map((move) => move.set));
  const hasBoundary = graph.states.some((state) => state.guarded.some(({ where }) => where.endsWith('word-boundary')));
  const classes = partition(hasBoundary ? [...sets, points.wordCharacters] : sets, meter);
  const classesOf = classFinder(classes);
  const isWord = classes.map((set) => hasBoundary && points.has(points.wordCharacters, set[0] ?? 0));

  const stations: Station[] = [];
  const ids = new Map<string, number>();
  const idOf = (kernel: readonly number[], before: Before): number => {
    if (kernel.length === 0) return dead;
    const key = `${before}${kernel.join()}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, stations.length);
    stations.push({ kernel, before });
    return stations.length - 1;
  };
  idOf([0], 'nothing');

  const rows: number[] = [];
  const isAccepting: boolean[] = [];
  for (let at = 0; at < stations.length; at += 1) {
    if (stations.length > maxStates) return null;
    const station = stations[at] ?? { kernel: [], before: 'other' };
    const isAfterWord = station.before === 'word';
    isAccepting.push(reach(graph, station, { isEnd: true, isBoundary: isAfterWord }, meter).has(graph.final));
    const targets: Set<number>[] = classes.map(() => new Set());
    for (const isNextWord of hasBoundary ? [false, true] : [false]) {
      const reached = reach(graph, station, { isEnd: false, isBoundary: isAfterWord !== isNextWord }, meter);
      for (const state of reached) {
        for (const move of graph.states[state]?.moves ?? []) {
          for (const each of classesOf(move.set)) {
            if (isWord[each] === isNextWord) targets[each]?.add(move.to);
          }
        }
      }
    }
    targets.forEach((target, each) => {
      meter.spend(1 + target.size);
      rows.push(
        idOf(
          [...target].sort((left, right) => left - right),
          isWord[each] ? 'word' : 'other',
        ),
      );
    });
  }
  return tidy({ classes, table: Int32Array.from(rows), isAccepting }, meter);
}

function classFinder(classes: readonly points.CodePointSet[]): (set: points.CodePointSet) => readonly number[] {
  const found = new Map<points.CodePointSet, readonly number[]>();
  return (set) => {
    const known = found.get(set);
    if (known !== undefined) return known;
    const members = classes.flatMap((each, index) => (points.has(set, each[0] ?? -1) ? [index] : []));
    found.set(set, members);
    return members;
  };
}

function reach(
  graph: Nondeterministic,
  station: Station,
  here: { readonly isEnd: boolean; readonly isBoundary: boolean },
  meter: WorkMeter,
): ReadonlySet<number> {
  const isPassable: Record<Place, boolean> = {
    start: station.before === 'nothing',
    end: here.isEnd,
    'word-boundary': here.isBoundary,
    'no-word-boundary': !here.isBoundary,
  };
  const reached = new Set(station.kernel);
  // A set is iterated in the order of insertion, also over what is inserted meanwhile.
  for (const state of reached) {
    meter.spend(1);
    for (const to of graph.states[state]?.free ?? []) reached.add(to);
    for (const { where, to } of graph.states[state]?.guarded ?? []) if (isPassable[where]) reached.add(to);
  }
  return reached;
}
