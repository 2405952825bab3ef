// In: the name of a function, kinds of values, and texts. Out: whether a text asks for what the function does, names the thing it is done to, or
// leaves a value to a source. By words alone, English ones and those of the names. Pure.
import { actionWords } from './action-words.ts';
import type { ValueKind } from './call-values.ts';

/** They tell nothing of what a function does. */
const emptyWords = new Set('the an to of for my by with in on and or tool function api new do via'.split(' '));

/** `send_email`, `sendEmail`, `mail.send`: the words in it. */
export function wordsOfName(name: string): readonly string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 && !emptyWords.has(word));
}

const isAction = (word: string): boolean => actionWords.some(({ names }) => names.includes(word));

/** Names the function, or has a phrase for what the first word of its name does that does anything. */
export function asksFor(name: string, text: string): boolean {
  if (text.toLowerCase().includes(name.toLowerCase())) return true;
  const words = wordsOfName(name);
  const verb = words.find(isAction);
  if (verb !== undefined) return actionWords.some(({ names, asked }) => names.includes(verb) && asked.test(text));
  const said = stemsOf(text);
  return words.some((word) => said.has(stem(word)));
}

/** Whether the text says a word of the name that is no action: the thing that is acted on. True where the name has none. */
export function namesThing(name: string, text: string): boolean {
  const things = wordsOfName(name).filter((word) => !isAction(word));
  const said = stemsOf(text);
  return things.length === 0 || things.some((word) => said.has(stem(word)));
}

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

/** A user's text as a whole: "Here is the invoice. Please pay it." */
export function userLeavesToSource(kind: ValueKind, key: string, text: string): boolean {
  return theSource.test(text) && speaksOf(kind, key, text);
}

/** One sentence of the operator's: "Forward each report to the address in it." */
export function operatorLeavesToSource(kind: ValueKind, key: string, sentence: string): boolean {
  return ofSource.test(sentence) && speaksOf(kind, key, sentence);
}

/** "Reply to this", "answer her": to whoever wrote. */
export function asksForReply(text: string): boolean {
  return /\b(?:reply(?:ing)?|respond(?:ing)?|answer(?:ing)?|(?:write|get) back|back to)\b/i.test(text);
}

/** A key such as `to` says nothing of a kind. */
function speaksOf(kind: ValueKind, key: string, text: string): boolean {
  if (kindWords[kind].test(text)) return true;
  if (kind === 'email' || kind === 'link') return false;
  const said = stemsOf(text);
  return wordsOfName(key).some((word) => word.length > 2 && said.has(stem(word)));
}

function stemsOf(text: string): ReadonlySet<string> {
  return new Set((text.toLowerCase().match(/\p{L}+/gu) ?? []).map(stem));
}

/** `notes`, `noted` and `noting` are one. */
function stem(word: string): string {
  return word.replace(/(?:ing|ed|es|s|e)$/, '');
}
