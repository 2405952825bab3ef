// In: nothing. Out: who asks, and what they ask of. Bound by configuration today, by stores later. Knows no header and no key material.
import type { ClaimableAuthority, HierarchyPolicy } from './hierarchy.ts';

/** Whatever weakens protection or manages the service needs `admin`. `priority` may have its requests served before others'. */
export type CallerRole = 'admin' | 'caller' | 'priority';

export interface Caller {
  /** Names the key in the ledger and the logs; never the key itself. */
  readonly keyId: string;
  /** What is cached for one partition is never reused, or observable, in another. */
  readonly partition: string;
  readonly roles: readonly CallerRole[];
  /** Names of deployments that the key may use; null means all. */
  readonly deployments: readonly string[] | null;
  /** Content policies that a request may name beside its deployment's own; an admin may name any. */
  readonly policies: readonly string[];
  /** What the key may claim at the most: a system turn of a key that may only be a `user` is a user's turn. */
  readonly mostAuthority: ClaimableAuthority;
}

export interface DeploymentLimits {
  /** Upper bound of `max_tokens` and `max_completion_tokens`. */
  readonly maxOutputTokens: number;
  /** From the request's begin to the end of its answer; null: as long as it takes. */
  readonly answerMs: number | null;
}

/** Prices for one million tokens, in US dollars, as the ledger shall count them. */
export interface Prices {
  readonly inputUsdPerMillion: number;
  readonly cachedInputUsdPerMillion: number;
  readonly outputUsdPerMillion: number;
}

/** The unit of policy: a name that clients ask for, bound to a model on an engine and to the rules that hold there. */
export interface Deployment {
  readonly name: string;
  /** Further names that clients may ask for. */
  readonly aliases: readonly string[];
  /** The name that answers carry in `model`, as OpenAI answers with the dated snapshot. */
  readonly snapshot: string;
  /** Catalogue id, or what the operator called their own file or upstream. */
  readonly modelId: string;
  /** Key of the engine in the dispatcher's table. */
  readonly engineId: string;
  /** Said to the model when the client sends no system or developer turn; empty says nothing at all. */
  readonly neutralSystemText: string;
  readonly limits: DeploymentLimits;
  readonly prices: Prices;
  readonly contentPolicy: string;
  readonly hierarchyPolicy: HierarchyPolicy;
  /** Whether what was computed of a prompt may be reused, and its time observed, by all callers of the deployment. */
  readonly sharedPrefixes: boolean;
  /** By which adapter of its engine the weights are changed; null takes them as they are. */
  readonly adapter: string | null;
}

/** Where a caller's prompts are computed. */
export interface PromptScope {
  /** What is cached for one is never reused, or observable, in another. What other weights have computed is of no use, so they are others. */
  readonly partition: string;
  readonly adapter: string | null;
}

export function scopeOf(
  caller: Pick<Caller, 'partition'>,
  { name, sharedPrefixes, adapter }: Pick<Deployment, 'name' | 'sharedPrefixes' | 'adapter'>,
): PromptScope {
  const own = sharedPrefixes ? `deployment ${name}` : caller.partition;
  return { partition: adapter === null ? own : JSON.stringify([own, adapter]), adapter };
}

/** Whose key was presented. */
export type CallerLookup =
  | { readonly kind: 'found'; readonly caller: Caller }
  | { readonly kind: 'missing' }
  | { readonly kind: 'wrong' };

export type FindCaller = (presentedKey: string | null) => CallerLookup;
