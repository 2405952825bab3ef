// In: what the file says of engines elsewhere, the deployments that name them, and the environment for their keys. Out: the engines with
// every default filled in. Reaches none of them.
import { z } from 'zod';
import { type DeploymentConfig, ownEngineIds, type PoolEngineConfig, poolEngineKinds } from './config.ts';
import { describeIssue } from './describe-issue.ts';
import { didYouMean } from './did-you-mean.ts';
import { keyFrom, keyMembers } from './key-members.ts';
import { knobKind } from './knob-kind.ts';
import type { Settings } from './settings.ts';

const seconds = z.number().min(0.1).max(86_400);
const engine = z.strictObject({
  id: z.string().regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, `_`, `.` or `-`'),
  kind: z.enum(poolEngineKinds),
  url: z.string().refine((text) => knobKind.url.schema.safeParse(text).success, `must be ${knobKind.url.expected}`),
  ...keyMembers,
  model: z.string().min(1).optional(),
  weight: z.number().min(0.01).max(1000).default(1),
  slots: z.number().int().min(1).max(4096).default(64),
  contextTokens: z
    .number()
    .int()
    .min(256)
    .max(2 ** 31 - 1)
    .default(131_072),
  firstTextSeconds: seconds.default(120),
  healthSeconds: seconds.default(5),
});
const schema = z.array(engine).default([]);
const knownNames = Object.keys(engine.shape);

interface EngineSources {
  readonly raw: unknown;
  readonly origin: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the engine of the `engine.*` settings is called in a pool. */
  readonly ownEngineId: string;
}

export function resolveEngines(
  given: EngineSources,
  deployments: readonly DeploymentConfig[],
  problems: Pick<Settings, 'addProblem'>,
): readonly PoolEngineConfig[] {
  const parsed = schema.safeParse(given.raw);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      problems.addProblem(describeIssue('engines', issue, given.origin, knownNames));
    return [];
  }
  const ids = new Set<string>(ownEngineIds);
  const engines = parsed.data.map(({ key, keyEnvironment, ...entry }, index): PoolEngineConfig => {
    const complain = (member: string, what: string) =>
      problems.addProblem(`engines[${index}].${member} from ${given.origin} ${what}`);
    if (ids.has(entry.id)) complain('id', `is ${entry.id}, which is taken; ids must be unique`);
    ids.add(entry.id);
    return {
      ...entry,
      key: keyFrom({ key, keyEnvironment }, given.environment, complain),
      model: entry.model ?? null,
    };
  });
  checkDeployments(given, deployments, engines, problems);
  return engines;
}

function checkDeployments(
  { origin, ownEngineId }: EngineSources,
  deployments: readonly DeploymentConfig[],
  engines: readonly PoolEngineConfig[],
  problems: Pick<Settings, 'addProblem'>,
): void {
  const known = [ownEngineId, ...engines.map(({ id }) => id)];
  for (const [index, { engines: wanted }] of deployments.entries()) {
    const at = `deployments[${index}].engines from ${origin}`;
    for (const id of wanted)
      if (!known.includes(id)) problems.addProblem(`${at} names ${id}, which is not an engine${didYouMean(id, known)}`);
    if (new Set(wanted).size < wanted.length) problems.addProblem(`${at} names an engine twice`);
  }
  for (const [index, { id }] of engines.entries())
    if (!deployments.some((deployment) => deployment.engines.includes(id)))
      problems.addProblem(`engines[${index}] from ${origin} is ${id}, which no deployment names in its engines`);
}
