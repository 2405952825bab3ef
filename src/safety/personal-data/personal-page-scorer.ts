// In: texts. Out: whether each is a page that gathers personal data: how many persons it tells something of, and how much of it is that.
// Evidence by counting, not by meaning. Knows no policy.
import type { TextScorer } from '../../contract/safety.ts';
import { findPersonalData } from './find-personal-data.ts';
import type { PersonalDataKind, PersonalDataSpan } from './personal-data-span.ts';

export const personalPageId = 'personal-page';

/** What belongs to one person each; hosts, pages, keys and passwords tell of nobody. */
const personKinds: ReadonlySet<PersonalDataKind> = new Set([
  ...(['Email', 'PhoneNumber', 'Address', 'Person', 'DateOfBirth', 'CreditCardNumber', 'PassportNumber'] as const),
  ...(['InternationalBankingAccountNumber', 'USBankAccountNumber', 'USSocialSecurityNumber'] as const),
  ...(['USIndividualTaxpayerIdentification', 'DriversLicenseNumber', 'UKNationalInsuranceNumber'] as const),
  ...([
    'UKNationalHealthNumber',
    'CASocialInsuranceNumber',
    'AUTaxFileNumber',
    'INUniqueIdentificationNumber',
  ] as const),
  ...(['INPermanentAccount', 'BRCPFNumber', 'ESDNI', 'FRSocialSecurityNumber', 'ITFiscalCode'] as const),
  ...(['DETaxIdentificationNumber', 'NLCitizensServiceNumber', 'BENationalNumber', 'PLNationalID'] as const),
  ...(['CHSocialSecurityNumber', 'SENationalID', 'FINationalID', 'CNResidentIdentityCardNumber'] as const),
  'KRResidentRegistrationNumber',
] satisfies readonly PersonalDataKind[]);

/** Mailboxes of offices and machines. */
const officeMailbox =
  /^(?:info|contact|support|help|sales|office|admin|webmaster|postmaster|press|media|privacy|security|abuse|jobs|careers|team|hello|mail|billing|service|no-?reply|donotreply|subscribe|unsubscribe|list|git|root)[^@]*@/i;

const separators = /[\s().+-]/g;

/** So many persons on a page that is nothing else are where it is found. */
const personsOfPage = 4;
/** So much of a page as personal data makes it a page of them. */
const shareOfPage = 0.05;

export function createPersonalPageScorer(): TextScorer {
  return {
    id: personalPageId,
    version: '1',
    score: async (asks, signal) => {
      signal.throwIfAborted();
      return asks.map(({ text }) => ({ pages: { personalData: personalPageChance(text) } }));
    },
  };
}

/** 0 to 1; from 0.5 on it is one. */
export function personalPageChance(text: string): number {
  const spans = findPersonalData(text).filter((span) => personKinds.has(span.kind));
  const persons = countPersons(text, spans);
  if (persons < 2) return 0;
  const units = spans.reduce((sum, { start, end }) => sum + end - start, 0);
  const share = units / Math.max(1, text.length);
  const weight = (persons / personsOfPage) * Math.min(1, share / shareOfPage);
  return 1 - 0.5 ** weight;
}

/** One person has one of each kind; every further value of a kind is another person's. */
function countPersons(text: string, spans: readonly PersonalDataSpan[]): number {
  const values = new Map<PersonalDataKind, Set<string>>();
  for (const { kind, start, end } of spans) {
    const value = text.slice(start, end).toLowerCase();
    if (kind === 'Email' && officeMailbox.test(value)) continue;
    const known = values.get(kind) ?? new Set();
    values.set(kind, known.add(value.replaceAll(separators, '')));
  }
  return [...values.values()].reduce((persons, known) => persons + known.size - 1, Math.min(1, values.size));
}
