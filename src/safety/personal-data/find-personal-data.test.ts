// In: texts with made-up data. Out: each kind is found where it is and not where it only looks so; nothing throws, nothing overlaps.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blackOut } from '../black-out.ts';
import { passes } from './find-national-ids.ts';
import { findPersonalData } from './find-personal-data.ts';
import { personalDataKinds, spanLimit } from './personal-data-span.ts';

function found(text: string): readonly string[] {
  return findPersonalData(text, personalDataKinds).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);
}

test.each([
  ['Email', 'write to <', 'ann.lee+x@mail.example.org', '> now'],
  ['Email', '邮箱', 'jürgen@bücher.example', '。'],
  ['IPAddress', 'from ', '203.0.113.7', ', then'],
  ['IPAddress', 'at ', '2001:db8::7', ' it'],
  ['URL', 'see ', 'https://example.org/a?b=c', '.'],
  ['Password', 'at postgres://', 'ann:s3cret', '@db.example/x'],
  ['PhoneNumber', 'Call ', '+1 415 555 2671', '.'],
  ['PhoneNumber', 'Call ', '(415) 555-2671', '.'],
  ['PhoneNumber', 'Fax: ', '345-899-3560x4587', ''],
  ['PhoneNumber', 'Telefon ', '030 901820', ','],
  ['CreditCardNumber', 'paid with ', '4111 1111 1111 1111', ' today'],
  ['CreditCardNumber', 'order 17 ', '378282246310005', ''],
  ['InternationalBankingAccountNumber', 'to ', 'GB82 WEST 1234 5698 7654 32', ' by'],
  ['InternationalBankingAccountNumber', 'to ', 'DE89370400440532013000', '.'],
  ['SWIFTCode', 'SWIFT ', 'DEUTDEFF', '.'],
  ['ABARoutingNumber', 'routing no. ', '021000021', ''],
  ['USBankAccountNumber', 'account number: ', '12345678', ''],
  ['USSocialSecurityNumber', 'it is ', '536-22-1234', '.'],
  ['USSocialSecurityNumber', 'SSN ', '536221234', '.'],
  ['USIndividualTaxpayerIdentification', 'ITIN ', '912-70-1234', ''],
  ['PassportNumber', 'passport ', 'C01X00T47', ''],
  ['DriversLicenseNumber', "driver's license number is ", 'D1234567', ''],
  ['UKNationalInsuranceNumber', 'NI: ', 'AB 12 34 56 C', ''],
  ['UKNationalHealthNumber', 'NHS ', '943 476 5919', ''],
  ['CASocialInsuranceNumber', 'SIN ', '046 454 286', ''],
  ['AUTaxFileNumber', 'TFN ', '123 456 782', ''],
  ['BRCPFNumber', 'doc ', '529.982.247-25', ''],
  ['ESDNI', 'con ', '12345678Z', ''],
  ['FRSocialSecurityNumber', 'no ', '2 55 08 14 168 025 38', ''],
  ['ITFiscalCode', 'cf ', 'RSSMRA85T10A562S', ''],
  ['PLNationalID', 'PESEL ', '44051401359', ''],
  ['CNResidentIdentityCardNumber', '身份证 ', '11010519491231002X', ''],
  ['APIKey', 'key ', `ghp_${'a1'.repeat(18)}`, ''],
  ['APIKey', 'api_key = "', 'abcdef0123456789abcd', '"'],
  ['AzureStorageAccountKey', 'AccountKey=', `${'aB3/'.repeat(21)}ab==`, ';'],
  ['AzureSAS', 'x?sv=1&sig=', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8', ''],
  ['Password', 'my password is ', 'hunter2!', ' ok'],
  ['DateOfBirth', 'born on ', '12 March 1990', ''],
  ['DateOfBirth', 'DOB: ', '03/04/1985', '.'],
  ['Age', 'a ', '45', ' year old'],
  ['Address', 'at ', '742 Evergreen Terrace, Springfield, OR 97403', '.'],
  ['Address', 'at ', '18 Elm Street', '. On May 3'],
  ['Address', 'at ', '18 Elm St., Apt 4', '. On'],
  ['Address', 'in der ', 'Hauptstraße 12', ' dort'],
  ['Person', 'Dear Dr. ', 'Ann Lee', ','],
  ['Person', 'My name is ', 'Ann Lee', '.'],
])('%s', (kind, before, value, after) => {
  expect(found(before + value + after)).toEqual([`${kind} ${value}`]);
});

test.each([
  'version 1.2.3.4.5 of std::vector at 12:30:45',
  'order 4111 1111 1111 1112, batch 1234567890123456',
  'on 2024-01-02 and 3/4/2024, 1.234.567 items for $1,234,567.00',
  'GB00 WEST 1234 5698 7654 32, XX12ABCD',
  'mail @someone, a@b, x@localhost, see a.b.c',
  'passwords are hard: choose well',
  'The Great Depression began in 1929 on Black Tuesday.',
  'page 123-45-6789-1, 000-12-3456',
  'the 1934 Supreme Court majority',
  'git commit 9fceb02d0ae598e95dc970b74767f19372d61af8',
  'pi is 3.14159265358979323846264338327950288',
])('nothing in: %s', (text) => {
  expect(found(text)).toEqual([]);
});

test('a rule that is missing is missed at the start', () => {
  expect(() => passes('GB', 'nothing')).toThrow(/GB nothing/);
});

test('only the kinds that are wanted, and as many asterisks as units', () => {
  const text = 'Ann 😀 ann@example.org, +1 415 555 2671!';
  expect(blackOut(text, findPersonalData(text, ['Email']))).toBe(`Ann 😀 ${'*'.repeat(15)}, +1 415 555 2671!`);
  expect(blackOut(text, findPersonalData(text))).toBe(`Ann 😀 ${'*'.repeat(15)}, ${'*'.repeat(15)}!`);
  expect(findPersonalData('see https://example.org, I am 45 years old')).toEqual([]);
});

const fragment = fc.oneof(
  fc.constantFrom(
    ...['ann@example.org', '4111 1111 1111 1111', '+1 415 555 2671', '536-22-1234', 'DE89370400440532013000'],
  ),
  fc.constantFrom(
    ...['12 Main Street', 'born 3/4/1985', ' ', '\n', 'password: a1b2c3', '1', '-', '@', '\ud83d', 'Mr. Ann', '.'],
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

test('spans lie in the text, in order and apart; what is around them stays', () => {
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 20 }), (parts) => {
      const text = parts.join('');
      const spans = findPersonalData(text, personalDataKinds);
      if (text.isWellFormed()) expect(blackOut(text, spans).isWellFormed()).toBe(true);
      let [end, rest] = [0, ''];
      for (const span of spans) {
        expect(span.start).toBeGreaterThanOrEqual(end);
        expect(span.end).toBeGreaterThan(span.start);
        expect(span.end - span.start).toBeLessThanOrEqual(spanLimit);
        rest += text.slice(end, span.start) + '*'.repeat([...text.slice(span.start, span.end)].length);
        end = span.end;
      }
      expect(end).toBeLessThanOrEqual(text.length);
      expect(blackOut(text, spans)).toBe(rest + text.slice(end));
    }),
    { numRuns: 500 },
  );
});

test('time grows with the text only', { timeout: 60_000 }, () => {
  for (const unit of [
    '1',
    '1 ',
    '4111 ',
    'a@a.',
    '+1 415 555 2671 ',
    '1:',
    'A1',
    'Aa ',
    '12 12 1990 ',
    'GB12 ABCD ',
    'a',
  ]) {
    const start = performance.now();
    findPersonalData(unit.repeat(500_000 / unit.length), personalDataKinds);
    expect(performance.now() - start, unit).toBeLessThan(4_000);
  }
});
