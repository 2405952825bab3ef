// In: what the file says of hierarchy policies. Out: them as drafts over their bases. Which bases there are is checked by those who know them.
import { z } from 'zod';
import {
  type HierarchyDraft,
  secrecyActions,
  spotlights,
  toolGuardActions,
  untrustedInstructionActions,
} from '../contract/hierarchy.ts';
import { describeIssue } from './describe-issue.ts';
import type { Settings } from './settings.ts';

const name = z.string().regex(/^[A-Za-z0-9_.-]+$/, 'must be letters, digits, `_`, `.` and `-`');
const policy = z.strictObject({
  name,
  basePolicyName: name.default('default'),
  platformText: z.string().min(1).nullable().optional(),
  spotlight: z.enum(spotlights).optional(),
  isPastedData: z.boolean().optional(),
  untrustedInstructions: z.enum(untrustedInstructionActions).optional(),
  secrecy: z.enum(secrecyActions).optional(),
  hasCanary: z.boolean().optional(),
  toolGuard: z.enum(toolGuardActions).optional(),
  consequentialTools: z.array(z.string().min(1)).optional(),
});
const schema = z.array(policy).default([]);

export function resolveHierarchyPolicies(
  given: { readonly raw: unknown; readonly origin: string },
  problems: Pick<Settings, 'addProblem'>,
): readonly HierarchyDraft[] {
  const parsed = schema.safeParse(given.raw ?? undefined);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues)
    problems.addProblem(describeIssue('hierarchyPolicies', issue, given.origin, Object.keys(policy.shape)));
  return [];
}
