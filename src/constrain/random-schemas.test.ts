// In: random schemas with all keywords at once, mostly senseless ones. Out: what is accepted is obeyed, what is refused is refused with a
// fault, and whether a value fits is said as an independent validator says it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fault } from '../contract/fault.ts';
import type { JsonObject } from '../contract/json.ts';
import { validatorIfAny } from './ajv-oracle.suite.ts';
import { expectSound, readLenient } from './check-soundness.suite.ts';
import { seededRandom } from './gbnf-sampler.suite.ts';
import { RandomSchemas } from './random-schema.suite.ts';
import { type CheckedSchema, fitsSchema } from './read-schema.ts';

function readIfEnforceable(json: JsonObject): CheckedSchema | null {
  try {
    return readLenient(json);
  } catch (error) {
    if (error instanceof Fault && error.code === 'invalid_value' && error.param === 'response_format') return null;
    throw error;
  }
}

const someSeed = fc.integer({ min: 1, max: 2 ** 31 });

test('every sentence of an accepted schema fits it', () => {
  let accepted = 0;
  fc.assert(
    fc.property(someSeed, (seed) => {
      const schemas = new RandomSchemas(seededRandom(seed));
      const json = schemas.document();
      const validate = validatorIfAny(json);
      fc.pre(validate !== null && readIfEnforceable(json) !== null);
      if (validate === null) return;
      accepted += 1;
      expectSound(json, seededRandom(seed), 9, validate);
    }),
    { numRuns: 400, maxSkipsPerRun: 20 },
  );
  expect(accepted).toBeGreaterThan(300);
}, 120_000);

test('a value fits where the validator says so', () => {
  fc.assert(
    fc.property(someSeed, (seed) => {
      const schemas = new RandomSchemas(seededRandom(seed));
      const json = schemas.document();
      const schema = readIfEnforceable(json);
      const validate = validatorIfAny(json);
      fc.pre(schema !== null && validate !== null);
      if (schema === null || validate === null) return;
      for (let index = 0; index < 15; index += 1) {
        const value = schemas.value();
        const expected = validate(value);
        if (expected !== null)
          expect(fitsSchema(schema, value), `${JSON.stringify(value)} in ${JSON.stringify(json)}`).toBe(expected);
      }
    }),
    { numRuns: 400, maxSkipsPerRun: 20 },
  );
}, 120_000);

test('a schema that the validator itself stumbles over is nobody’s fault', () => {
  const schemas = new RandomSchemas(seededRandom(8523));
  const validate = validatorIfAny(schemas.document());
  expect(Array.from({ length: 15 }, () => validate?.(schemas.value()))).toContain(null);
});
