// In: a text. Out: where it holds personal data, by shape, check digit and the words before. Knows no policy and no person.
import { accountFinders } from './find-accounts.ts';
import { findCards } from './find-cards.ts';
import { nationalIdFinders } from './find-national-ids.ts';
import { findEmails, findHosts, findPagePasswords, findPages } from './find-online.ts';
import { peopleFinders } from './find-people.ts';
import { findPhones } from './find-phones.ts';
import { secretFinders } from './find-secrets.ts';
import { type Finder, type PersonalDataKind, type PersonalDataSpan, personalDataKinds } from './personal-data-span.ts';
import { settleOverlaps } from './settle-overlaps.ts';

/** What tells of no one in particular by itself is left to those who ask for it. */
export const usualKinds: readonly PersonalDataKind[] = personalDataKinds.filter(
  (kind) => kind !== 'URL' && kind !== 'Age',
);

const finders: readonly Finder[] = [
  ...[findEmails, findHosts, findPages, findPagePasswords, findPhones, findCards],
  ...accountFinders,
  ...nationalIdFinders,
  ...secretFinders,
  ...peopleFinders,
];

/**
 * In order, without overlaps, none longer than `spanLimit`. A place has one kind: the surest of all, also of those that were not asked
 * for. Never throws; time grows linearly with the text.
 */
export function findPersonalData(
  text: string,
  kinds: readonly PersonalDataKind[] = usualKinds,
): readonly PersonalDataSpan[] {
  const wanted = new Set(kinds);
  return settleOverlaps(finders.flatMap((find) => [...find(text)])).filter(({ kind }) => wanted.has(kind));
}
