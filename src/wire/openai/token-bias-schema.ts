// In: the member `logit_bias`. Out: token id to bias, or an issue for its first faulty pair. Knows no vocabulary.
import * as z from 'zod';
import { isJsonObject } from './is-json-object.ts';
import type { IssueFault } from './issue-fault.ts';
import { jsonTypeWords } from './json-type-words.ts';
import { shortenEcho } from './shorten-echo.ts';

const maxBias = 100;

function faultOfPair(key: string, bias: unknown): IssueFault | null {
  const name = `logit_bias.${shortenEcho(key)}`;
  if (!/^(?:0|[1-9]\d*)$/.test(key) || !Number.isSafeInteger(Number(key))) {
    const message = `Invalid key in 'logit_bias': ${shortenEcho(key)}. You should only be submitting non-negative integers.`;
    return { code: 'invalid_value', wireCode: null, message };
  }
  if (typeof bias !== 'number' || !Number.isFinite(bias)) {
    const message = `Invalid type for '${name}': expected a decimal, but got ${jsonTypeWords(bias)} instead.`;
    return { code: 'invalid_type', wireCode: null, message };
  }
  if (bias > maxBias) {
    const message = `Invalid '${name}': decimal above maximum value. Expected a value <= ${maxBias}, but got ${bias} instead.`;
    return { code: 'value_too_large', wireCode: 'decimal_above_max_value', message };
  }
  if (bias < -maxBias) {
    const message = `Invalid '${name}': decimal below minimum value. Expected a value >= ${-maxBias}, but got ${bias} instead.`;
    return { code: 'value_too_small', wireCode: 'decimal_below_min_value', message };
  }
  return null;
}

export const tokenBiasSchema = z
  .custom<Readonly<Record<string, unknown>>>(isJsonObject, { error: 'an object' })
  .transform((pairs, context) => {
    const biases = new Map<number, number>();
    for (const key of Object.keys(pairs)) {
      const bias = pairs[key];
      const fault = faultOfPair(key, bias);
      if (fault !== null) {
        context.issues.push({ code: 'custom', params: { fault }, input: pairs, path: [] });
        return z.NEVER;
      }
      biases.set(Number(key), Number(bias));
    }
    return biases;
  });
