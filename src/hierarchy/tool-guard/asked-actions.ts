// In: the name of a function, and texts. Out: whether a text asks for what the function does, and for the thing that it does it
// to. By words alone, English ones and those of the names. Pure.
import type { ActionWords } from './action-words.ts';
import { isAffirmed, isRequest, isStandingOrder, singleSpaced, type VerbPlace } from './requests.ts';
import { type NameParts, namesAny, namesOther, partsOfName, stemsOf } from './things.ts';

/** `verb` where the verb is asked for, but of other things than the function's. */
export type AskedFor = 'action' | 'verb' | 'nothing';

/** Whether somebody without authority names the function, or has a phrase for what it does: in any tone, of any thing. */
export function speaksOfAction(name: string, text: string): boolean {
  if (text.toLowerCase().includes(name.toLowerCase())) return true;
  const { verbs, things } = partsOfName(name);
  if (verbs.length === 0) return namesAny(things, stemsOf(text));
  const spaced = singleSpaced(text);
  return verbs.some(({ asked }) => spaced.search(asked) >= 0);
}

/** Whether the text says a word of the name that is no verb: the thing that is acted on. */
export function speaksOfThing(name: string, text: string): boolean {
  return text.toLowerCase().includes(name.toLowerCase()) || namesAny(partsOfName(name).things, stemsOf(text));
}

/** In the sentences of one text of a user's; `said` are the words of all texts, since what it is about may be spoken of elsewhere. */
export function userAsksFor(name: string, sentences: readonly string[], said: ReadonlySet<string>): AskedFor {
  const parts = partsOfName(name);
  const found = sentences.map((sentence) =>
    askedIn(sentence, { name, parts, said, isAsked: isRequest, isMeant: isAffirmed, isNameEnough: true }),
  );
  return found.find((asked) => asked === 'action') ?? found.find((asked) => asked === 'verb') ?? 'nothing';
}

/** Of an operator's sentences those that have the function's action done without a user's asking. */
export function standingOrders(name: string, sentences: readonly string[]): readonly string[] {
  const parts = partsOfName(name);
  return sentences.filter(
    (sentence) =>
      askedIn(sentence, {
        name,
        parts,
        said: stemsOf(sentence),
        isAsked: isStandingOrder,
        isMeant: isStandingOrder,
        isNameEnough: false,
      }) === 'action',
  );
}

interface Asking {
  readonly name: string;
  readonly parts: NameParts;
  readonly said: ReadonlySet<string>;
  readonly isAsked: (place: VerbPlace) => boolean;
  /** Of words that are no verb that is known. */
  readonly isMeant: (place: VerbPlace) => boolean;
  /** Whether the function's name asks for it without "use" or "call" before it. */
  readonly isNameEnough: boolean;
}

function askedIn(sentence: string, { name, parts, said, isAsked, isMeant, isNameEnough }: Asking): AskedFor {
  const { verbs, carried, things } = parts;
  const called = callPlace(sentence, name, isNameEnough);
  if (called !== null && isAsked(called)) return 'action';
  // A name such as `weather` asks for what it says.
  if (verbs.length === 0) return thingPlaces(sentence, things).some(isMeant) ? 'action' : 'nothing';
  if (placesOf(sentence, carried).some((place) => !place.isLight && isAsked(place))) return 'action';
  const asked = placesOf(sentence, verbs).filter((place) => isAsked(place));
  const here = stemsOf(sentence);
  const isOfThing = ({ end, isLight }: FoundVerb): boolean => {
    if (isLight) return namesAny(things, here);
    const after = sentence.slice(end);
    if (things.length === 0) return true;
    if (isBare(after)) return !namesOther(parts, said);
    return namesAny(things, said) && !namesOther(parts, stemsOf(objectOf(after)));
  };
  if (asked.some(isOfThing)) return 'action';
  return asked.some(({ isLight }) => !isLight) ? 'verb' : 'nothing';
}

/** "Use send_email": the verb is what has it called, where there is one. A name of one word is a word like others, but for its place. */
function callPlace(sentence: string, name: string, isNameEnough: boolean): VerbPlace | null {
  const start = sentence.toLowerCase().indexOf(name.toLowerCase());
  const end = start + name.length;
  if (start < 0 || /[\p{L}\p{N}_]/u.test(sentence.charAt(start - 1) + sentence.charAt(end))) return null;
  const before = sentence.slice(0, start);
  const calling = /\b(?:use|call|run|invoke|execute)(?: (?:the|tool|function))* [`'"]?$/i.exec(before);
  if (calling !== null) return { sentence, start: calling.index, end };
  const isInPlace =
    /[^\p{L}]|\p{Ll}\p{Lu}/u.test(name) || /(?:^|[,:] |\b(?:please|to|and|then|you|now|just|also) )$/i.test(before);
  return isNameEnough && isInPlace ? { sentence, start, end } : null;
}

function thingPlaces(sentence: string, things: readonly string[]): readonly VerbPlace[] {
  return [...sentence.matchAll(/\p{L}+/gu)]
    .filter(([word]) => namesAny(things, stemsOf(word)))
    .slice(0, mostVerbs)
    .map((match) => ({ sentence, start: match.index, end: match.index + match[0].length }));
}

interface FoundVerb extends VerbPlace {
  readonly isLight: boolean;
}

/** A sentence with more of them is none. */
const mostVerbs = 20;

function placesOf(sentence: string, lines: readonly ActionWords[]): readonly FoundVerb[] {
  return lines.flatMap(({ asked, light }) =>
    [...sentence.matchAll(asked)].slice(0, mostVerbs).map((match) => ({
      sentence,
      start: match.index,
      end: match.index + match[0].length,
      isLight: light?.test(match[0]) ?? false,
    })),
  );
}

/** The words behind a verb, up to the next sign or small word. */
function objectOf(after: string): string {
  return /^(?: (?!(?:to|for|from|with|in|on|at|by|that|and|or|when|if)\b)[\p{L}\p{N}'-]+){0,3}/u.exec(after)?.[0] ?? '';
}

/** Without an object, or with one that stands for what was spoken of: "delete it", "delete all of them". */
function isBare(after: string): boolean {
  return /^(?: (?:it|them|this|that|these|those|everything|all|both|(?:all|any|each|most|some|none) of (?:it|them|this|that|these|those)|the \w+ ones?))*\s*(?:$|[.!?,)]|(?:and|then|now|to|for|from|with|if|at|on|by|please|too|as|after|before)\b)/i.test(
    after,
  );
}
