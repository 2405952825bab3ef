// In: Presidio's synthetic texts (shared data). Out: how much of each kind is found, and how much of what is found is right, measured by
// overlap. Skipped where the data is missing. The words of context were chosen on this set: on others recall will be lower.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findPersonalData } from './find-personal-data.ts';
import { type PersonalDataKind, personalDataKinds } from './personal-data-span.ts';

interface Sample {
  readonly full_text: string;
  readonly spans: readonly {
    readonly entity_type: string;
    readonly start_position: number;
    readonly end_position: number;
  }[];
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = process.env['KINGLET_DATA'] ?? join(root, '../shared/data');
const file = ['', '..']
  .map((up) => join(folder, up, 'pii_presidio'))
  .map((place) => join(place, 'synth_dataset_v2.json'))
  .find((place) => existsSync(place));

/** The set's name, ours, and what is found today: recall and precision at least. */
const floors: readonly (readonly [string, PersonalDataKind, number, number])[] = [
  ['EMAIL_ADDRESS', 'Email', 1, 1],
  ['DOMAIN_NAME', 'URL', 1, 1],
  ['IP_ADDRESS', 'IPAddress', 1, 1],
  ['PHONE_NUMBER', 'PhoneNumber', 0.98, 0.98],
  ['CREDIT_CARD', 'CreditCardNumber', 0.99, 1],
  ['IBAN_CODE', 'InternationalBankingAccountNumber', 0.95, 1],
  ['US_SSN', 'USSocialSecurityNumber', 1, 1],
  ['US_DRIVER_LICENSE', 'DriversLicenseNumber', 1, 1],
  ['AGE', 'Age', 1, 1],
  ['STREET_ADDRESS', 'Address', 0.45, 0.98],
  ['PERSON', 'Person', 0.1, 0.98],
];

test.skipIf(file === undefined).each(floors)('%s as %s', (name, kind, recall, precision) => {
  // The set's own format.
  const samples: readonly Sample[] = JSON.parse(readFileSync(file ?? '', 'utf8'));
  const counts = { wanted: 0, met: 0, found: 0, right: 0 };
  for (const sample of samples) {
    const wanted = sample.spans.filter((span) => span.entity_type === name);
    const found = findPersonalData(sample.full_text, personalDataKinds).filter((span) => span.kind === kind);
    const meets = (span: (typeof found)[number], gold: (typeof wanted)[number]) =>
      span.start < gold.end_position && gold.start_position < span.end;
    counts.wanted += wanted.length;
    counts.met += wanted.filter((gold) => found.some((span) => meets(span, gold))).length;
    counts.found += found.length;
    counts.right += found.filter((span) => wanted.some((gold) => meets(span, gold))).length;
  }
  expect(counts.met / counts.wanted).toBeGreaterThanOrEqual(recall);
  expect(counts.right / counts.found).toBeGreaterThanOrEqual(precision);
});
