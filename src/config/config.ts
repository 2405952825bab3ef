// In: nothing. Out: the shape of the one frozen Config. Knows no file, no variable and no flag.
import type { CallerRole, Prices } from '../contract/caller.ts';
import type { ClaimableAuthority, HierarchyDraft } from '../contract/hierarchy.ts';
import type { PolicyDraft } from '../contract/policy-draft.ts';
import type { Blocklist } from '../contract/safety.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';
export type LogFormat = 'json' | 'pretty';
export type KvType = 'f16' | 'bf16' | 'q8_0' | 'q5_1' | 'q5_0' | 'q4_1' | 'q4_0';

export interface EngineConfig {
  readonly kind: 'llama' | 'upstream';
  /** Absolute path of a llama-server binary; null looks for one. */
  readonly path: string | null;
  /** Base URL of an OpenAI-compatible upstream; never null when `kind` is upstream. */
  readonly url: string | null;
  readonly key: string | null;
  /** What the upstream calls its model; null asks it. */
  readonly upstreamModel: string | null;
  /** Tokens for one sequence; null takes what fits. */
  readonly contextTokens: number | null;
  readonly slots: number | null;
  readonly threads: number | null;
  readonly gpuLayers: number | null;
  readonly kvTypeK: KvType | null;
  readonly kvTypeV: KvType | null;
  readonly batchTokens: number | null;
  /** Whether the settings that are left to us are measured on this machine; those that change answers only where it says so. */
  readonly tune: 'on' | 'off' | 'with-kv-types';
  readonly flashAttention: 'auto' | 'on' | 'off';
  /** ln p; null takes the catalogue's word. */
  readonly furtherCallLogprob: number | null;
  /** ln p; null takes the catalogue's word. */
  readonly leastCallLogprob: number | null;
  readonly readyTimeoutSeconds: number;
}

export interface PrefixesConfig {
  readonly kept: 'no' | 'until-exit' | 'across-restarts';
  /** Null takes a twentieth of the memory. */
  readonly bytes: number | null;
}

export interface LimitsConfig {
  readonly bodyBytes: number;
  readonly maxOutputTokens: number;
  readonly queueLength: number;
  /** How long a request may wait until it begins. */
  readonly queueSeconds: number;
  /** The same of those that said that they can wait. */
  readonly flexQueueSeconds: number;
  /** From a request's begin to the end of its answer, where its deployment does not say; null: as long as it takes. */
  readonly answerSeconds: number | null;
  readonly drainSeconds: number;
}

export interface SafetyConfig {
  /** What the audit trail keeps of a text in which something was found; `none` keeps no row. */
  readonly auditText: 'hash' | 'redacted' | 'none';
  readonly auditDays: number;
}

/** What the engine of the `engine.*` settings is called in a pool, by its kind. */
export const ownEngineIds = ['local', 'upstream'] as const;
export const poolEngineKinds = ['llama-server', 'vllm', 'sglang', 'kinglet', 'openai'] as const;
export type PoolEngineKind = (typeof poolEngineKinds)[number];

/** An engine elsewhere that deployments may name. */
export interface PoolEngineConfig {
  readonly id: string;
  /** What answers there; `openai` for anything that speaks its API. */
  readonly kind: PoolEngineKind;
  /** The base with its `/v1`. */
  readonly url: string;
  readonly key: string | null;
  /** What it calls its model; null asks it. */
  readonly model: string | null;
  /** Its share of the load beside others. */
  readonly weight: number;
  /** Requests that it may have at the same time. */
  readonly slots: number;
  readonly contextTokens: number;
  readonly firstTextSeconds: number;
  readonly healthSeconds: number;
}

/** A change of our own engine's weights (LoRA, as GGUF) that deployments may name. */
export interface AdapterConfig {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** 1 is as it was trained. */
  readonly scale: number;
}

