// In: spans of all finders. Out: those that stay where several claim one place: the surest, of these the longest. Pure.
import { type PersonalDataSpan, spanLimit } from './personal-data-span.ts';

export function settleOverlaps(spans: readonly PersonalDataSpan[]): readonly PersonalDataSpan[] {
  const kept: PersonalDataSpan[] = [];
  const ordered = spans
    .filter(({ start, end }) => end > start && end - start <= spanLimit)
    .sort((left, right) => left.start - right.start || right.end - left.end);
  for (const span of ordered) {
    const last = kept.at(-1);
    if (last === undefined || last.end <= span.start) kept.push(span);
    else if (isBetter(span, last)) kept[kept.length - 1] = span;
  }
  return kept;
}

function isBetter(left: PersonalDataSpan, right: PersonalDataSpan): boolean {
  if (left.confidence !== right.confidence) return left.confidence > right.confidence;
  return left.end - left.start > right.end - right.start;
}
