// In: a call, and what was said before it with authority and without. Out: what of the call comes from texts without authority, and was not left to
// them; null where nothing does. The rules are in the README. Pure.
import { speaksOfAction, speaksOfThing, standingOrders, userAsksFor } from './asked-actions.ts';
import { type CallValue, callValues } from './call-values.ts';
import { chosenRecords, isOfChosen, isSum, readRecords, tellsOtherSum } from './chosen-records.ts';
import { foldText } from './fold-values.ts';
import { hear } from './json-records.ts';
import { givesSum, operatorLeavesToSource, userAsksForReply, userLeavesToSource } from './left-to-source.ts';
import { isOfNamed, namedRecords, wordsOf } from './named-records.ts';
import { sentencesOf } from './requests.ts';
import { sendersIn } from './senders.ts';
import type { SpokenTexts } from './spoken-texts.ts';
import { stemsOf, tellsParty } from './things.ts';
import { indexValues, type ValueIndex } from './value-index.ts';
import { isReading, readingsOf } from './written-readings.ts';

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
  const folded = foldText(trusted.join('\n'));
  const [said, readings] = [new Set(wordsOf(folded)), readingsOf(folded)];
  const things = stemsOf(user.join('\n'));
  const userTexts = user.map((text) => ({ text, sentences: sentencesOf(text) }));
  const ordered = operator.flatMap(sentencesOf);
  const [spoken, heard, suspected] = [indexValues(trusted), indexValues(untrusted), indexValues(suspect)];
  const heardTexts = untrusted.map(hear);
  const [named, records] = [namedRecords(heardTexts), readRecords(heardTexts)];
  const senders = indexValues(heardTexts.flatMap(sendersIn));

  const isForeign = ({ kind, text }: CallValue): boolean => {
    if (spoken.says(kind, text)) return false;
    if ((kind === 'number' || kind === 'phrase') && isReading(text, readings)) return false;
    if (heard.holds(kind, text)) return true;
    const host = kind === 'link' ? hostOf(text) : '';
    return host !== '' && heard.holds('link', host) && !spoken.says('link', host);
  };
  return ({ name, argumentsJson }) => {
    const asked = userTexts.map(({ text, sentences }) => ({ text, for: userAsksFor(name, sentences, things) }));
    const requests = asked.flatMap((each) => (each.for === 'action' ? [each.text] : []));
    const orders = standingOrders(name, ordered);
    const values = callValues(argumentsJson);
    const chosen = requests.length > 0 ? chosenRecords(name, values, records) : [];
    const isLeftToSource = (value: CallValue): boolean => {
      const { kind, key, text } = value;
      if (isOfNamed(text, named, said)) return true;
      if (isSum(key) && (requests.some(givesSum) || tellsOtherSum(value, chosen, name))) return false;
      if (isOfChosen(value, chosen, name)) return true;
      if (kind === 'identifier' && requests.length > 0 && !tellsParty(key, name)) return true;
      if (kind === 'email' && requests.some(userAsksForReply) && senders.says(kind, text)) return true;
      return (
        requests.some((request) => userLeavesToSource(kind, key, request)) ||
        orders.some((sentence) => operatorLeavesToSource(kind, key, sentence))
      );
    };
    const isAskedElsewhere = (): boolean => {
      if (asked.every((each) => each.for === 'nothing')) return untrusted.some((text) => speaksOfAction(name, text));
      return untrusted.some((text) => speaksOfAction(name, text) && speaksOfThing(name, text));
    };
    const foreign = values.filter(isForeign);
    const kept = foreign.filter((value) => isSuspect(value, suspected) || !isLeftToSource(value));
    const isUnasked = requests.length === 0 && orders.length === 0 && isAskedElsewhere();
    if (kept.length === 0 && !isUnasked) return null;
    return { isUnasked, keys: [...new Set(kept.map(({ key }) => key).filter((key) => key !== ''))] };
  };
}

function isSuspect({ kind, text }: CallValue, suspected: ValueIndex): boolean {
  return suspected.holds(kind, text);
}

function hostOf(link: string): string {
  return /^(?:\w+:\/\/)?(?:[^/@\s]*@)?([^/:?#\s]+)/.exec(link)?.[1] ?? '';
}
