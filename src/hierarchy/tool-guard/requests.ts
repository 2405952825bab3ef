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

/** A line that goes on in small letters is broken for its width alone; what stands in a list has the list's heading before it. */
export function sentencesOf(text: string): readonly string[] {
  const lines = singleSpaced(text)
    .replace(/\n(?=\p{Ll})/gu, ' ')
    .replace(/’/g, "'")
    .replace(quoted, (words) => (words.includes(' ') ? '"…"' : words))
    .split('\n');
  let heading = '';
  return lines.flatMap((line) => {
    const item = /^ ?(?:[-*•]|\d{1,3}[.)]) (.*)$/.exec(line)?.[1];
    if (item === undefined) heading = headingIn(line);
    return (item ?? line)
      .split(sentenceEnd)
      .map((sentence) => sentence.trim())
      .filter((sentence) => sentence !== '')
      .map((sentence) => (item === undefined || heading === '' ? sentence : `${heading} ${sentence}`));
  });
}

/** What is said of words asks for nothing by them. */
const quoted = /"[^"\n]{0,400}"|“[^”\n]{0,400}”|«[^»\n]{0,400}»/g;
const sentenceEnd = /(?<=[.!?])(?<!\b(?:e\.g|i\.e|etc|vs|cf|mrs?|dr)\.)["')]?\s|;/i;
const mostOfHeading = 80;

/** `Tools:`, `## Tools`. */
function headingIn(line: string): string {
  const title = /^ ?#{1,6} (.*)$/.exec(line)?.[1];
  if (title !== undefined) return `${title.slice(0, mostOfHeading)}:`;
  return /: ?$/.test(line) ? line.trim().slice(-mostOfHeading) : '';
}

/** A user who has something done. */
export function isRequest(place: VerbPlace): boolean {
  return !isQuestion(place.sentence) && !isNegated(place) && isForRequests(place);
}

/** Whether it is not forbidden. */
export function isAffirmed(place: VerbPlace): boolean {
  return !isNegated(place);
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
  /\b(?:can|could|may|might|able to|allowed|permitted|capable|available|tools?(?=:)|functions?(?=:)|capabilit(?:y|ies)|abilities|features|skills|commands|options|examples?|e\.g|access to|asks?|asked|asking|wants?|requests?|requested|requesting|instructs?|instructed|confirms|approves|agrees?|consents?|permission|wish(?:es)?|if needed|if necessary|tells? you|told)\b/i;
const orderedBy =
  /(?:: |\b(?:must|should|shall|will|have to|need to|are to|(?:task|job|duty|role|goal) is to|always|please|then|also|first|finally|immediately|automatically|sure to) )$/i;
const occasion = /\b(?:after|when|whenever|once|if|for|on|upon|before|every|each|always|as soon as)\b/i;
const occasionFirst = /^(?:after|when|whenever|once|if|for|on|upon|before|every|each|at|as soon as|in)\b/i;

/** How it is done, why, or who did it. */
function isQuestion(sentence: string): boolean {
  return /^(?:(?:so|and|but|or|ok|okay|hi|hello)[, ]+)?(?:how (?!about)|why (?!don't|not)|who|whose|did|does|was|were|what (?:does|do|happens|would))\b/i.test(
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
/** To ask whether it cannot be done is to ask for it, and not to forget it is to do it. */
const noNegation =
  /\b(?:can't|won't|couldn't|wouldn't|why don't|why not) (?:you|we)\b|\b(?:not|don't|never) (?:forget|hesitate|fail|neglect) to\b|\bwhy not\b/gi;
/** Behind these a sentence turns. */
const turning = /\b(?:but|however|instead|just|only|so|therefore|then|hence)\b/i;

/** A negation reaches to the next comma, over lists and over what is put in between commas. */
function isNegated({ sentence, start, end }: VerbPlace): boolean {
  const after = sentence.slice(end);
  if (/^ (?:nothing|nobody|no one|none|neither|no)\b/i.test(after)) return true;
  const before = sentence.slice(0, start).replace(noNegation, ' ');
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
