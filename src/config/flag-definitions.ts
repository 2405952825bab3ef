// In: the knob table. Out: the flags in the shape that `node:util` parseArgs takes as `options`; unknown ones it refuses by name.
import { type KnobNotes, knobs } from './knobs.ts';

export function flagDefinitions(): Record<string, { readonly type: 'string' | 'boolean' }> {
  const definitions: Record<string, { readonly type: 'string' | 'boolean' }> = { config: { type: 'string' } };
  for (const { flag, offFlag } of Object.values<KnobNotes>(knobs)) {
    if (flag !== null) definitions[flag] = { type: 'string' };
    if (offFlag !== undefined) definitions[offFlag] = { type: 'boolean' };
  }
  return definitions;
}
