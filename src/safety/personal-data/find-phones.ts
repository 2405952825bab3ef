// In: text. Out: phone numbers: international ones by their plan (libphonenumber), others by their look and the words before them.
// Knows no other kind.
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { contextBefore, type PersonalDataSpan } from './personal-data-span.ts';

/** Begins at the first digit, plus or parenthesis of a run; at most 18 digits, each parted from the next by at most 3 signs. */
const candidate =
  /(?<![\p{L}\p{N}_+@#$€£%:/=&.-])(?:\+ ?|(?<![\p{N}][ ()]))\(?\d(?:[ ().\-/\u2011\u00a0]{0,3}\d){5,17}(?: ?(?:x|ext\.?) ?\d{1,5})?(?![\p{L}\p{N}_@%]|[.,:]\d)/gu;
const context =
  /(?:phone|\btel|mobile|\bcell|\bfax|\bdesk|\bcall|\btext|sms|whatsapp|\bdial|\bring|reach|contact|answering|messages? to|(?:my|his|her|their|your|new|work|home) number(?: is|:)|telefon|téléphone|teléfono|handy|móvil|电话|電話|전화)\D{0,32}$/i;
const contextBehind = /^[ -]{0,2}(?:office|fax|mobile|phone|cell|desk|home|work)\b/i;
const northAmerican = /^(?:\+?1[ .-]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])[2-9]\d\d[ .-]\d{4}(?! ?\d)/;
/** Nobody's number: dates and plain counts. */
const other =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\D|$)|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{2}$|\d{4}(?:\D|$))|\d{1,3}(?:\.\d{3})+$)/;
/** Reading a number by its plan takes microseconds; past so many in one text, looks alone count. */
const readingsLimit = 20_000;

export function* findPhones(text: string): Generator<PersonalDataSpan, undefined> {
  let readings = 0;
  for (const { index: start, 0: found } of text.matchAll(candidate)) {
    readings += 1;
    const end = start + found.length;
    const hasContext = context.test(contextBefore(text, start)) || contextBehind.test(text.slice(end, end + 10));
    const confidence = judge(found, hasContext, readings > readingsLimit);
    if (confidence !== null) yield { kind: 'PhoneNumber', start, end, confidence };
  }
}

function judge(found: string, hasContext: boolean, isByLook: boolean): number | null {
  const digits = found.replace(/(?:x|ext).*$/, '').replaceAll(/\D/g, '').length;
  if (digits < 7 || digits > 15 || other.test(found)) return null;
  if (found.startsWith('+')) {
    if (isByLook || parsePhoneNumberFromString(found)?.isValid() === true) return 0.9;
    return digits >= 8 ? 0.6 : null;
  }
  if (northAmerican.test(found)) return hasContext ? 0.85 : 0.65;
  if (hasContext) return 0.7;
  return /^\(?00?[1-9]/.test(found) && /[ \-/).]/.test(found) && digits >= 9 && digits <= 12 ? 0.5 : null;
}
