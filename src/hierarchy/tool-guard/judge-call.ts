// In: a call, and what was said before it with authority and without. Out: what of the call comes from texts without authority, and was not left to
// them; null where nothing does. The rules are in the README. Pure.
import { operatorOrders, speaksOfAction, speaksOfThing, userAsksFor } from './asked-actions.ts';
import { type CallValue, callValues } from './call-values.ts';
import { operatorLeavesToSource, userAsksForReply, userLeavesToSource } from './left-to-source.ts';
import { isOfNamed, namedRecords, wordsSaid } from './named-records.ts';
import { sentencesOf } from './requests.ts';
import { sendersIn } from './senders.ts';
import type { SpokenTexts } from './spoken-texts.ts';
import { wordsOfName } from './things.ts';
import { indexValues, type ValueIndex } from './value-index.ts';

export interface WrittenCall {
  readonly name: string;
  /** May be no JSON. */
  readonly argumentsJson: string;
}

export interface CallSuspicion {
  /** Nobody with authority asked for such a call, and somebody without did. */
  readonly isUnasked: boolean;
  /** Names of the arguments whose values come from texts without authority. */
  readonly keys: readonly string[];
}

export type CallJudge = (call: WrittenCall) => CallSuspicion | null;

/** Reads the texts once; a call takes time in proportion to them. */
export function createCallJudge({ operator, user, untrusted, suspect }: SpokenTexts): CallJudge {
  const trusted = [...operator, ...user];
  const said = wordsSaid(trusted.join('\n'));
  const allOfUser = user.join('\n');
  const sentences = operator.flatMap(sentencesOf);
  const [spoken, heard, suspected] = [indexValues(trusted), indexValues(untrusted), indexValues(suspect)];
  const records = namedRecords(untrusted);
  const senders = indexValues(untrusted.flatMap(sendersIn));

  const isForeign = ({ kind, text }: CallValue): boolean => {
    if (spoken.says(kind, text)) return false;
    if (heard.holds(kind, text)) return true;
    const host = kind === 'link' ? hostOf(text) : '';
    return host !== '' && heard.holds('link', host) && !spoken.says('link', host);
  };
  return ({ name, argumentsJson }) => {
    const asked = user.map((words) => ({ words, for: userAsksFor(name, words, allOfUser) }));
    const requests = asked.flatMap((text) => (text.for === 'action' ? [text.words] : []));
    const orders = sentences.filter((sentence) => operatorOrders(name, sentence));
    const isLeftToSource = ({ kind, key, text }: CallValue): boolean => {
      if (isOfNamed(text, records, said)) return true;
      if (kind === 'identifier' && requests.length > 0 && !tellsParty(key, name)) return true;
      if (kind === 'email' && requests.some(userAsksForReply) && senders.says(kind, text)) return true;
      return (
        requests.some((words) => userLeavesToSource(kind, key, words)) ||
        orders.some((sentence) => operatorLeavesToSource(kind, key, sentence))
      );
    };
    const isAskedElsewhere = (): boolean => {
      if (asked.every((text) => text.for === 'nothing')) return untrusted.some((text) => speaksOfAction(name, text));
      return untrusted.some((text) => speaksOfAction(name, text) && speaksOfThing(name, text));
    };
    const foreign = callValues(argumentsJson).filter(isForeign);
    const kept = foreign.filter((value) => isSuspect(value, suspected) || !isLeftToSource(value));
    const isUnasked = requests.length === 0 && orders.length === 0 && isAskedElsewhere();
    if (kept.length === 0 && !isUnasked) return null;
    return { isUnasked, keys: [...new Set(kept.map(({ key }) => key).filter((key) => key !== ''))] };
  };
}

const parties = new Set(
  'account iban bic swift wallet card recipient payee receiver beneficiary destination target contact phone'.split(' '),
);

/** Whom it goes to is no id of what a user spoke of, unless the function is named for such: `delete_contact`. */
function tellsParty(key: string, name: string): boolean {
  const ofFunction = wordsOfName(name);
  return wordsOfName(key).some((word) => parties.has(word) && !ofFunction.includes(word));
}

function isSuspect({ kind, text }: CallValue, suspected: ValueIndex): boolean {
  return suspected.holds(kind, text);
}

function hostOf(link: string): string {
  return /^(?:\w+:\/\/)?(?:[^/@\s]*@)?([^/:?#\s]+)/.exec(link)?.[1] ?? '';
}
