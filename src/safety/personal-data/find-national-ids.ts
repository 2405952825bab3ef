// In: text. Out: numbers by which states know a person, checked as each state does it (stdnum). Knows no other kind.
import { stdnum } from 'stdnum';
import { Fault } from '../../contract/fault.ts';
import type { Finder } from './personal-data-span.ts';
import { findShape, type Shape } from './shape.ts';

/** Whether one of the named rules of that country's lets a value pass. Faults: `internal` where a rule is not there any more. */
export function passes(country: string, ...names: readonly string[]): (value: string) => boolean {
  const rules = names.flatMap((name) => stdnum[country]?.[name] ?? []);
  if (rules.length !== names.length)
    throw new Fault('internal', `stdnum has no longer ${country} ${names.join(', ')}.`);
  return (value) => rules.some((rule) => rule.validate(value).isValid);
}

/** Digits of which no longer number is made. */
function number(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_.+-])(?<!\\p{N} )(?:${source})(?![\\p{L}\\p{N}_]|[-.]\\p{N})`, 'gu');
}

const shapes: readonly Shape[] = [
  {
    kind: 'USSocialSecurityNumber',
    pattern: number(String.raw`\d{3}[- ]\d{2}[- ]\d{4}|\d{9}`),
    check: (value) => !/^(?:000|666)|^\d{3}\D?00|0000$/.test(value),
    context: /(?:\bssns?\b|social.?security|soc\.? ?sec)/i,
    confidence: 0.95,
  },
  {
    kind: 'USSocialSecurityNumber',
    pattern: number(String.raw`\d{3}-\d{2}-\d{4}`),
    check: (value) => !/^(?:000|666|9)|^\d{3}-00|0000$/.test(value),
    confidence: 0.8,
  },
  {
    kind: 'USIndividualTaxpayerIdentification',
    pattern: number(String.raw`9\d{2}[- ]?(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])[- ]?\d{4}`),
    context: /(?:\bitin\b|taxpayer|\btin\b)/i,
    confidence: 0.9,
  },
  {
    kind: 'UKNationalInsuranceNumber',
    pattern: number('[A-Z]{2} ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]'),
    check: passes('GB', 'nino'),
    context: /(?:national insurance|\bnino?\b)/i,
    confidence: 0.95,
    bareConfidence: 0.7,
  },
  {
    kind: 'UKNationalHealthNumber',
    pattern: number(String.raw`\d{3}[ -]?\d{3}[ -]?\d{4}`),
    check: isHealthNumber,
    context: /\bnhs\b/i,
    confidence: 0.95,
  },
  {
    kind: 'CASocialInsuranceNumber',
    pattern: number(String.raw`\d{3}[ -]?\d{3}[ -]?\d{3}`),
    check: passes('CA', 'sin'),
    context: /(?:\bsin\b|social insurance)/i,
    confidence: 0.9,
  },
  {
    kind: 'AUTaxFileNumber',
    pattern: number(String.raw`\d{3} ?\d{3} ?\d{2,3}`),
    check: passes('AU', 'tfn'),
    context: /(?:\btfn\b|tax file)/i,
    confidence: 0.9,
  },
  {
    kind: 'INUniqueIdentificationNumber',
    pattern: number(String.raw`[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}`),
    check: passes('IN', 'aadhaar'),
    context: /(?:aadhaa?r|\buidai\b|आधार)/i,
    confidence: 0.95,
  },
  {
    kind: 'INPermanentAccount',
    pattern: number('[A-Z]{5}\\d{4}[A-Z]'),
    check: passes('IN', 'pan'),
    context: /(?:\bpan\b|permanent account)/i,
    confidence: 0.9,
  },
  {
    kind: 'BRCPFNumber',
    pattern: number(String.raw`\d{3}\.\d{3}\.\d{3}-\d{2}`),
    check: passes('BR', 'cpf'),
    confidence: 0.95,
  },
  {
    kind: 'BRCPFNumber',
    pattern: number(String.raw`\d{11}`),
    check: passes('BR', 'cpf'),
    context: /\bcpf\b/i,
    confidence: 0.95,
  },
  {
    kind: 'ESDNI',
    pattern: number('(?:\\d{8}|[XYZ]-?\\d{7})-?[A-Z]'),
    check: passes('ES', 'dni', 'nie'),
    confidence: 0.85,
  },
  {
    kind: 'FRSocialSecurityNumber',
    pattern: number(String.raw`[12] ?\d{2} ?\d{2} ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}`),
    check: passes('FR', 'nir'),
    confidence: 0.9,
  },
  {
    kind: 'ITFiscalCode',
    pattern: number('[A-Z]{6}\\d{2}[A-Z]\\d{2}[A-Z]\\d{3}[A-Z]'),
    check: passes('IT', 'codicefiscale'),
    confidence: 0.95,
  },
  {
    kind: 'DETaxIdentificationNumber',
    pattern: number(String.raw`\d{2} ?\d{3} ?\d{3} ?\d{3}`),
    check: passes('DE', 'idnr'),
    context: /(?:steuer|\btin\b|tax id)/i,
    confidence: 0.9,
  },
  {
    kind: 'NLCitizensServiceNumber',
    pattern: number(String.raw`\d{9}`),
    check: passes('NL', 'bsn'),
    context: /(?:\bbsn\b|burgerservice|sofi)/i,
    confidence: 0.95,
  },
  {
    kind: 'BENationalNumber',
    pattern: number(String.raw`\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}`),
    check: passes('BE', 'nn'),
    confidence: 0.95,
  },
  {
    kind: 'PLNationalID',
    pattern: number(String.raw`\d{11}`),
    check: passes('PL', 'pesel'),
    context: /pesel/i,
    confidence: 0.95,
  },
  {
    kind: 'CHSocialSecurityNumber',
    pattern: number(String.raw`756\.\d{4}\.\d{4}\.\d{2}`),
    check: passes('CH', 'ssn'),
    confidence: 0.95,
  },
  {
    kind: 'SENationalID',
    pattern: number(String.raw`(?:19|20)?\d{6}[-+]\d{4}`),
    check: passes('SE', 'personnummer'),
    context: /person(?:nummer|al)|\bpnr\b/i,
    confidence: 0.95,
    bareConfidence: 0.6,
  },
  {
    kind: 'FINationalID',
    pattern: number('\\d{6}[-+A]\\d{3}[0-9A-Y]'),
    check: passes('FI', 'hetu'),
    confidence: 0.85,
  },
  {
    kind: 'CNResidentIdentityCardNumber',
    pattern: number(String.raw`[1-9]\d{16}[\dXx]`),
    check: passes('CN', 'ric'),
    confidence: 0.95,
  },
  {
    kind: 'KRResidentRegistrationNumber',
    pattern: number(String.raw`\d{6}-[1-8]\d{6}`),
    check: passes('KR', 'rrn'),
    confidence: 0.9,
  },
  {
    kind: 'PassportNumber',
    pattern: number('(?=[A-Z]{0,2}\\d)[A-Z]{0,2}\\d{6,9}[A-Z]?|[CFGHJK][0-9CFGHJKLMNPRTVWXYZ]{8}'),
    check: (value) => /\d/.test(value),
    context: /(?:passport|reisepass|passeport|pasaporte|passaporto|护照|パスポート|여권)/i,
    confidence: 0.8,
  },
  {
    kind: 'DriversLicenseNumber',
    pattern: number('(?=[A-Z-]{0,4}\\d)[A-Z0-9](?:-?[A-Z0-9]){4,17}'),
    context: /(?:driv(?:er'?s?|er’s|ing) ?licen[cs]e|licen[cs]e (?:number|no\b|#)|führerschein|permis de conduire)/i,
    confidence: 0.7,
  },
];

export const nationalIdFinders: readonly Finder[] = shapes.map(findShape);

/** Ten digits, the last of which checks the others modulo 11. */
function isHealthNumber(value: string): boolean {
  const digits = Array.from(value.replaceAll(/\D/g, ''), Number);
  const sum = digits.slice(0, 9).reduce((total, digit, place) => total + digit * (10 - place), 0);
  return (11 - (sum % 11)) % 11 === digits[9];
}
