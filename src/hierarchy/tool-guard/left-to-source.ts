// In: kinds of values, names of arguments, and texts. Out: whether a text leaves such a value to a source: "pay the invoice", "the address in it". By
// words alone, English ones. Pure.
import type { ValueKind } from './call-values.ts';
import { stem, stemsOf, tellsParty, wordsOfName } from './things.ts';

const sources =
  '(?:documents?|e-?mails?|mails?|messages?|files?|attachments?|invoices?|bills?|letters?|pages?|websites?|sites?|articles?|notes?|lists?|tickets?|issues?|reports?|forms?|orders?|contracts?|pdfs?|results?|invitations?|transcripts?|receipts?|statements?|texts?|entry|entries|tables?|sheets?|records?|profiles?)';
const ofSource = new RegExp(
  String.raw`\b(?:in|from|on|of|inside|within|by|per) (?:the|this|that|these|those|an?|each|every|its|their|my|his|her)(?: \w+)? ${sources}\b|\b(?:each|every) ${sources}\b`,
  'i',
);
const theSource = new RegExp(
  String.raw`\b(?:the|this|that|these|those|my|his|her|attached)(?: [\w']+)? ${sources}\b|\b(?:there|therein|above|below|it says|they say)\b`,
  'i',
);

const kindWords: Readonly<Record<ValueKind, RegExp>> = {
  email:
    /\b(?:address(?:es)?|recipients?|contacts?|participants|attendees|everyone|everybody|members|customers?|authors?)\b/i,
  link: /\b(?:links?|urls?|websites?|sites?|downloads?)\b/i,
  number:
    /\b(?:amounts?|sums?|totals?|prices?|numbers?|accounts?|ibans?|invoices?|bills?|phones?|dates?|times?|quantit(?:y|ies)|figures?|balance|details|meetings?|appointments?|events?|orders?|refunds?)\b/i,
  path: /\b(?:files?|folders?|paths?|director(?:y|ies)|attachments?|logs?|scripts?)\b/i,
  identifier: /\b(?:ids?|identifiers?|numbers?|codes?|references?)\b/i,
  phrase:
    /\b(?:names?|titles?|subjects?|details?|entries|items?|events?|meetings?|appointments?|topics?|labels?|tasks?|headings?|invoices?|bills?|orders?)\b/i,
};

/** A meeting or an order may have a number, but tells of nobody's account. */
const partyWords = /\b(?:accounts?|ibans?|invoices?|bills?|numbers?|phones?|cards?|wallets?|details)\b/i;

/** A user's text as a whole: "Here is the invoice. Please pay it." */
export function userLeavesToSource(kind: ValueKind, key: string, text: string): boolean {
  // Who gives an address has given it, unless another is told to be in the source.
  const isGiven = (kind === 'email' && /\S@\S/.test(text)) || (kind === 'link' && /\w\.\p{L}{2}/u.test(text));
  return (isGiven ? ofSource : theSource).test(text) && speaksOf(kind, key, text);
}

/** One sentence of the operator's: "Forward each report to the address in it." */
export function operatorLeavesToSource(kind: ValueKind, key: string, sentence: string): boolean {
  return ofSource.test(sentence) && speaksOf(kind, key, sentence);
}

/** "Reply to this", "answer her": to whoever wrote. */
export function userAsksForReply(text: string): boolean {
  return /\b(?:reply(?:ing)?|respond(?:ing)?|answer(?:ing)?|(?:write|get) back|back to)\b/i.test(text);
}

/** "Pay 50 euros": then no other sum is to be found somewhere. */
export function givesSum(text: string): boolean {
  return /[$€£] ?\d|(?:\d|\bhundred|\bthousand|\bk) ?(?:[$€£]|(?:euros?|eur|dollars?|usd|pounds?|gbp)\b)/i.test(text);
}

/** A key such as `to` says nothing of a kind. */
function speaksOf(kind: ValueKind, key: string, text: string): boolean {
  const words = kind === 'number' && tellsParty(key, '') ? partyWords : kindWords[kind];
  if (words.test(text)) return true;
  if (kind === 'email' || kind === 'link') return false;
  const said = stemsOf(text);
  return wordsOfName(key).some((word) => word.length > 2 && said.has(stem(word)));
}
