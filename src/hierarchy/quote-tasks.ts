// In: a text that the operator has worked on, and a scorer of tasks out of place. Out: the text with such tasks in quotation marks, whole otherwise. In
// place of taking them out: the text is the user's, and a request in it may be what the operator wants translated or sorted. Knows no policy.
import { isProgram } from './data-mark.ts';
import type { InstructionScorer } from './untrusted/instruction-model.ts';
import { removeTasks } from './untrusted/remove-tasks.ts';
import { ScreenedText } from './untrusted/screened-text.ts';

/** Less certain than where sentences are lost: marks lose nothing. */
const quotedFrom = 0.3;
/** Of fewer words, or where most of it is found, the text is itself a request. */
const fewestWords = 12;
const largestShare = 2 / 3;

export type QuoteTasks = (text: string) => string;

export function taskQuoter(scoreInstructions: InstructionScorer): QuoteTasks {
  return (text) => {
    const screened = new ScreenedText(text);
    const words = countWords(screened.sentences);
    if (words < fewestWords) return text;
    removeTasks(screened, scoreInstructions, quotedFrom);
    for (const place of screened.removed)
      if (isProgram(screened.sentences[place] ?? '')) screened.removed.delete(place);
    const found = countWords(screened.removedTexts());
    return found === 0 || found > words * largestShare ? text : screened.quoted();
  };
}

function countWords(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + (text.match(/\S+/g)?.length ?? 0), 0);
}
