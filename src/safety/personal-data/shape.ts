// In: a shape of one kind, what checks it and which words speak for it. Out: a finder. Knows no kind.
import { contextBefore, type Finder, type PersonalDataKind, type PersonalDataSpan } from './personal-data-span.ts';

export interface Shape {
  readonly kind: PersonalDataKind;
  /**
   * Global, with `d` where it has a group `value`, which then is the span. It must not match more than a few hundred units from
   * any place, and not begin inside a run of what it repeats: that keeps the time linear.
   */
  readonly pattern: RegExp;
  /** Whether the value holds what its kind asks of it, such as a check digit. */
  readonly check?: (value: string) => boolean;
  /** Words that speak for it shortly before. */
  readonly context?: RegExp;
  /** With the words; where it has none, in any case. */
  readonly confidence: number;
  /** Without them; absent where it is nothing then. */
  readonly bareConfidence?: number;
}

export function findShape(shape: Shape): Finder {
  return function* (text) {
    for (const match of text.matchAll(shape.pattern)) {
      const [start, end] = match.indices?.groups?.['value'] ?? [match.index, match.index + match[0].length];
      const confidence = judge(shape, text, start, end);
      if (confidence !== null) yield { kind: shape.kind, start, end, confidence } satisfies PersonalDataSpan;
    }
  };
}

function judge(shape: Shape, text: string, start: number, end: number): number | null {
  if (shape.check !== undefined && !shape.check(text.slice(start, end))) return null;
  if (shape.context === undefined || shape.context.test(contextBefore(text, start))) return shape.confidence;
  return shape.bareConfidence ?? null;
}
