// In: what a user or an operator said. Out: its sentences, and whether a verb in one is asked for: not forbidden, not asked about, not merely told
// of. By words alone, English ones. Pure.

/** A verb in a sentence, from its first letter to behind its last. */
export interface VerbPlace {
  readonly sentence: string;
  readonly start: number;
  readonly end: number;
}

/** Any run of spaces is one, a line's end where there is one in it. */
export function singleSpaced(text: string): string {
  return text.replace(/\s+/g, (run) => (run.includes('\n') ? '\n' : ' '));
}

/** A line that goes on in small letters is broken for its width alone. */
export function sentencesOf(text: string): readonly string[] {
  return singleSpaced(text)
    .replace(/\n(?=\p{Ll})/gu, ' ')
    .replace(/’/g, "'")
    .split(/(?<=[.!?])["')]?\s|[\n;]/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** A user who has something done. */
export function isRequest(place: VerbPlace): boolean {
  return !isQuestion(place.sentence) && !isNegated(place) && isForRequests(place);
}

/** An operator who has something done without anybody's asking: in the imperative, or said to be the assistant's duty or habit. */
export function isStandingOrder(place: VerbPlace): boolean {
  const { sentence, start } = place;
  if (leavesOpen.test(sentence) || isNegated(place) || /[^s]s$/i.test(firstWord(place))) return false;
  const before = sentence.slice(Math.max(0, start - mostBefore), start);
  if (start === 0 || orderedBy.test(before)) return true;
  const hasOccasion = occasion.test(sentence);
  if (/, $/.test(before)) return occasionFirst.test(sentence);
  if (/\byou $/i.test(before))
    return hasOccasion && !/\b(?:before|until|if|when|once|after|whenever|as|while) you $/i.test(before);
  return (
    /\b(?:and|or) $/i.test(before) &&
    !/^(?:you|your|the|an?|this|these|it|we|our|i|my|he|she|they|users?|people)\b/i.test(sentence)
  );
}

const mostBefore = 60;

function firstWord({ sentence, start, end }: VerbPlace): string {
  return sentence.slice(start, end).split(' ')[0] ?? '';
}

/** What an assistant may or can do, what it is given, and what waits for a user's word. */
const leavesOpen =
  /\b(?:can|could|may|might|able to|allowed|permitted|capable|available|tools?:|functions?:|access to|asks?|asked|asking|wants?|requests?|requested|requesting|instructs?|instructed|confirms|approves|agrees?|consents?|permission|wish(?:es)?|if needed|if necessary|tells? you|told)\b/i;
const orderedBy =
  /(?:: |^(?:[-*•]|\d+[.)]) |\b(?:must|should|shall|will|have to|need to|are to|(?:task|job|duty|role|goal) is to|always|please|then|also|first|finally|immediately|automatically|sure to) )$/i;
const occasion = /\b(?:after|when|whenever|once|if|for|on|upon|before|every|each|always|as soon as)\b/i;
const occasionFirst =
  /^(?:[-*•] |\d+[.)] )?(?:after|when|whenever|once|if|for|on|upon|before|every|each|at|as soon as|in)\b/i;

/** How it is done, why, or who did it. */
function isQuestion(sentence: string): boolean {
  return /^(?:(?:so|and|but|or|ok|okay|hi|hello)[, ]+)?(?:how (?!about)|why|who|whose|did|does|was|were|what (?:does|do|happens|would|is the))\b/i.test(
    sentence,
  );
}

/** `deletes` tells of somebody; `deleting` is asked for with some word before it. */
function isForRequests(place: VerbPlace): boolean {
  const word = firstWord(place);
  if (/ing$/i.test(word))
    return /\b(?:mind|try|start|begin|keep|help|help (?:me|us)(?: with| by| in)?|consider|finish|about|by) $/i.test(
      place.sentence.slice(Math.max(0, place.start - mostBefore), place.start),
    );
  return !/[^s]s$/i.test(word);
}

const negation =
  /\b(?:not|never|hardly|rarely|without|no|nobody|nothing|none|neither|nor|cannot|dont|avoid|refrain|stop|unless|forbidden|prohibited|instead of|rather than)\b|n't\b/gi;
/** Behind these a sentence turns. */
const turning = /\b(?:but|however|instead|just|only|so|therefore|then|hence)\b/i;

/** A negation reaches to the next comma, over lists and over what is put in between commas. */
function isNegated({ sentence, start, end }: VerbPlace): boolean {
  const after = sentence.slice(end);
  if (/^ (?:nothing|nobody|no one|none|neither|no)\b/i.test(after)) return true;
  // To ask whether it cannot be done is to ask for it.
  const before = sentence.slice(0, start).replace(/\b(?:can't|won't|couldn't|wouldn't) you\b/gi, ' you');
  const last = [...before.matchAll(negation)].at(-1);
  if (last === undefined) return false;
  const between = before.slice(last.index + last[0].length);
  if (turning.test(between)) return false;
  const comma = between.lastIndexOf(',');
  if (comma < 0) return true;
  const isAside = /^,[^,]+,$/.test(between.trim());
  const isListed = /\b(?:or|nor|and) $/.test(between.slice(comma)) || /^(?:,| (?:or|nor)\b)/.test(after);
  return isAside || isListed;
}
