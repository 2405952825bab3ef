// In: the knob table. Out: the flags in the shape that `node:util` parseArgs takes as `options`; unknown ones it refuses by name.
import { knobs } from './knobs.ts';

export function flagDefinitions(): Record<string, { readonly type: 'string' }> {
  const definitions: Record<string, { readonly type: 'string' }> = { config: { type: 'string' } };
  for (const { flag } of Object.values(knobs)) {
    if (flag !== null) definitions[flag] = { type: 'string' };
  }
  return definitions;
}
