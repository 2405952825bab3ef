// In: the text of an operator. Out: what it has the assistant say, and whether a place in it is such: that is no secret. Pure.
import { findQuotes, type Quote } from './find-quotes.ts';

const sayVerb =
  '(?:say|saying|respond|responding|reply|replying|answer|answering|output|outputting|print|return|display|show|write|tell|greet|echo|send|state|begin|start|end|close|sign off|ask|call|give)';
const afterSayVerb = new RegExp(
  String.raw`\b${sayVerb}\b(?![^"“'‘\n]{0,60}\b(?:when|if|unless|without|that the user)\b)[^.!?\n"“”]{0,50}$`,
  'i',
);
/** The verb is another's, or denied. */
const ofAnother = new RegExp(
  String.raw`(?:\b(?:users?|i|you if|message|prompt|text|string|phrase|circumstances should you|circumstances)(?: (?:should|must|would|will|may|can|does|has to))?|\b(?:users?|they|he|she|someone|anyone|who|human|person|attacker|input|does not|doesn't|did not|didn't|don't|do not|never|not|cannot|can't|without|to|must|if you|asked to|has to|have to))\s+(?:\w+\s+){0,1}${sayVerb}\b[^.!?\n"“”]{0,50}$|\b(?:respond|reply|answer|react)\w*\s+(?:\w+\s+)?to\s*$|['"”’] to\s*$|\bonly to\s*$`,
  'i',
);
const youMust = new RegExp(
  String.raw`\b(?:you|assistant|bot|ai|model)\s+(?:must|have to|are to|should|will|shall|need to)\s+(?:\w+\s+){0,1}${sayVerb}\b[^.!?\n"“”]{0,50}$`,
  'i',
);
const assistantLine = /^\s*(?:assistant|ai|bot|chatgpt|response|answer|output)\s*:\s*$/i;

/** Whether what begins at a place is what the assistant is to say. */
export function isToldAt(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 120), start).replace(/["“'‘`*{]+$/, '');
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (assistantLine.test(line)) return true;
  if (youMust.test(line)) return true;
  return afterSayVerb.test(line) && !ofAnother.test(line);
}

/** Its quotes that are to be said; in `"A" or "B"` the second is like the first. */
export function findToldTexts(text: string): readonly Quote[] {
  const told: Quote[] = [];
  for (const quote of findQuotes(text)) {
    const last = told.at(-1);
    const between = last === undefined ? '' : text.slice(last.end, quote.start);
    const isSecond = last !== undefined && /^["”'’`*]{1,3}\s*(?:,|or|and|, or|, and)\s*["“'‘`*]{1,3}$/i.test(between);
    if (isSecond || isToldAt(text, quote.start)) told.push(quote);
  }
  return told;
}
