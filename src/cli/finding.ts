// In: nothing. Out: what one check of the doctor says. Types only.

/** A problem stops a start or a request; a warning does not. */
export type Level = 'ok' | 'warning' | 'problem';

export interface Finding {
  readonly name: string;
  readonly level: Level;
  /** One line. */
  readonly detail: string;
  /** What to do; null where nothing is to be done. */
  readonly advice: string | null;
}

export function ok(name: string, detail: string): Finding {
  return { name, level: 'ok', detail, advice: null };
}

export function warning(name: string, detail: string, advice: string): Finding {
  return { name, level: 'warning', detail, advice };
}

export function problem(name: string, detail: string, advice: string): Finding {
  return { name, level: 'problem', detail, advice };
}
