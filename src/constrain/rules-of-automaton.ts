// In: an automaton. Out: the grammar rules of its texts, each written in exactly one way: as they are, or as they stand inside a JSON
// string. Knows no schema.

import { choice, type Expression, nothing, rule, sequence, text } from './expression.ts';
import type { RuleBook } from './rule-book.ts';
import { type Spelling, spellCharacters } from './spell-characters.ts';
import { type Automaton, dead, isEmpty, next, stateCount } from './text/automaton.ts';
import * as points from './text/code-points.ts';

interface Arrow {
  readonly set: points.CodePointSet;
  readonly to: number;
}

/** Written out when it is a single character, counted otherwise. */
const longestLiteralRun = 40;

/** `end` is what follows every text: a closing quotation mark, say. */
export function rulesOfAutomaton(
  automaton: Automaton,
  spelling: Spelling,
  end: Expression,
  book: RuleBook,
): Expression {
  if (isEmpty(automaton)) return nothing;
  const arrows = Array.from({ length: stateCount(automaton) }, (_, state) => arrowsFrom(automaton, state));
  const arrivals = new Array<number>(stateCount(automaton)).fill(0);
  for (const arrow of arrows.flat()) arrivals[arrow.to] = (arrivals[arrow.to] ?? 0) + 1;
  const names = new Map<number, string>();
  const todo: number[] = [];

  function ruleOf(state: number): Expression {
    const known = names.get(state);
    if (known !== undefined) return rule(known);
    const name = book.reserve('t');
    names.set(state, name);
    todo.push(state);
    return rule(name);
  }

  function onlyArrow(state: number): Arrow | null {
    const [arrow, ...others] = arrows[state] ?? [];
    return arrow === undefined || others.length > 0 || arrow.to === state ? null : arrow;
  }

  function isFinal(state: number): boolean {
    return arrows[state]?.length === 0;
  }

  function times(set: points.CodePointSet, min: number, max: number): Expression {
    const isSingle = set.length === 2 && set[0] === set[1] && min === max && max <= longestLiteralRun;
    const once = spellCharacters(set, spelling, book);
    if (isSingle && once.kind === 'text') return text(once.text.repeat(max));
    return max === 1 && min === 1 ? once : book.repeatOften(once, min, max);
  }

  /** The same characters again and again, where the text may end before each: null where it goes on otherwise behind them. */
  function fadingRun(from: number): Expression | null {
    const first = onlyArrow(from);
    if (first === null) return null;
    const key = first.set.join();
    let [count, state] = [1, first.to];
    while (!isFinal(state)) {
      const arrow = onlyArrow(state);
      const goesOn =
        arrow !== null && automaton.isAccepting[state] && arrivals[state] === 1 && arrow.set.join() === key;
      if (!goesOn) return null;
      [count, state] = [count + 1, arrow.to];
    }
    return sequence(times(first.set, 0, count), end);
  }

  /** Follows a way without branches as far as it goes: one rule instead of many, runs of the same characters counted. */
  function follow(entry: number, isRuleOfItsOwn: boolean): Expression {
    const steps: { readonly set: points.CodePointSet; readonly count: number }[] = [];
    let state = entry;
    while (!isFinal(state) && !automaton.isAccepting[state] && isInlined(state, entry, isRuleOfItsOwn)) {
      const arrow = onlyArrow(state);
      if (arrow === null) break;
      const before = steps.at(-1);
      if (before?.set.join() === arrow.set.join())
        steps[steps.length - 1] = { set: before.set, count: before.count + 1 };
      else steps.push({ set: arrow.set, count: 1 });
      state = arrow.to;
    }
    return sequence(
      ...steps.map(({ set, count }) => times(set, count, count)),
      remainder(state, entry, isRuleOfItsOwn),
    );
  }

  function isInlined(state: number, entry: number, isRuleOfItsOwn: boolean): boolean {
    return (state === entry && isRuleOfItsOwn) || arrivals[state] === 1;
  }

  function remainder(state: number, entry: number, isRuleOfItsOwn: boolean): Expression {
    if (isFinal(state)) return end;
    const run = isInlined(state, entry, isRuleOfItsOwn) && automaton.isAccepting[state] ? fadingRun(state) : null;
    if (run !== null) return run;
    return state === entry && isRuleOfItsOwn ? branch(state) : ruleOf(state);
  }

  function branch(state: number): Expression {
    const leaving = (arrows[state] ?? []).map(({ set, to }) => sequence(times(set, 1, 1), follow(to, false)));
    return choice(...leaving, ...(automaton.isAccepting[state] ? [end] : []));
  }

  // The beginning is one more arrival.
  arrivals[0] = (arrivals[0] ?? 0) + 1;
  const first = ruleOf(0);
  for (let state = todo.pop(); state !== undefined; state = todo.pop()) {
    book.define(names.get(state) ?? '', follow(state, true));
  }
  return first;
}

function arrowsFrom(automaton: Automaton, state: number): readonly Arrow[] {
  const byTarget = new Map<number, number[]>();
  automaton.classes.forEach((set, characterClass) => {
    const to = next(automaton, state, characterClass);
    if (to !== dead) byTarget.set(to, [...(byTarget.get(to) ?? []), ...set]);
  });
  return [...byTarget].map(([to, flat]) => ({ set: points.setOfRanges(...flat), to }));
}
