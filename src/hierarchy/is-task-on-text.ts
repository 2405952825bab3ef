// In: the operator's words. Out: whether they are one task over a text that the user brings ("Summarize the following article."): what the user sends
// first is then the text, and what it asks for is part of it. English only; in doubt no. Pure.
import { countWords } from './count-words.ts';

/** Longer words of an operator hold the text themselves, or are about more than one task. */
const mostWords = 60;

const persona = /^(?:you are|you['’]re|act as|as) [^.!?\n]*(?:[.!?]\s+|,\s+)/i;
/** Sentences that give no task, and tasks that are a talk: there the user asks. */
const noTask =
  /^(?:below|above|immediately|whatever|say|the|an?|this|that|these|those|it|i|we|he|she|they|you|your|if|when|whenever|unless|what|who|how|where|why|is|are|do|does|never|always|only|not|no|yes|there|here|in|on|at|with|from|use|using|answer|help|assist|act|be|play|pretend|respond|reply|react|talk|chat|speak|converse|wait|ask|follow|obey|remember|keep|call|welcome|greet|hello|hi|let)\b/i;

const given =
  '(?:following|below|provided|given|upcoming|next|subsequent|ensuing|attached|pasted|supplied|presented|specified|mentioned|outlined|described|submitted|incoming)';
const text =
  '(?:texts?|passages?|paragraphs?|documents?|articles?|essays?|stor(?:y|ies)|e-?mails?|messages?|letters?|reviews?|reports?|code|functions?|scripts?|snippets?|sentences?|notes?|transcripts?|excerpts?|inputs?|content|data|posts?|comments?|tweets?|dialogues?|descriptions?|statements?|poems?|prompts?|narratives?|scenarios?|information|lists?|tables?|recipes?|tickets?|abstracts?)';
const broughtText = new RegExp(
  [
    `\\b${given}\\b`,
    '\\b(?:that|which|to) (?:follows?|comes?)\\b',
    '\\bcoming up\\b',
    `\\b(?:the|this|each|every|all|any|their|its|(?:an?|the) (?:user|customer|client)['’]s) (?:[\\w’'-]+ ){0,2}${text}\\b`,
    '\\b(?:what|whatever|everything|anything|all) (?:(?:that )?(?:the user|users|people|customers|clients|they) )(?:writes?|says?|sends?|types?|pastes?|submits?)\\b',
  ].join('|'),
  'i',
);
/** Words of a talk, in which the user may ask for things. */
const talk =
  /\b(?:questions? (?:of|from|by|that|the|about)|(?:the|any|all|user|users['’]|user['’]s|customer) (?:\w+ )?(?:questions?|requests?|instructions?)|(?:answer|fulfil|follow|obey) (?:the|any|all|their|users?)|conversation with|assistant|chatbot)\b/i;

export function isTaskOnText(operator: string): boolean {
  const said = operator.trim();
  if (countWords(said) > mostWords || talk.test(said)) return false;
  const task = said.replace(persona, '');
  const [first = ''] = task.split(/(?<=[.!?:])\s|\n/, 1);
  return countWords(first) >= 3 && !noTask.test(first) && broughtText.test(first);
}
