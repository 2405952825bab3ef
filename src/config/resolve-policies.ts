// In: what the file says of policies and blocklists. Out: the policies as drafts over their bases, the lists whole. Which bases there are
// is checked by those who know them.
import { z } from 'zod';
import type { PolicyDraft } from '../contract/policy-draft.ts';
import type { Blocklist } from '../contract/safety.ts';
import { describeIssue } from './describe-issue.ts';
import { itemId } from './item-id.ts';
import type { Settings } from './settings.ts';

const name = z.string().min(1);
const flag = z.boolean().optional();
const detection = z.strictObject({ isEnabled: flag, isBlocking: flag });
const harm = detection.extend({ threshold: z.enum(['low', 'medium', 'high']).optional() });
const harms = z.strictObject({
  hate: harm.optional(),
  sexual: harm.optional(),
  violence: harm.optional(),
  selfHarm: harm.optional(),
});
const detections = z.strictObject({
  jailbreak: detection.optional(),
  indirectAttack: detection.optional(),
  profanity: detection.optional(),
  protectedText: detection.optional(),
  protectedCode: detection.optional(),
});
const answerChecks = z.strictObject({ groundedness: detection.optional(), taskAdherence: detection.optional() });
const rules = z.strictObject({
  harms: harms.optional(),
  detections: detections.optional(),
  personalData: z.enum(['off', 'annotate', 'redact', 'block']).optional(),
  blocklists: z.array(z.strictObject({ name, isBlocking: z.boolean().default(true) })).optional(),
});
/** The model is asked about what it wrote, never about what it was given. */
const completionRules = rules.extend({ answerChecks: answerChecks.optional() });
const policy = z.strictObject({
  name,
  basePolicyName: name.default('Microsoft.DefaultV2'),
  prompt: rules.default({}),
  completion: completionRules.default({}),
  streamMode: z.enum(['buffered', 'asynchronous']).optional(),
  onScorerFailure: z.enum(['open', 'closed']).optional(),
});
const item = z.preprocess(
  (given) => (typeof given === 'string' ? { text: given } : given),
  z.strictObject({
    id: name.optional(),
    text: name,
    isRegex: z.boolean().default(false),
    description: z.string().nullable().default(null),
  }),
);
const blocklist = z.strictObject({
  name,
  description: z.string().nullable().default(null),
  items: z.array(item).max(10_000).default([]),
});

const parts = [policy, completionRules, answerChecks, harms, harm, detections, blocklist];
const knownNames = [...parts.flatMap(({ shape }) => Object.keys(shape)), 'text', 'isRegex', 'id'];

type Problems = Pick<Settings, 'addProblem'>;

export interface FileSafety {
  readonly policies: readonly PolicyDraft[];
  readonly blocklists: readonly Blocklist[];
}

export function resolvePolicies(
  given: { readonly policies: unknown; readonly blocklists: unknown; readonly origin: string },
  problems: Problems,
): FileSafety {
  const read = <Item>(key: 'policies' | 'blocklists', schema: z.ZodType<Item>): readonly Item[] => {
    const parsed = z.array(schema).safeParse(given[key] ?? []);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) problems.addProblem(describeIssue(key, issue, given.origin, knownNames));
    return [];
  };
  const policies = read('policies', policy).map(({ prompt, completion, ...draft }) => ({
    ...draft,
    rules: { prompt, completion },
  }));
  const blocklists = read('blocklists', blocklist).map((list) => ({
    ...list,
    items: list.items.map(({ id, ...rest }) => ({ id: id ?? itemId(rest.text, rest.isRegex), ...rest })),
  }));
  checkUnique('policies', policies, given.origin, problems);
  checkUnique('blocklists', blocklists, given.origin, problems);
  for (const [index, list] of blocklists.entries()) {
    if (new Set(list.items.map(({ id }) => id)).size < list.items.length)
      problems.addProblem(
        `blocklists[${index}].items from ${given.origin} has the same item twice; give each its own id`,
      );
  }
  return { policies, blocklists };
}

function checkUnique(
  key: string,
  named: readonly { readonly name: string }[],
  origin: string,
  problems: Problems,
): void {
  const names = new Set<string>();
  for (const [index, { name: given }] of named.entries()) {
    if (names.has(given.toLowerCase()))
      problems.addProblem(`${key}[${index}].name from ${origin} is ${given}, which is taken; case makes no difference`);
    names.add(given.toLowerCase());
  }
}
