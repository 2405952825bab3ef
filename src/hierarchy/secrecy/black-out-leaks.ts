// In: a text and the leaks in it, or the arguments of a call that hold some. Out: the same with one mark for each, which does not tell how long
// it was. Pure.
import { type LeakSpan, LeakWatch } from './leak-watch.ts';
import type { SecrecyRules } from './secrecy-rules.ts';

export const leakMark = '■■■';

/** `start` is where the text begins, counted as the spans are; of one that began before nothing is shown. */
export function blackOutSpans(text: string, start: number, spans: readonly LeakSpan[]): string {
  let shown = '';
  let at = 0;
  for (const span of spans) {
    const [from, to] = [span.start - start, Math.min(text.length, span.end - start)];
    if (to <= at || from >= text.length || span.start === span.end) continue;
    shown += text.slice(at, Math.max(at, from)) + (from >= 0 ? leakMark : '');
    at = to;
  }
  return shown + text.slice(at);
}

/**
 * Arguments stay JSON. Where no text in them is a leak alone, it lies in all of them together, at worst in the names of members too. Null where
 * they are no JSON: they are a text then.
 */
export function blackOutCall(json: string, rules: SecrecyRules): string | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  const blackOut = (text: string) => blackOutSpans(text, 0, leaksIn(text, rules));
  const partly = JSON.stringify(replaced(value, blackOut, blackOut));
  if (leaksIn(partly, rules).length === 0) return partly;
  const values = JSON.stringify(replaced(value, () => leakMark));
  return leaksIn(values, rules).length === 0 ? values : JSON.stringify({ [leakMark]: leakMark });
}

function leaksIn(text: string, { forms, isSecret, words }: SecrecyRules): readonly LeakSpan[] {
  const watch = new LeakWatch({ forms, isSecret, words, history: [] });
  watch.push(text);
  watch.endText();
  return watch.leaks;
}

type Rewrite = (text: string) => string;

function replaced(value: unknown, rewrite: Rewrite, rewriteName: Rewrite = (name) => name): unknown {
  if (Array.isArray(value)) return value.map((inner) => replaced(inner, rewrite, rewriteName));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [rewriteName(name), replaced(inner, rewrite, rewriteName)]),
    );
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  const text = String(value);
  const shown = rewrite(text);
  return shown === text ? value : shown;
}