/** A deployment as configured; what the file left out has its default. */
export interface DeploymentConfig {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly snapshot: string;
  readonly neutralSystemText: string;
  readonly maxOutputTokens: number;
  /** Null: an answer may take as long as it takes. */
  readonly answerSeconds: number | null;
  readonly prices: Prices;
  readonly contentPolicy: string;
  readonly hierarchyPolicy: string;
  /** Ids of the engines behind it; empty is the engine of the `engine.*` settings alone. */
  readonly engines: readonly string[];
  /** Name of the adapter that changes the weights for it; null: none. */
  readonly adapter: string | null;
  /** What its model is called; null takes the engine's word. */
  readonly model: string | null;
  /** Whether all keys share what was computed of prompts that begin alike; else each key has its own. */
  readonly sharedPrefixes: boolean;
  /** Ids of those who judge its texts; at least one is always asked. */
  readonly scorers: readonly string[];
}

/** The ids of the scorers that come with the service: one that is always asked, and one about what it does not call clear. */
export const firstStageScorer = 'first-stage';
export const encoderScorer = 'encoder';
export const ownScorers: readonly string[] = [firstStageScorer, encoderScorer];
export const guardFamilies = ['qwen3guard', 'llama-guard', 'shieldgemma'] as const;
export type GuardFamily = (typeof guardFamilies)[number];

/** A scorer beside our own. */
export interface ScorerConfig {
  readonly id: string;
  readonly kind: 'azure' | 'http' | 'openai' | 'guard';
  /** Of `azure` the resource's endpoint, of `openai` and `guard` the base with its `/v1`, of `http` the whole address. */
  readonly url: string;
  readonly key: string | null;
  /** Never null of a guard, always of others. */
  readonly template: GuardFamily | null;
  readonly model: string | null;
  readonly isAsked: 'always' | 'when-unsure';
  /** For one request. */
  readonly timeoutSeconds: number;
  /** Whether it may be on this machine or in a private network. */
  readonly isPrivateAllowed: boolean;
}

/** A key of the file. Only its digest is kept. */
export interface KeyConfig {
  readonly id: string;
  /** Lower-case hexadecimal. */
  readonly keySha256: string;
  readonly roles: readonly CallerRole[];
  readonly partition: string;
  /** Null means all. */
  readonly deployments: readonly string[] | null;
  /** Content policies that requests may name in `x-policy-id`. */
  readonly policies: readonly string[];
  readonly mostAuthority: ClaimableAuthority;
}

export interface Config {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Absolute folder of everything that the service keeps. */
  readonly home: string;
  /** Catalogue id, or path of a model file; null takes the best of the catalogue that fits. */
  readonly model: string | null;
  /** The same of the encoder. */
  readonly embeddingModel: string;
  readonly apiKey: string | null;
  readonly adminKey: string | null;
  readonly logLevel: LogLevel;
  readonly logFormat: LogFormat;
  readonly engine: EngineConfig;
  readonly prefixes: PrefixesConfig;
  /** Whether requests that ask the same at the same time, and must be answered the same, share one answer. */
  readonly joinRuns: 'on' | 'off';
  readonly limits: LimitsConfig;
  readonly safety: SafetyConfig;
  readonly heartbeatSeconds: number;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly neutralSystemText: string;
  /** At least one; the first is the default. */
  readonly deployments: readonly DeploymentConfig[];
  readonly engines: readonly PoolEngineConfig[];
  readonly adapters: readonly AdapterConfig[];
  readonly keys: readonly KeyConfig[];
  /** Of the file; those that come with the service are not in here. */
  readonly policies: readonly PolicyDraft[];
  /** The same of what a text may command. */
  readonly hierarchyPolicies: readonly HierarchyDraft[];
  readonly blocklists: readonly Blocklist[];
  readonly scorers: readonly ScorerConfig[];
  /** Key path to where its value came from, such as `flag --port`; a knob that is not in here has its default. */
  readonly origins: Readonly<Record<string, string>>;
}
