// In: texts of comma-separated values. Out: their rows, whatever stands in the fields.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from './read-csv.ts';

test('comma-separated values, whatever stands in the fields', () => {
  expect([...readCsv('a,b\r\n"x, ""y""\n",\n')]).toEqual([
    ['a', 'b'],
    ['x, "y"\n', ''],
  ]);
  const field = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', ' ', 'ü') });
  fc.assert(
    fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
      const text = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\n');
      expect([...readCsv(text)]).toEqual(rows);
    }),
  );
});
