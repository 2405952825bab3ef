// In: a text that the operator has worked on, and a scorer of tasks out of place. Out: the text with such tasks in quotation marks, whole otherwise. In
// place of taking them out: the text is the user's, and a request in it may be what the operator wants translated or sorted. Knows no policy.
import { countWords } from './count-words.ts';
import { findTasks } from './untrusted/find-tasks.ts';
import type { InstructionScorer } from './untrusted/instruction-model.ts';
import { isProgram } from './untrusted/is-program.ts';
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
    const words = countWords(screened.sentences.join(' '));
    if (words < fewestWords) return text;
    findTasks(screened, scoreInstructions, quotedFrom);
    for (const place of screened.found) if (isProgram(screened.sentences[place] ?? '')) screened.found.delete(place);
    const found = countWords(screened.foundTexts().join(' '));
    return found === 0 || found > words * largestShare ? text : screened.quoted();
  };
}
