// In: the operator's texts, and what others said. Out: the index of its words and what a leak of them weighs. Knows no answer.
import type { OperatorWords } from './overlap-scan.ts';
import { PromptIndex } from './prompt-index.ts';
import type { OperatorReading } from './read-operator.ts';
import type { SaidTexts } from './said-texts.ts';

type ReadWords = Pick<OperatorReading, 'words' | 'index'>;

/** Words of instructions that are a leak where they stand together, and the fewest that are one of a prompt that has less. */
const usualLeak = 8;
const smallestLeak = 5;
const largeShare = 0.8;

export function operatorWords({ words, index: ofAll }: ReadWords, said: SaidTexts): OperatorWords | null {
  const whole = words.reduce((sum, { weight }) => sum + weight, 0);
  if (whole < smallestLeak) return null;
  const leastWeight = Math.min(usualLeak, Math.max(smallestLeak, whole * largeShare));
  let index = ofAll;
  let isSettled = false;
  return {
    get index() {
      return index;
    },
    leastWeight,
    settle: () => {
      if (isSettled) return;
      isSettled = true;
      const known = said.knownAmong(words.map(({ symbols }) => symbols));
      if (known.includes(true))
        index = new PromptIndex(words.map((word, at) => (known[at] === true ? { ...word, weight: 0 } : word)));
    },
  };
}
