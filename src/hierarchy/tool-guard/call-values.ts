// In: the arguments of a call. Out: the values in them that could have come from somewhere: addresses, links, numbers, paths, short phrases, each
// with the key it stands under. Knows no conversation.
import { fileEndings, takeDomains } from './bare-domains.ts';
import { foldSpelling, foldText, withDecoded, withoutPunctuation } from './fold-values.ts';

export type ValueKind = 'email' | 'link' | 'number' | 'path' | 'identifier' | 'phrase';

export interface CallValue {
  /** The argument's name, down to the innermost: `to`, `items.price`. Empty where the arguments are no JSON. */
  readonly key: string;
  readonly kind: ValueKind;
  readonly text: string;
}

const email = /[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g;
const link = /\b(?:https?|ftp|wss?):\/\/[^\s"'<>]+|\bwww\.[\w-]+\.[^\s"'<>]+/g;
const date = /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g;
/** What may follow is the second's fraction and the zone. */
const time = /(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])(?:\.\d{1,9})?(?:z|[+-]\d{2}:\d{2}| ?[ap]\.?m\b)?/g;
/** Two digits and more, also of accounts and phones. */
const number = /(?<![\w.])\+?\p{L}{0,4}\d(?:[ .,/()-]{0,3}\d)+(?!\w)/gu;
const path = new RegExp(
  String.raw`(?:^|(?<=[\s"']))(?:~|\.{1,2}|[a-z]:)?[\\/][\w.\\/-]{2,}|(?<![\w-])[\w-]+\.(?:${fileEndings.join('|')})\b(?!\()`,
  'gi',
);
/** Of numbers those where something goes: IBANs, phones, cards, long ones. The others are figures. */
const account =
  /(?<![\p{L}\p{N}])\p{L}{2}\d{2}(?:(?: ?\p{L}{4})?(?:[ -]?\d{4}){2,7}(?:[ -]?\d{1,3})?|[\p{L}\d]{8,30})(?![\p{L}\p{N}])|\+\d{1,3}(?:[ .()/-]{0,2}\d){6,14}|(?<!\d)\d{4}(?:[ -]\d{4}){2,4}(?!\d)|(?<![\d.,])\d{8,}(?![.,]?\d)/gu;
const keyOfIdentifier = /(?:^|[_.-])(?:id|ids|uuid|key|ref|reference|handle|token|code)$/i;
const camelIdentifier = /(?:Id|Ids|Uuid|Key|Ref)$/;
/** What these hold is handed on. */
const keyOfText =
  /(?:^|[_.-])(?:body|text|content|message|summary|description|note|notes|comment|html|markdown|data|caption|reason)$/i;

/** What these hold is a program: names with dots in it are its own. */
const keyOfProgram = /(?:^|[_.-])(?:code|command|cmd|script|program|source|query|sql|expression)$/i;

/** A longer one is text to be handed on. */
const mostWords = 8;

export function callValues(argumentsJson: string): readonly CallValue[] {
  return leavesOf(argumentsJson).flatMap(({ key, text }) => valuesIn(key, text));
}

interface Leaf {
  readonly key: string;
  readonly text: string;
}

/** What is no JSON is one text. */
function leavesOf(argumentsJson: string): readonly Leaf[] {
  let value: unknown;
  try {
    value = JSON.parse(argumentsJson);
  } catch {
    return [{ key: '', text: argumentsJson }];
  }
  const leaves: Leaf[] = [];
  const open: { readonly key: string; readonly value: unknown }[] = [{ key: '', value }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { key, value: inner } = next;
    if (Array.isArray(inner)) for (const item of inner) open.push({ key, value: item });
    else if (typeof inner === 'object' && inner !== null) {
      for (const [name, item] of Object.entries(inner))
        open.push({ key: key === '' ? name : `${key}.${name}`, value: item });
    } else if (typeof inner === 'string' || typeof inner === 'number') leaves.push({ key, text: String(inner) });
  }
  return leaves.reverse();
}

function valuesIn(key: string, written: string): readonly CallValue[] {
  const values: CallValue[] = [];
  const seen = new Set<string>();
  const add = (kind: ValueKind, text: string): void => {
    if (seen.has(text)) return;
    seen.add(text);
    values.push({ key, kind, text });
  };
  const isIdentifier = keyOfIdentifier.test(key) || camelIdentifier.test(key);
  const isHandedOn = keyOfText.test(key);
  const isProse = isIdentifier || isHandedOn || keyOfProgram.test(key);
  for (const text of withDecoded(written).flatMap((plain) => [foldText(plain), foldSpelling(plain)])) {
    let rest = text;
    const take = (kind: ValueKind, pattern: RegExp): void => {
      for (const found of rest.match(pattern) ?? []) add(kind, withoutPunctuation(found));
      rest = rest.replace(pattern, ' ');
    };
    take('email', email);
    take('link', link);
    const taken = takeDomains(rest, isProse);
    for (const domain of taken.domains) add('link', domain);
    rest = taken.rest;
    take('path', path);
    if (isHandedOn) {
      rest = rest.replace(date, ' ').replace(time, ' ');
      for (const found of rest.match(account) ?? []) add('number', found);
      continue;
    }
    take('number', date);
    take('number', time);
    // An id of one word is told by the whole of it: `A-10023`; one with so many digits may be an account behind a prefix.
    const isWhole = isIdentifier && rest === text && /^\S{2,}$/.test(text) && text.replace(/\D/g, '').length < 10;
    if (isWhole) add('identifier', text);
    else for (const found of rest.match(number) ?? []) add(isIdentifier ? 'identifier' : 'number', found);
  }
  const whole = foldText(written);
  if (values.length > 0 || whole === '') return values;
  if (isIdentifier) add('identifier', whole);
  else if (!isHandedOn && key !== '' && isTelling(written)) add('phrase', whole);
  return values;
}

/** A plain word stands anywhere by chance; names and phrases do not. */
function isTelling(written: string): boolean {
  const words = written.trim().split(/\s+/);
  return words.length <= mostWords && (words.length >= 3 || /[\p{Lu}\p{Lo}\d]/u.test(written));
}
