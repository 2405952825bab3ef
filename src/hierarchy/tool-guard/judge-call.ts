// In: a call, and what was said before it with authority and without. Out: what of the call comes from texts without authority, and was not left to
// them; null where nothing does. The rules are in the README. Pure.
import { asksFor, asksForReply, namesThing, operatorLeavesToSource, userLeavesToSource } from './asked-actions.ts';
import { type CallValue, callValues } from './call-values.ts';
import { foldText } from './fold-values.ts';
import { isOfNamed, namedRecords } from './named-records.ts';
import type { SpokenTexts } from './spoken-texts.ts';
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

const sentenceOf = /[^.!?\n]+[.!?\n]*/g;

/** Reads the texts once; a call takes time in proportion to them. */
export function createCallJudge({ operator, user, untrusted, suspect }: SpokenTexts): CallJudge {
  const trusted = [...operator, ...user];
  const said = trusted.join('\n');
  const orders = operator.flatMap((text) => text.match(sentenceOf) ?? []);
  const [spoken, heard, suspected] = [indexValues(trusted), indexValues(untrusted), indexValues(suspect)];
  const records = namedRecords(untrusted);
  const senders = indexValues(untrusted.flatMap(sendersIn));

  const isForeign = ({ kind, text }: CallValue): boolean => {
    if (spoken.says(kind, text)) return false;
    if (heard.holds(kind, text)) return true;
    const host = kind === 'link' ? hostOf(text) : '';
    return host !== '' && heard.holds('link', host) && !spoken.says('link', host);
  };
  const isLeftToSource = (name: string, { kind, key, text }: CallValue): boolean => {
    const asked = user.filter((words) => asksFor(name, words));
    if (isOfNamed(text, records, said)) return true;
    if (kind === 'identifier' && asked.some((words) => namesThing(name, words))) return true;
    if (kind === 'email' && asked.some(asksForReply) && senders.says(kind, text)) return true;
    return (
      asked.some((words) => userLeavesToSource(kind, key, words)) ||
      orders.some((sentence) => asksFor(name, sentence) && operatorLeavesToSource(kind, key, sentence))
    );
  };
  return ({ name, argumentsJson }) => {
    const foreign = callValues(argumentsJson).filter(isForeign);
    const kept = foreign.filter((value) => isSuspect(value, suspected) || !isLeftToSource(name, value));
    const isUnasked = !trusted.some((words) => asksFor(name, words)) && untrusted.some((text) => asksFor(name, text));
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

/** What stands where a mail or a record says whom it is from. */
function sendersIn(text: string): readonly string[] {
  const lines = foldText(text).matchAll(
    /(?:^|[\s"'{,|])(?:from|sender|reply[-_ ]to|author)["']?\s*[:=]\s*["']?([^"'|}]{0,120})/g,
  );
  return [...lines].map(([, who = '']) => who.split(/\s(?:to|subject|date|content|body)\s*:/)[0] ?? '');
}
