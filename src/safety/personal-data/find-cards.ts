// In: text. Out: numbers of payment cards: a known issuer's first digits and length, and the Luhn check. Knows no other kind.
import { type DigitGroup, digitGroups, passesLuhn } from './digit-groups.ts';
import { contextBefore, type PersonalDataSpan } from './personal-data-span.ts';

/** First digits and lengths that issuers use. */
const issuers =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|(?:30[0-5]|3[689]\d)\d{11}|3(?:5\d{14})|(?:1800|2131)\d{11}|(?:6011|64[4-9]\d|65\d\d)\d{12}|62\d{14,17})$/;
const maestro = /^(?:50|5[6-9]|6\d)\d{10,17}$/;
const context =
  /(?:card|credit|debit|visa|master|amex|express|discover|jcb|diners|maestro|\bcc\b|karte|carte|tarjeta)/i;
const usualGroups = new Set(['4-4-4-4', '4-6-5', '4-6-4', '4-4-4-4-3', '4-4-4-1', '4-5-6']);
const [shortest, longest] = [12, 19];

export function* findCards(text: string): Generator<PersonalDataSpan, undefined> {
  let chain: DigitGroup[] = [];
  for (const group of digitGroups(text)) {
    if (group.joint === null || group.joint === '.') chain = [];
    chain = [...chain.slice(-4), group];
    const found = cardAtEnd(text, chain);
    if (found !== null) {
      yield found;
      chain = [];
    }
  }
}

/** A card whose last group is the chain's last. */
function cardAtEnd(text: string, chain: readonly DigitGroup[]): PersonalDataSpan | null {
  for (let first = 0; first < chain.length; first += 1) {
    const groups = chain.slice(first);
    const [start, end] = [groups[0]?.start ?? 0, groups.at(-1)?.end ?? 0];
    const length = groups.reduce((sum, group) => sum + group.end - group.start, 0);
    if (length < shortest || length > longest) continue;
    const digits = groups.map((group) => text.slice(group.start, group.end)).join('');
    const isUsual = groups.length === 1 || usualGroups.has(groups.map((group) => group.end - group.start).join('-'));
    const hasContext = context.test(contextBefore(text, start));
    if (isUsual && passesLuhn(digits) && (issuers.test(digits) || (hasContext && maestro.test(digits)))) {
      return { kind: 'CreditCardNumber', start, end, confidence: hasContext ? 0.99 : 0.9 };
    }
  }
  return null;
}
