// In: the keywords of one schema. Out: what they say of numbers, exactly. Knows no other keyword.

import type { KeywordReader } from './keyword-reader.ts';
import type { NumberRules } from './schema-node.ts';
import { type Decimal, decimalOf } from './text/decimal.ts';
import { type Bound, boundOf, tightest } from './text/number-bound.ts';

export interface ReadNumbers {
  readonly rules: NumberRules;
  /** A format says that numbers are whole. */
  readonly isWhole: boolean;
}

const largestInt32 = 2 ** 31 - 1;

export function readNumberRules(keywords: KeywordReader): ReadNumbers {
  const format = keywords.get('format');
  const isInt32 = format === 'int32';
  const lows = [
    ...boundsNamed(keywords, 'minimum', 'exclusiveMinimum'),
    ...(isInt32 ? [boundOf(-largestInt32 - 1, false)] : []),
  ];
  const highs = [
    ...boundsNamed(keywords, 'maximum', 'exclusiveMaximum'),
    ...(isInt32 ? [boundOf(largestInt32, false)] : []),
  ];
  return {
    rules: { low: tightest(lows, 'low'), high: tightest(highs, 'high'), step: readStep(keywords) },
    isWhole: isInt32 || format === 'int64',
  };
}

/** Older drafts say with a boolean that the other keyword's bound is exclusive. */
function boundsNamed(keywords: KeywordReader, inclusive: string, exclusive: string): readonly Bound[] {
  const bound = keywords.number(inclusive);
  const isFlag = typeof keywords.get(exclusive) === 'boolean';
  const exclusiveBound = isFlag ? null : keywords.number(exclusive);
  return [
    ...(bound === null ? [] : [boundOf(bound, isFlag && keywords.flag(exclusive))]),
    ...(exclusiveBound === null ? [] : [boundOf(exclusiveBound, true)]),
  ];
}

function readStep(keywords: KeywordReader): Decimal | null {
  const step = keywords.number('multipleOf');
  if (step !== null && step <= 0) return keywords.refuse("'multipleOf' must be greater than 0.");
  return step === null ? null : decimalOf(step);
}
