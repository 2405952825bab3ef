// In: README.md and the knob table. Out: the README's configuration table is the code's. `KINGLET_TEST_WRITE_README=1` rewrites it.
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeKnobs } from '../../src/config/describe-knobs.ts';

test('the configuration table is the one of the code', () => {
  const path = new URL('../../README.md', import.meta.url);
  const readme = readFileSync(path, 'utf8');
  const current = readme.replace(
    /(<!-- knobs:start[^\n]*\n)[\s\S]*(<!-- knobs:end)/,
    `$1${describeKnobs('markdown')}\n$2`,
  );
  if (process.env['KINGLET_TEST_WRITE_README'] === '1') writeFileSync(path, current);
  else expect(readme).toBe(current);
});
