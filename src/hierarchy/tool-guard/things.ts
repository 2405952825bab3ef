// In: the name of a function. Out: the words in it for what it does and for what that is done to, and whether a text speaks of such a thing, also by
// another of its names. English. Pure.
import { type ActionWords, actionWords } from './action-words.ts';

export interface NameParts {
  /** Lines of the verb that the name has; none where it has none. */
  readonly verbs: readonly ActionWords[];
  /** Where the verb only carries another action, as in `send_money` and `make_payment`: the lines of that. */
  readonly carried: readonly ActionWords[];
  /** What it is done to; for a name without a verb all its words. */
  readonly things: readonly string[];
}

/** They tell nothing of what a function does. */
const emptyWords = new Set(
  'the an to of for my by with in on and or tool function api do via all now place perform process trigger handle'.split(
    ' ',
  ),
);
/** Words for actions that are things where another is the verb: `order_cancel`. */
const nouns = new Set(
  'email mail message text sms dm invoice bill order booking reservation payment money post command url request plan contact'.split(
    ' ',
  ),
);
const carriers = new Set('send make create add submit issue execute run start'.split(' '));

/** Things that people call by one another's names. */
const sameThings: readonly ReadonlySet<string>[] = [
  'mail email message inbox thread conversation spam letter newsletter sms dm text',
  'file folder document directory path attachment download doc draft pdf contract report sheet photo picture image',
  'event meeting appointment calendar invitation invite call date',
  'reminder remind alarm task todo',
  'ticket issue bug case report',
  'order purchase booking reservation subscription',
  'flight ticket seat trip travel',
  'table restaurant dinner lunch',
  'room hotel stay apartment',
  'money payment fund transfer invoice bill amount euro dollar pound rent',
  'token key secret credential password',
  'access permission right role privilege',
  'repo repository project',
  'pull request pr',
  'service app application server',
  'record row entry table',
  'note memo',
  'account user profile login',
  'post page article blog',
  'site website page link url',
].map((words) => new Set(words.split(' ').map(stem)));

const knownThings = new Set(sameThings.flatMap((same) => [...same]));
const parties = new Set(
  'account iban bic swift wallet card recipient payee receiver beneficiary destination target contact phone'.split(' '),
);

/** `send_email`, `sendEmail`, `mail.send`: the words in it. */
export function wordsOfName(name: string): readonly string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 && !emptyWords.has(word));
}

export function partsOfName(name: string): NameParts {
  const words = wordsOfName(name);
  const actions = words.filter((word) => linesOf(word).length > 0);
  const verb = actions.find((word) => !nouns.has(withoutPlural(word))) ?? actions[0];
  if (verb === undefined) return { verbs: [], carried: [], things: words };
  const verbs = linesOf(verb);
  const isSaid = (word: string) =>
    word === verb || verbs.some(({ names, implied }) => names.includes(word) || implied.includes(withoutPlural(word)));
  const isBefore = (place: number, word: string) => place < words.indexOf(verb) && carriers.has(word);
  const things = words.filter((word, place) => !isSaid(word) && !isBefore(place, word));
  return { verbs, carried: carriers.has(verb) ? things.flatMap(linesOf) : [], things };
}

/** An argument for whom it goes to, unless the function is named for such: `delete_contact`. */
export function tellsParty(key: string, name: string): boolean {
  const ofFunction = wordsOfName(name);
  return wordsOfName(key).some((word) => parties.has(word) && !ofFunction.includes(word));
}

/** The words of a text; a name of a file speaks of one. */
export function stemsOf(text: string): ReadonlySet<string> {
  const stems = (text.toLowerCase().match(/\p{L}+/gu) ?? []).map(stem);
  return new Set(/\w\.[a-z]\w{0,4}\b/i.test(text) ? [...stems, stem('file')] : stems);
}

/** Whether one of the things is spoken of. */
export function namesAny(things: readonly string[], said: ReadonlySet<string>): boolean {
  return things
    .map(stem)
    .some((thing) => said.has(thing) || sameThings.some((same) => same.has(thing) && meet(same, said)));
}

/** Whether a thing is spoken of that is none of these, other than by the verb itself. */
export function namesOther({ things, verbs }: NameParts, said: ReadonlySet<string>): boolean {
  if (namesAny(things, said)) return false;
  const ofVerb = new Set(verbs.flatMap(({ names }) => names.map(stem)));
  return [...knownThings].some((thing) => said.has(thing) && !ofVerb.has(thing));
}

/** `mails`, `mailed` and `mailing` are one; short words keep what they are made of, or a note would be a "not". */
export function stem(word: string): string {
  const cut = word.replace(/(?:ing|ed|es|e|(?<!s)s)$/, '');
  return cut.length >= 4 ? cut : word.replace(/(?<!s)s$/, '');
}

function linesOf(word: string): readonly ActionWords[] {
  const one = withoutPlural(word);
  return actionWords.filter(({ names }) => names.includes(word) || names.includes(one));
}

function withoutPlural(word: string): string {
  return word.replace(/s$/, '');
}

function meet(few: ReadonlySet<string>, many: ReadonlySet<string>): boolean {
  return [...few].some((word) => many.has(word));
}
