// In: how an entry of the file gives the key of a server elsewhere: in clear text, or as the name of an environment variable. Out: the key,
// or a complaint that does not hold it. Knows no entry.
import { z } from 'zod';
import { knobKind } from './knob-kind.ts';

const key = z
  .string()
  .refine((text) => knobKind.secret.schema.safeParse(text).success, `must be ${knobKind.secret.expected}`);

export const keyMembers = {
  key: key.optional(),
  // Every KINGLET_ variable is a knob, so that a misspelt one is found.
  keyEnvironment: z
    .string()
    .regex(
      /^(?!KINGLET_)[A-Za-z_]\w*$/,
      'must be the name of an environment variable that does not begin with KINGLET_',
    )
    .optional(),
};

export type Complain = (member: string, what: string) => void;

export function keyFrom(
  given: { readonly key?: string | undefined; readonly keyEnvironment?: string | undefined },
  environment: Readonly<Record<string, string | undefined>>,
  complain: Complain,
): string | null {
  if (given.keyEnvironment === undefined) return given.key ?? null;
  if (given.key !== undefined) complain('keyEnvironment', 'stands beside key; give one of them');
  const found = key.safeParse(environment[given.keyEnvironment]);
  if (found.success) return found.data;
  complain('keyEnvironment', `names ${given.keyEnvironment}, which is not set to ${knobKind.secret.expected}`);
  return null;
}
