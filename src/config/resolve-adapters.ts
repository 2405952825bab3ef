// In: what the file says of adapters, and the deployments that name them. Out: the adapters with every default filled in. Opens none of them.
import { z } from 'zod';
import type { AdapterConfig, DeploymentConfig } from './config.ts';
import { describeIssue } from './describe-issue.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Settings } from './settings.ts';
import { isOwnEngineId } from './uses-own-engine.ts';

const adapter = z.strictObject({
  name: z.string().regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, `_`, `.` or `-`'),
  // The engine takes several with commas between them.
  path: z.string().regex(/^[^,"]+$/, 'must be the path of a file, without commas and quotation marks'),
  scale: z.number().min(-10).max(10).default(1),
});
const schema = z.array(adapter).default([]);
const knownNames = Object.keys(adapter.shape);

interface AdapterSources {
  readonly raw: unknown;
  readonly origin: string;
  /** Null where the engine of the `engine.*` settings is elsewhere. */
  readonly absolute: ((path: string) => string) | null;
}

export function resolveAdapters(
  { raw, origin, absolute }: AdapterSources,
  deployments: readonly DeploymentConfig[],
  problems: Pick<Settings, 'addProblem'>,
): readonly AdapterConfig[] {
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) problems.addProblem(describeIssue('adapters', issue, origin, knownNames));
    return [];
  }
  const adapters = parsed.data;
  const names = adapters.map(({ name }) => name);
  if (adapters.length > 0 && absolute === null)
    problems.addProblem(`adapters from ${origin} need an engine of our own, and engine.kind is upstream`);
  for (const [index, { name }] of adapters.entries()) {
    const at = `adapters[${index}].name from ${origin} is ${name}`;
    if (names.indexOf(name) < index) problems.addProblem(`${at}, which is taken; names must be unique`);
    if (!deployments.some((deployment) => deployment.adapter === name))
      problems.addProblem(`${at}, which no deployment names as its adapter`);
  }
  for (const [index, deployment] of deployments.entries()) {
    if (deployment.adapter === null) continue;
    const at = `deployments[${index}].adapter from ${origin}`;
    if (!names.includes(deployment.adapter))
      problems.addProblem(
        `${at} names ${deployment.adapter}, which is not there${didYouMean(deployment.adapter, names)}`,
      );
    if (!deployment.engines.every(isOwnEngineId))
      problems.addProblem(`${at} changes the weights of our own engine only, and the deployment names others`);
  }
  return adapters.map((entry) => ({ ...entry, path: absolute?.(entry.path) ?? entry.path }));
}
