// In: a Pattern without lookaheads. Out: its states and arrows, not yet deterministic. Knows no alphabet.
import { type Automaton, dead, next, stateCount } from './automaton.ts';
import type { CodePointSet } from './code-points.ts';
import type { Pattern } from './pattern.ts';
import type { WorkMeter } from './work-meter.ts';

export type Place = Extract<Pattern, { readonly kind: 'position' }>['where'];

export interface State {
  /** Taken without a character. */
  readonly free: number[];
  /** Taken without a character, in that place only. */
  readonly guarded: { readonly where: Place; readonly to: number }[];
  readonly moves: { readonly set: CodePointSet; readonly to: number }[];
}

export interface Nondeterministic {
  readonly states: readonly State[];
  readonly final: number;
}

/** One state costs that much work, since determinising visits it again and again. */
const unitsPerState = 100;

export function layOut(pattern: Pattern, meter: WorkMeter): Nondeterministic {
  const states: State[] = [];
  const add = (): number => {
    meter.spend(unitsPerState);
    states.push({ free: [], guarded: [], moves: [] });
    return states.length - 1;
  };

  function build(part: Pattern, from: number): number {
    switch (part.kind) {
      case 'characters': {
        const to = add();
        states[from]?.moves.push({ set: part.set, to });
        return to;
      }
      case 'sequence':
        return part.items.reduce((at, item) => build(item, at), from);
      case 'choice': {
        const end = add();
        for (const option of part.options) {
          const start = add();
          states[from]?.free.push(start);
          states[build(option, start)]?.free.push(end);
        }
        return end;
      }
      case 'repeat':
        return buildRepeat(part, from);
      case 'position': {
        const to = add();
        states[from]?.guarded.push({ where: part.where, to });
        return to;
      }
      case 'embedded':
        return embed(part.automaton, from);
      case 'lookahead':
        throw new TypeError('a lookahead is resolved before its pattern is laid out');
    }
  }

  function buildRepeat(part: Extract<Pattern, { readonly kind: 'repeat' }>, from: number): number {
    let at = from;
    for (let count = 0; count < part.min; count += 1) at = build(part.item, at);
    const end = add();
    if (part.max === null) {
      const loop = add();
      states[at]?.free.push(loop);
      states[build(part.item, loop)]?.free.push(loop);
      states[loop]?.free.push(end);
      return end;
    }
    for (let count = part.min; count < part.max; count += 1) {
      states[at]?.free.push(end);
      at = build(part.item, at);
    }
    states[at]?.free.push(end);
    return end;
  }

  function embed(automaton: Automaton, from: number): number {
    const end = add();
    const first = states.length;
    for (let state = 0; state < stateCount(automaton); state += 1) add();
    states[from]?.free.push(first);
    for (let state = 0; state < stateCount(automaton); state += 1) {
      if (automaton.isAccepting[state]) states[first + state]?.free.push(end);
      automaton.classes.forEach((set, characterClass) => {
        const to = next(automaton, state, characterClass);
        if (to !== dead) states[first + state]?.moves.push({ set, to: first + to });
      });
    }
    return end;
  }

  const start = add();
  return { states, final: build(pattern, start) };
}
