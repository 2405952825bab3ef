// In: the name of a format. Out: the automata of what is written for it and of what is taken, made once and kept. Knows no schema.
import type { Automaton } from './automaton.ts';
import { compilePattern } from './compile-pattern.ts';
import { findFormat } from './formats.ts';
import { WorkMeter } from './work-meter.ts';

export interface FormatAutomata {
  readonly written: Automaton;
  readonly taken: Automaton;
}

const made = new Map<string, FormatAutomata>();

/** Null for a format that asserts nothing here: an annotation. */
export function automataOfFormat(name: string): FormatAutomata | null {
  const known = made.get(name);
  const format = findFormat(name);
  if (known !== undefined || format === null) return known ?? null;
  const automata = { written: compileWhole(format.written), taken: compileWhole(format.taken) };
  made.set(name, automata);
  return automata;
}

function compileWhole(source: string): Automaton {
  const refuse = (reason: string): never => {
    throw new TypeError(`the expression of a format ${reason}`);
  };
  const meter = new WorkMeter(50_000_000, () => refuse('takes too much work'));
  return compilePattern(`^(?:${source})$`, { maxStates: 5000, meter, refuse });
}
