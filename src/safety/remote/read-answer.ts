// In: parsed JSON of another service. Out: the members that were expected, or Fault `source_refused` with the name of what is not there.
// Never says what a value was: it may hold what a user wrote.
import { Fault } from '../../contract/fault.ts';
import type { Severity } from '../../contract/safety.ts';

export function badAnswer(who: string, what: string): Fault {
  return new Fault('source_refused', `The scorer ${who} gave an answer without ${what}.`);
}

export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

export function listAt(value: unknown, name: string, who: string): readonly unknown[] {
  const found = member(value, name);
  if (Array.isArray(found)) return found;
  throw badAnswer(who, `a list ${name}`);
}

export function textAt(value: unknown, name: string, who: string): string {
  const found = member(value, name);
  if (typeof found === 'string') return found;
  throw badAnswer(who, `a text ${name}`);
}

export function flagAt(value: unknown, name: string, who: string): boolean {
  const found = member(value, name);
  if (typeof found === 'boolean') return found;
  throw badAnswer(who, `a flag ${name}`);
}

/** A number from 0 to 1. */
export function chanceAt(value: unknown, name: string, who: string): number {
  const found = member(value, name);
  if (typeof found === 'number' && found >= 0 && found <= 1) return found;
  throw badAnswer(who, `${name} between 0 and 1`);
}

export function severityAt(value: unknown, name: string, who: string): Severity {
  const severity = toSeverity(member(value, name));
  if (severity !== null) return severity;
  throw badAnswer(who, `a severity ${name} of 0 to 7`);
}

/** Null for what is no whole number of 0 to 7. */
export function toSeverity(value: unknown): Severity | null {
  return severities.find((severity) => severity === value) ?? null;
}

const severities: readonly Severity[] = [0, 1, 2, 3, 4, 5, 6, 7];
