// In: the text of an operator. Out: what it has the assistant say, and whether a place in it is such: that is no secret. Pure.
import { findQuotes, type Quote } from './find-quotes.ts';

const sayVerb =
  '(?:say|saying|respond|responding|reply|replying|answer|answering|output|outputting|print|return|display|show|write|tell|greet|echo|send|state|begin|start|end|close|sign off|ask|call|give)';
const tail = String.raw`[^.!?\n"“”]{0,50}$`;
/** What follows the verb is a condition or a secret: it is not what is said. */
const otherwise = String.raw`(?![^"“'‘\n]{0,60}\b(?:when|if|unless|without|that the user|pass ?(?:word|code|phrase)|access code|secret)\b)`;
const afterSayVerb = new RegExp(String.raw`\b${sayVerb}\b${otherwise}${tail}`, 'i');
const youMust = new RegExp(
  String.raw`\b(?:you|assistant|bot|ai|model)\s+(?:must|have to|are to|should|will|shall|need to)\s+(?:\w+\s+)?${sayVerb}\b${otherwise}${tail}`,
  'i',
);
const others =
  "users?|i|they|he|she|someone|anyone|who|human|person|attacker|input|message|prompt|text|string|phrase|if you|circumstances(?: should you)?|does not|doesn't|did not|didn't|don't|do not|never|not|cannot|can't|without|to|must|asked to|has to|have to";
/** The verb is another's, or denied; or what follows is what is answered to. */
const ofAnother = new RegExp(
  [
    String.raw`\b(?:${others})(?: (?:should|must|would|will|may|can|does|has to))?\s+(?:\w+\s+)?${sayVerb}\b${tail}`,
    String.raw`\b(?:respond|reply|answer|react)\w*\s+(?:\w+\s+)?to\b(?! (?:the user|them|him|her|everything|all|any)\b)${tail}`,
    String.raw`['"”’] (?:to|for|if|when|once)\b${tail}`,
  ].join('|'),
  'i',
);
/** "If it is not write …": the condition is denied, what follows it is said. */
const deniedCondition = new RegExp(
  String.raw`\b(?:if|when|unless)\b[^.!?;,\n"“”]{0,60}?\b(?:(?:is|are|was|were) not|(?:is|are|was|were)n['’]t),?(?=\s+(?:then\s+|just\s+|you\s+)?${sayVerb}\b)`,
  'gi',
);
const assistantLine = /^\s*(?:assistant|ai|bot|chatgpt|response|answer|output)\s*:\s*$/i;

/** Whether what begins at a place is what the assistant is to say. */
export function isToldAt(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 120), start).replace(/["“'‘`*{]+$/, '');
  const line = before.slice(before.lastIndexOf('\n') + 1).replace(deniedCondition, 'else');
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
