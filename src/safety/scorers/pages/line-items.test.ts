// In: lines as pages have them. Out: mails, numbers, dates and names are told apart by look.
import { expect, test } from 'vitest';
import { itemsOf } from './line-items.ts';

test('mails with their domains, however many', () => {
  const { emails } = itemsOf('Ada <ada.penn@mail.example>, ben@b.example.org; not@ this or @that');
  expect(emails).toEqual(['ada.penn@mail.example', 'ben@b.example.org']);
});

test.each([
  '+44 7700 900123',
  '(555) 234-5678',
  '0171/2345678',
  '06 12 34 56 78',
  '13912345678',
  '9876543210',
  '090-1234-5678',
])('a phone number: %s', (text) => {
  expect(itemsOf(`call ${text} today`).phones).toHaveLength(1);
});

test.each(['2026-03-01', '1.2.2026', '12/31/1999'])('a date, no phone number: %s', (text) => {
  expect(itemsOf(`on ${text},`)).toMatchObject({ dates: 1, phones: [] });
});

test('machines, cards and digests', () => {
  expect(itemsOf('10.0.0.7 said 5').machines).toBe(1);
  expect(itemsOf('4111 1111 1111 1111').secrets).toEqual(['4111111111111111']);
  expect(itemsOf(`x ${'ab'.repeat(16)} y`).secrets).toHaveLength(1);
  expect(itemsOf('v1.2.3 has 1,024 items for 12.50')).toMatchObject({ phones: [], secrets: [], dates: 0, machines: 0 });
});

test('what hangs on a mail address', () => {
  expect(itemsOf('ada@mail.example:blue4kite').secrets).toEqual([':blue4kite']);
  expect(itemsOf('see mail.example: ada@mail.example').secrets).toEqual([]);
});

test('pages by their host, and names', () => {
  expect(itemsOf('see https://docs.example.org/a/b?c and www.example.com/x').hosts).toEqual([
    'https://docs.example.org',
    'www.example.com',
  ]);
  expect(itemsOf('Penn, Ada and Ben Quill walk').names).toEqual(['Penn, Ada', 'Ben Quill']);
});
