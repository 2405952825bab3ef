// In: what the file says of scorers, the deployments that name them, and the environment for their keys. Out: the scorers with every default
// filled in. Reaches none of them.
import { z } from 'zod';
import { type DeploymentConfig, firstStageScorer, guardFamilies, ownScorers, type ScorerConfig } from './config.ts';
import { describeIssue } from './describe-issue.ts';
import { didYouMean } from './did-you-mean.ts';
import { isLoopback } from './is-loopback.ts';
import { type Complain, keyFrom, keyMembers } from './key-members.ts';
import { knobKind } from './knob-kind.ts';
import type { Settings } from './settings.ts';

const scorer = z.strictObject({
  id: z.string().regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, `_`, `.` or `-`'),
  kind: z.enum(['azure', 'http', 'openai', 'guard']),
  url: z.string().refine((text) => knobKind.url.schema.safeParse(text).success, `must be ${knobKind.url.expected}`),
  ...keyMembers,
  template: z.enum(guardFamilies).optional(),
  model: z.string().min(1).optional(),
  asked: z.enum(['always', 'when-unsure']).default('always'),
  timeoutSeconds: z.number().min(0.1).max(600).default(10),
  allowPrivate: z.boolean().default(false),
});
const schema = z.array(scorer).default([]);
const knownNames = Object.keys(scorer.shape);

type Entry = z.infer<typeof scorer>;

interface ScorerSources {
  readonly raw: unknown;
  readonly origin: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export function resolveScorers(
  given: ScorerSources,
  deployments: readonly DeploymentConfig[],
  problems: Pick<Settings, 'addProblem'>,
): readonly ScorerConfig[] {
  const parsed = schema.safeParse(given.raw);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      problems.addProblem(describeIssue('scorers', issue, given.origin, knownNames));
    return [];
  }
  const ids = new Set<string>(ownScorers);
  const scorers = parsed.data.map((entry, index): ScorerConfig => {
    const complain = (member: string, what: string) =>
      problems.addProblem(`scorers[${index}].${member} from ${given.origin} ${what}`);
    if (ids.has(entry.id)) complain('id', `is ${entry.id}, which is taken; ids must be unique`);
    ids.add(entry.id);
    checkEntry(entry, complain);
    return {
      id: entry.id,
      kind: entry.kind,
      url: entry.url,
      key: keyFrom(entry, given.environment, complain),
      template: entry.template ?? null,
      model: entry.model ?? null,
      isAsked: entry.asked,
      timeoutSeconds: entry.timeoutSeconds,
      isPrivateAllowed: entry.allowPrivate || isLoopback(new URL(entry.url).hostname),
    };
  });
  checkDeployments(deployments, scorers, { origin: given.origin, problems });
  return scorers;
}

function checkEntry(entry: Entry, complain: Complain): void {
  const { protocol, hostname } = new URL(entry.url);
  if (protocol === 'http:' && !entry.allowPrivate && !isLoopback(hostname))
    complain(
      'url',
      'must be https: what is screened could be read on the way; allowPrivate permits it in a network of yours',
    );
  if (entry.kind === 'guard' && entry.template === undefined)
    complain('template', `is missing: a guard needs one of ${guardFamilies.join(', ')}`);
  if (entry.kind !== 'guard' && entry.template !== undefined) complain('template', 'is for the kind guard only');
  if (entry.model !== undefined && entry.kind !== 'guard' && entry.kind !== 'openai')
    complain('model', 'is for the kinds guard and openai only');
}

function checkDeployments(
  deployments: readonly DeploymentConfig[],
  scorers: readonly ScorerConfig[],
  { origin, problems }: { readonly origin: string; readonly problems: Pick<Settings, 'addProblem'> },
): void {
  const known = [...ownScorers, ...scorers.map(({ id }) => id)];
  const askedAlways = [firstStageScorer, ...scorers.filter(({ isAsked }) => isAsked === 'always').map(({ id }) => id)];
  for (const [index, { scorers: wanted }] of deployments.entries()) {
    const at = `deployments[${index}].scorers from ${origin}`;
    for (const id of wanted)
      if (!known.includes(id)) problems.addProblem(`${at} names ${id}, which is not a scorer${didYouMean(id, known)}`);
    if (new Set(wanted).size < wanted.length) problems.addProblem(`${at} names a scorer twice`);
    if (!wanted.some((id) => askedAlways.includes(id) || !known.includes(id)))
      problems.addProblem(`${at} has none that is always asked: then the others never are`);
  }
}
