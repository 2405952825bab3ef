// In: the text of an operator. Out: its words, each with how much of a secret it is to repeat it: all of an instruction, half of who the
// assistant is, little of what the operator tells so that users hear it. Pure.
import { foldWords, type LetterSymbol } from './symbols.ts';

export interface WeighedWord {
  readonly symbols: readonly LetterSymbol[];
  /** 0 to 1. */
  readonly weight: number;
}

const weights = { instruction: 1, identity: 0.5, fact: 0.1, told: 0 } as const;
type SentenceKind = keyof typeof weights;

/** A line, or a sentence in it. */
const sentence = /[^\n.!?。！？]*(?:[.!?。！？]+(?![\s"'”’)\]])[^\n.!?。！？]*)*(?:[.!?。！？]+["'”’)\]]*|\n|$)/g;

const identity = /^\W*(?:you are|you're|you play|your name is|act as|assume the role)\b/i;
const toModel = new RegExp(
  [
    String.raw`\byou (?:must|should|shall|only|never|always|cannot|can't|can only|may only|may not|have to|need to|are to|are not|are only|are (?:dis)?allowed|do not|don't)\b`,
    String.raw`\byou(?:'ll| will) (?:respond|reply|answer|be|act|help|assist|not|never|always|only|play|receive|get|see|say|say|ignore|refuse|use|read)\b`,
    String.raw`\byour (?:task|job|role|goal|purpose|answers?|repl(?:y|ies)|responses?|outputs?|instructions?|rules?|system prompt|persona|tone|only)\b`,
    String.raw`\b(?:the|a|any|each|every|this|if|when|whenever) (?:user|users|human|humans|customer|caller|visitor|guest|player|student|attacker|hacker|person|someone|anyone|they|he|she)\b`,
    String.raw`\b(?:instruction|prompt|secret|confidential|classified|reveal|disclose|divulge|roleplay)s?\b`,
    String.raw`\b(?:do not|don't|never|always|under no circumstances)\b`,
    String.raw`^\W*(?:\d+\W+)?(?:please )?(?:answer|respond|reply|say|speak|write|use|keep|be|avoid|ask|refuse|decline|return|output|print|extract|follow|ignore|only|stay|remain|treat|think|give|provide|include|exclude|make|ensure|if|when|otherwise|remember|note|address|refer|explain|begin|end|offer|escalate|translate|summari[sz]e|mention|suggest|recommend|verify|reject|accept|pretend|imagine)(?=[\s:,])`,
  ].join('|'),
  'i',
);
const asksEnglish = /\b(?:the|and|of|to|is|are|you|for|with|in)\b/i;

/** `told` are the stretches that the operator has the model say, by their places in the text, in order and apart. */
export function weighWords(
  text: string,
  told: readonly { readonly start: number; readonly end: number }[],
): readonly WeighedWord[] {
  const words: WeighedWord[] = [];
  let next = 0;
  for (const match of text.matchAll(sentence)) {
    const [part] = match;
    const weight = weights[kindOf(part)];
    const end = match.index + part.length;
    for (let at = match.index; at < end; ) {
      while (next < told.length && (told[next]?.end ?? 0) <= at) next += 1;
      const stretch = told[next];
      const isTold = stretch !== undefined && stretch.start <= at;
      const upTo = Math.min(end, (isTold ? stretch.end : stretch?.start) ?? end);
      push(text.slice(at, upTo), isTold ? weights.told : weight);
      at = upTo;
    }
  }
  return words;

  function push(stretch: string, weight: number): void {
    for (const symbols of foldWords(stretch)) words.push({ symbols, weight });
  }
}

function kindOf(part: string): SentenceKind {
  if (identity.test(part)) return 'identity';
  if (toModel.test(part)) return 'instruction';
  // Of a language whose words we do not know, all may be instructions.
  return asksEnglish.test(part) || !/\p{L}{3}/u.test(part) ? 'fact' : 'identity';
}
