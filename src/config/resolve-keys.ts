// In: what the file says of keys, and the names of the deployments. Out: the keys as digests; a key in clear text goes no further
// than this file. Knows no header.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { claimableAuthorities } from '../contract/hierarchy.ts';
import { embeddingName } from './bind-embeddings.ts';
import type { DeploymentConfig, KeyConfig } from './config.ts';
import { describeIssue } from './describe-issue.ts';
import { didYouMean } from './did-you-mean.ts';
import { knobKind } from './knob-kind.ts';
import type { Settings } from './settings.ts';

const name = z.string().min(1);
const key = z.strictObject({
  id: name,
  key: z
    .string()
    .refine((text) => knobKind.secret.schema.safeParse(text).success, `must be ${knobKind.secret.expected}`)
    .optional(),
  keySha256: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, 'must be 64 hexadecimal digits, such as `printf %s KEY | sha256sum` prints')
    .optional(),
  roles: z
    .array(z.enum(['admin', 'caller', 'priority']))
    .min(1)
    .default(['caller']),
  partition: name.optional(),
  deployments: z.array(name).optional(),
  policies: z.array(name).default([]),
  mostAuthority: z.enum(claimableAuthorities).default('system'),
});
const schema = z.array(key).default([]);
const knownNames = Object.keys(key.shape);
/** Ids of KINGLET_API_KEY, KINGLET_ADMIN_KEY and of the caller without a key. */
const reservedIds: readonly string[] = ['default', 'admin', 'local'];

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function resolveKeys(
  given: { readonly raw: unknown; readonly origin: string },
  deployments: readonly DeploymentConfig[],
  settings: Pick<Settings, 'get' | 'addProblem'>,
): readonly KeyConfig[] {
  const parsed = schema.safeParse(given.raw ?? undefined);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      settings.addProblem(describeIssue('keys', issue, given.origin, knownNames));
    return [];
  }
  const names = [...deployments.map((deployment) => deployment.name), embeddingName];
  const ids = new Set(reservedIds);
  const ownerByDigest = new Map<string, string>();
  const claim = (digest: string, id: string): void => {
    const owner = ownerByDigest.get(digest);
    if (owner !== undefined) settings.addProblem(`the keys ${owner} and ${id} are the same; give each its own`);
    ownerByDigest.set(digest, id);
  };
  const [apiKey, adminKey] = [settings.get('apiKey'), settings.get('adminKey')];
  if (apiKey !== null) claim(sha256(apiKey), 'default');
  if (adminKey !== null) claim(sha256(adminKey), 'admin');
  return parsed.data.map((entry, index) => {
    const at = `keys[${index}]`;
    if ((entry.key === undefined) === (entry.keySha256 === undefined))
      settings.addProblem(`${at} from ${given.origin} must have either key or keySha256`);
    if (ids.has(entry.id))
      settings.addProblem(`${at}.id from ${given.origin} is ${entry.id}, which is taken; ids must be unique`);
    ids.add(entry.id);
    for (const wanted of deployments.length === 0 ? [] : (entry.deployments ?? [])) {
      if (!names.includes(wanted))
        settings.addProblem(
          `${at}.deployments from ${given.origin} names ${wanted}, which is not a deployment${didYouMean(wanted, names)}`,
        );
    }
    const keySha256 = entry.keySha256?.toLowerCase() ?? sha256(entry.key ?? '');
    claim(keySha256, entry.id);
    return {
      id: entry.id,
      keySha256,
      roles: entry.roles,
      policies: entry.policies,
      mostAuthority: entry.mostAuthority,
      partition: entry.partition ?? entry.id,
      deployments: entry.deployments ?? null,
    };
  });
}
