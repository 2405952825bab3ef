// In: text. Out: numbers of bank accounts and banks. Knows no other kind.
import { isSupportedCountry } from 'libphonenumber-js';
import type { Finder } from './personal-data-span.ts';
import { findShape } from './shape.ts';

export const accountFinders: readonly Finder[] = [
  findShape({
    kind: 'InternationalBankingAccountNumber',
    pattern:
      /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?:[ -][A-Z0-9]{4}){2,7}(?:[ -][A-Z0-9]{1,3})?)(?![\p{L}\p{N}])/gu,
    check: isAccountNumber,
    confidence: 0.99,
  }),
  findShape({
    kind: 'SWIFTCode',
    pattern: /(?<![\p{L}\p{N}])[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![\p{L}\p{N}])/gu,
    check: (value) => isSupportedCountry(value.slice(4, 6)),
    context: /(?:swift|\bbic\b)/i,
    confidence: 0.85,
  }),
  findShape({
    kind: 'ABARoutingNumber',
    pattern: /(?<![\w-])\d{9}(?![\w-])/g,
    check: isRoutingNumber,
    context: /(?:routing|\baba\b|\brtn\b)/i,
    confidence: 0.9,
  }),
  findShape({
    kind: 'USBankAccountNumber',
    pattern: /(?<![\w-])\d{6,17}(?![\w-])/g,
    context: /(?:account|acct)\.? ?(?:number|no\.?|num|#|is|:)\D{0,16}$/i,
    confidence: 0.6,
  }),
];

/** ISO 13616: the first four signs behind the rest, letters as 10 to 35, leave 1 when divided by 97. */
function isAccountNumber(value: string): boolean {
  const plain = value.replaceAll(/[ -]/g, '');
  if (plain.length < 15 || plain.length > 34 || !isSupportedCountry(plain.slice(0, 2))) return false;
  const digits = (plain.slice(4) + plain.slice(0, 4)).replaceAll(/[A-Z]/g, (letter) => `${letter.charCodeAt(0) - 55}`);
  return Array.from(digits).reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

function isRoutingNumber(value: string): boolean {
  const sum = Array.from(value, Number).reduce((total, digit, place) => total + digit * ([3, 7, 1][place % 3] ?? 0), 0);
  return sum % 10 === 0 && /^(?:0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)/.test(value);
}
