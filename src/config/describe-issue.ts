// In: zod's issue inside a list of the file. Out: one sentence that names the key and what is expected; never the value, which may be a secret.
import type { z } from 'zod';
import { didYouMean } from './did-you-mean.ts';

function keyPath(root: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (written, step) => (typeof step === 'number' ? `${written}[${step}]` : `${written}.${String(step)}`),
    root,
  );
}

export function describeIssue(
  root: string,
  issue: z.core.$ZodIssue,
  origin: string,
  knownNames: readonly string[],
): string {
  const key = keyPath(root, issue.path);
  if (issue.code === 'unrecognized_keys') {
    const name = issue.keys[0] ?? '';
    return `${key}.${name} from ${origin} is unknown${didYouMean(name, knownNames)}`;
  }
  return `${key} from ${origin}: ${issue.message}`;
}
