// In: the text of an operator. Out: its lines of questions and answers, as stretches in order: they are there for users to hear. Pure.
import type { Stretch } from './find-told-stretches.ts';

const question = /^\W{0,6}(?:Q|F|Question|Frage|Pregunta)\s?\d{0,3}\s?[:.]/;
const answer = /^\W{0,6}A\s?\d{0,3}\s?:/;

export function findFaqLines(text: string): readonly Stretch[] {
  const found: Stretch[] = [];
  let start = 0;
  let isBehindQuestion = false;
  for (const line of text.split('\n')) {
    const isQuestion = question.test(line);
    if (isQuestion || isBehindQuestion || answer.test(line)) found.push({ start, end: start + line.length });
    isBehindQuestion = isQuestion;
    start += line.length + 1;
  }
  return found;
}
