// In: what the file says of deployments. Out: the deployments with every default filled in, and the one model they agree on;
// the built-in one where the file says nothing. Knows no engine.
import { z } from 'zod';
import { embeddingNames } from './bind-embeddings.ts';
import { type DeploymentConfig, ownScorers } from './config.ts';
import { describeIssue } from './describe-issue.ts';
import type { Settings } from './settings.ts';
import { isAnsweredByOwnEngine } from './uses-own-engine.ts';

const name = z.string().min(1);
const price = z.number().min(0).default(0);
const prices = z.strictObject({
  inputUsdPerMillion: price,
  cachedInputUsdPerMillion: price,
  outputUsdPerMillion: price,
});
const deployment = z.strictObject({
  name,
  aliases: z.array(name).default([]),
  snapshot: name.optional(),
  model: name.optional(),
  neutralSystemText: z.string().optional(),
  maxOutputTokens: z.number().int().min(1).optional(),
  answerSeconds: z.number().min(0.01).max(86_400).optional(),
  prices: prices.prefault({}),
  contentPolicy: name.default('Microsoft.DefaultV2'),
  hierarchyPolicy: name.optional(),
  engines: z.array(name).min(1).optional(),
  adapter: name.optional(),
  sharedPrefixes: z.boolean().default(false),
  scorers: z
    .array(name)
    .min(1)
    .default([...ownScorers]),
});
const schema = z.array(deployment).min(1);
const knownNames = [...Object.keys(deployment.shape), ...Object.keys(prices.shape)];

const snapshot = 'gpt-4o-mini-2024-07-18';
const builtIn = [{ name: 'gpt-4o-mini', aliases: [snapshot], snapshot }];

export interface ResolvedDeployments {
  readonly deployments: readonly DeploymentConfig[];
  readonly model: string | null;
}

type Problems = Pick<Settings, 'addProblem'>;

function checkNames(deployments: readonly DeploymentConfig[], origin: string, problems: Problems): void {
  const owners = new Map<string, number>();
  for (const [index, { name, aliases, snapshot }] of deployments.entries()) {
    for (const claimed of new Set([name, ...aliases, snapshot])) {
      if (embeddingNames.includes(claimed))
        problems.addProblem(
          `deployments[${index}] from ${origin} uses the name ${claimed}, which the embedding model has; give it another`,
        );
      const owner = owners.get(claimed);
      if (owner === undefined) owners.set(claimed, index);
      else
        problems.addProblem(
          `deployments[${index}] from ${origin} uses the name ${claimed}, which deployments[${owner}] has; names, aliases and snapshots must be unique`,
        );
    }
  }
}

export function resolveDeployments(
  given: { readonly raw: unknown; readonly origin: string },
  settings: Pick<Settings, 'get' | 'addProblem'>,
): ResolvedDeployments {
  const parsed = schema.safeParse(given.raw ?? builtIn);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      settings.addProblem(describeIssue('deployments', issue, given.origin, knownNames));
    return { deployments: [], model: null };
  }
  const deployments = parsed.data.map((entry) => ({
    name: entry.name,
    aliases: entry.aliases,
    snapshot: entry.snapshot ?? entry.name,
    neutralSystemText: entry.neutralSystemText ?? settings.get('neutralSystemText'),
    maxOutputTokens: entry.maxOutputTokens ?? settings.get('limits.maxOutputTokens'),
    answerSeconds: entry.answerSeconds ?? settings.get('limits.answerSeconds'),
    prices: entry.prices,
    contentPolicy: entry.contentPolicy,
    hierarchyPolicy: entry.hierarchyPolicy ?? settings.get('hierarchyPolicy'),
    engines: entry.engines ?? [],
    adapter: entry.adapter ?? null,
    model: entry.model ?? null,
    sharedPrefixes: entry.sharedPrefixes,
    scorers: entry.scorers,
  }));
  checkNames(deployments, given.origin, settings);
  let model = settings.get('model');
  for (const [index, entry] of parsed.data.entries()) {
    // What engines elsewhere call their model is no model of ours.
    if (!isAnsweredByOwnEngine({ engines: entry.engines ?? [] })) continue;
    model ??= entry.model ?? null;
    if (entry.model !== undefined && entry.model !== model)
      settings.addProblem(
        `deployments[${index}].model from ${given.origin} is ${entry.model}, but the service runs one model at a time and that is ${model}`,
      );
  }
  return { deployments, model };
}
