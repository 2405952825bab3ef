// In: the path of a file and the schema of what is in it. Out: that, or a Fault that says what is wrong with it. Knows no member by name.
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { Fault } from '../contract/fault.ts';

export function readJsonFile<Content>(path: string, schema: z.ZodType<Content>): Content {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable';
    throw new Fault('invalid_value', `${path} cannot be read: ${reason}`, { cause: error });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw new Fault('invalid_value', `${path} is not what is expected${where}: ${issue?.message ?? ''}`);
}
