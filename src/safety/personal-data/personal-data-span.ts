// In: nothing. Out: what is said of a place that holds personal data, and of how it is looked for. Knows no single kind's shape.

/** Azure AI Language's names, but for `APIKey`: it has none for keys of other services than its own. */
export const personalDataKinds = [
  ...['Email', 'PhoneNumber', 'IPAddress', 'URL', 'Address', 'Person', 'Age', 'DateOfBirth'],
  ...['CreditCardNumber', 'InternationalBankingAccountNumber', 'SWIFTCode', 'ABARoutingNumber', 'USBankAccountNumber'],
  ...['USSocialSecurityNumber', 'USIndividualTaxpayerIdentification', 'PassportNumber', 'DriversLicenseNumber'],
  ...['UKNationalInsuranceNumber', 'UKNationalHealthNumber', 'CASocialInsuranceNumber', 'AUTaxFileNumber'],
  ...['INUniqueIdentificationNumber', 'INPermanentAccount', 'BRCPFNumber', 'ESDNI', 'FRSocialSecurityNumber'],
  ...['ITFiscalCode', 'DETaxIdentificationNumber', 'NLCitizensServiceNumber', 'BENationalNumber', 'PLNationalID'],
  ...['CHSocialSecurityNumber', 'SENationalID', 'FINationalID', 'CNResidentIdentityCardNumber'],
  ...['KRResidentRegistrationNumber', 'AzureStorageAccountKey', 'AzureSAS', 'APIKey', 'Password'],
] as const;
export type PersonalDataKind = (typeof personalDataKinds)[number];

export interface PersonalDataSpan {
  readonly kind: PersonalDataKind;
  /** UTF-16 offsets; the end is the first that does not belong to it. */
  readonly start: number;
  readonly end: number;
  /** 0 to 1: about 0.5 where only words around it speak for it, above 0.9 where a check digit or a shape of its own does. */
  readonly confidence: number;
}

/** UTF-16 units of the longest span. */
export const spanLimit = 256;
/** UTF-16 units before a place in which words may speak for it. */
export const contextReach = 48;

/** Finds its kinds in a text, in time that grows linearly with it; its spans may overlap. */
export type Finder = (text: string) => Iterable<PersonalDataSpan>;

export function contextBefore(text: string, start: number): string {
  return text.slice(Math.max(0, start - contextReach), start);
}
