// In: a user's text. Out: it in pieces: what the user says, and what they pasted to be worked on. Joined they are the text. Only what clearly stands
// apart counts as pasted: behind or before a request of one paragraph, or within quotation fences. Pure.

import type { UserPiece } from '../contract/turn.ts';
import { countWords } from './count-words.ts';

/** A request is one short paragraph; what it is about is longer. */
const mostRequestWords = 60;
const leastPastedWords = 25;
/** Within a longer text such a word need not ask. */
const mostQuestionWords = 14;

/** A line of its own around a text: three quotation marks, or a tag of one word. Backticks are around code, which is to be read as it is. */
const fenceLine = /^(?:("""|''')[^"']*|<([a-z_]{2,20})>)\s*$/;

export function splitPasted(text: string): readonly UserPiece[] {
  const pieces: UserPiece[] = [];
  let end = 0;
  for (const { start, end: pastedEnd } of findFenced(text)) {
    const pasted = text.slice(start, pastedEnd);
    if (countWords(pasted) < leastPastedWords) continue;
    pieces.push(words(text.slice(end, start)), { kind: 'document', text: pasted });
    end = pastedEnd;
  }
  if (end > 0) return [...pieces, words(text.slice(end))].filter(isFilled);
  return splitAtRequests(text);
}

/** What stands between the lines of a fence. One that is never closed fences nothing. */
function findFenced(text: string): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  let open: { readonly start: number; readonly closing: string } | null = null;
  let at = 0;
  for (const line of text.split('\n')) {
    const next = at + line.length + 1;
    if (open === null) {
      const [, mark, tag] = (line.length <= 60 ? fenceLine.exec(line) : null) ?? [];
      if (mark !== undefined || tag !== undefined) open = { start: next, closing: mark ?? `</${tag}>` };
    } else if (line.trim() === open.closing) {
      found.push({ start: open.start, end: Math.max(open.start, at - 1) });
      open = null;
    }
    at = next;
  }
  return found;
}

/** A request, an empty line, a longer text; or the other way round; or a request on both sides. */
function splitAtRequests(text: string): readonly UserPiece[] {
  const gaps = [...text.matchAll(/\n[ \t]*\n\s*/g)].map(({ index, 0: gap }) => ({
    start: index,
    end: index + gap.length,
  }));
  const [first, last] = [gaps[0], gaps.at(-1)];
  if (first === undefined || last === undefined) return [words(text)];
  const isAskedBefore = isRequest(text.slice(0, first.start));
  // Only one gap: the text behind it is either what is asked about or the request.
  const isAskedAfter = (!isAskedBefore || gaps.length > 1) && isRequest(text.slice(last.end));
  const start = isAskedBefore ? first.end : 0;
  const end = isAskedAfter ? last.start : text.length;
  const pasted = text.slice(start, end);
  if ((!isAskedBefore && !isAskedAfter) || countWords(pasted) < leastPastedWords || isFurtherWish(pasted))
    return [words(text)];
  return [words(text.slice(0, start)), { kind: 'document' as const, text: pasted }, words(text.slice(end))].filter(
    isFilled,
  );
}

const requestBeginnings =
  /^(?:please\s+|kindly\s+|now\s+|can you|could you|would you|will you|i (?:need|want|would like)|help me|tell me|based on|given|according to|using|from the|in the following|(?:add|analy[sz]e|answer|check|classify|compare|complete|continue|convert|correct|count|create|describe|do|edit|explain|extract|evaluate|find|fix|format|generate|give|identify|improve|list|look|make|name|optimi[sz]e|paraphrase|parse|proofread|provide|rate|read|refactor|repair|rephrase|reply|respond|review|rewrite|shorten|show|simplify|solve|sort|state|suggest|summari[sz]e|translate|turn|use|write)\b)/i;
const questionBeginning =
  /^(?:what|who|whom|whose|when|where|which|why|how|is|are|was|were|does|did|has|have|should)\b/i;

/** An order about something else than what it says itself. */
const speaksOfText =
  /\b(?:following|below|above|attached|pasted|enclosed|given|provided|this|these|texts?|passages?|paragraphs?|articles?|documents?|e-?mails?|messages?|letters?|reviews?|reports?|tables?|code|function|script|stor(?:y|ies)|poem|sentences?|notes?|transcript|abstract|excerpt|material|sources?|data|list|log)\b/i;
/** What stands beside such an order belongs to it. */
const speaksOfOrder =
  /\b(?:following|exact|given|this|these|below|above|entire|whole) (?:[\w-]+ )?(?:format|template|structure|layout|requests?|requirements?|criteria|rules?|constraints?|guidelines?|steps|instructions?|prompts?)\b|\b(?:format|template|structure|layout|request|requirements?|criteria|rules?|constraints?|instructions?|prompt) (?:above|below)\b|\brepeat\b|\bexamples?[:：]\s*$/i;

function isRequest(paragraph: string): boolean {
  const said = paragraph.trim();
  if (said === '' || countWords(said) > mostRequestWords || speaksOfOrder.test(said)) return false;
  return isQuestion(said) || (speaksOfText.test(said) && requestBeginnings.test(said));
}

function isQuestion(said: string): boolean {
  if (/[?？:：](?:\s|$)/.test(said) || questionBeginning.test(said)) return true;
  return (
    countWords(said) <= mostQuestionWords &&
    /\b(?:what|who|whom|whose|when|where|which|how (?:many|much))\b/i.test(said)
  );
}

/** A second paragraph of wishes is no document. One that is long is, whatever it begins with. */
const furtherWish =
  /^(?:also|and|first|then|finally|please|kindly|do not|don['’]t|avoid|include|exclude|use|wrap|make sure|be sure|ensure|keep|limit|repeat|start|end|begin|in your|your (?:answer|response|reply|output|summary|text)|the (?:answer|response|reply|output|summary)|i (?:would like|want|need|am))\b/i;

function isFurtherWish(text: string): boolean {
  const said = text.trim();
  return furtherWish.test(said) && countWords(said) <= mostRequestWords;
}

function words(text: string): UserPiece {
  return { kind: 'words', text };
}

function isFilled({ text }: UserPiece): boolean {
  return text !== '';
}
