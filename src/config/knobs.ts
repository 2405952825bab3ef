// In: nothing. Out: the one table of knobs: key path, kind, unit, default, environment variable, flag, description. Parser,
// help, README and the environment mapping come from it. Knows no values but the defaults.
import { type KnobKind, knobKind } from './knob-kind.ts';

export interface KnobNotes {
  readonly environment: string;
  /** Without the dashes; null where a flag would show a secret to every user of the machine. */
  readonly flag: string | null;
  /** Without a word behind it: the knob is off. */
  readonly offFlag?: string;
  readonly unit?: string;
  /** What the default is in words, where null stands for it. */
  readonly defaultText?: string;
  /** Never shown, not even when it is ill-typed. */
  readonly isSecret?: boolean;
  readonly description: string;
}

export interface Knob<Value> extends KnobNotes {
  readonly kind: KnobKind<Value>;
  readonly default: Value;
}

function knob<Value>(kind: KnobKind<Value>, defaultValue: NoInfer<Value>, notes: KnobNotes): Knob<Value> {
  return { kind, default: defaultValue, ...notes };
}

const { text, anyText, secret, url, hosts, origins, sizeBytes, wholeNumber, seconds, choice, number, optional } =
  knobKind;
const kvType = optional(choice('f16', 'bf16', 'q8_0', 'q5_1', 'q5_0', 'q4_1', 'q4_0'));
const maxInteger = 2 ** 31 - 1;

export const knobs = {
  port: knob(wholeNumber(0, 65535), 4141, {
    environment: 'PORT',
    flag: 'port',
    description: 'Port to listen on; 0 takes any free one',
  }),
  host: knob(text, '127.0.0.1', {
    environment: 'HOST',
    flag: 'host',
    description: 'Address to listen on; other than loopback needs a key',
  }),
  home: knob(text, '~/.kinglet', {
    environment: 'KINGLET_HOME',
    flag: 'home',
    description: 'Folder of models, engines and the ledger',
  }),
  model: knob(optional(text), null, {
    environment: 'KINGLET_MODEL',
    flag: 'model',
    defaultText: 'the best that fits',
    description: 'Catalogue id, or path of a GGUF file',
  }),
  embeddingModel: knob(text, 'all-minilm-l6-v2', {
    environment: 'KINGLET_EMBEDDING_MODEL',
    flag: 'embedding-model',
    description: 'Encoder behind /v1/embeddings: a catalogue id, or a GGUF encoder by path or hub reference',
  }),
  apiKey: knob(optional(secret), null, {
    environment: 'KINGLET_API_KEY',
    flag: null,
    defaultText: 'none',
    isSecret: true,
    description: 'Key that clients must send',
  }),
  adminKey: knob(optional(secret), null, {
    environment: 'KINGLET_ADMIN_KEY',
    flag: null,
    defaultText: 'none',
    isSecret: true,
    description: 'Key that may also manage the service',
  }),
  logLevel: knob(choice('debug', 'info', 'warn', 'error', 'silent'), 'info', {
    environment: 'KINGLET_LOG_LEVEL',
    flag: 'log-level',
    description: 'Least important line that is logged',
  }),
  logFormat: knob(optional(choice('json', 'pretty')), null, {
    environment: 'KINGLET_LOG_FORMAT',
    flag: 'log-format',
    defaultText: 'pretty on a terminal, else json',
    description: 'Shape of a log line',
  }),
  'engine.kind': knob(optional(choice('llama', 'upstream')), null, {
    environment: 'KINGLET_ENGINE',
    flag: 'engine',
    defaultText: 'upstream where engine.url is set, else llama',
    description: 'A llama.cpp server of our own, or an OpenAI-compatible upstream',
  }),
  'engine.path': knob(optional(text), null, {
    environment: 'KINGLET_ENGINE_PATH',
    flag: 'engine-path',
    defaultText: 'looked for',
    description: 'Path of the llama-server binary',
  }),
  'engine.url': knob(optional(url), null, {
    environment: 'KINGLET_UPSTREAM_URL',
    flag: 'upstream-url',
    defaultText: 'none',
    description: 'Base URL of the upstream',
  }),
  'engine.key': knob(optional(secret), null, {
    environment: 'KINGLET_UPSTREAM_KEY',
    flag: null,
    defaultText: 'none',
    isSecret: true,
    description: 'Key that the upstream wants',
  }),
  'engine.upstreamModel': knob(optional(text), null, {
    environment: 'KINGLET_UPSTREAM_MODEL',
    flag: 'upstream-model',
    defaultText: 'asked of the upstream',
    description: 'Name of the model at the upstream',
  }),
  'engine.contextTokens': knob(optional(wholeNumber(256, maxInteger)), null, {
    environment: 'KINGLET_CONTEXT',
    flag: 'context',
    unit: 'tokens',
    defaultText: 'what fits',
    description: 'Context of one sequence, prompt and answer together',
  }),
  'engine.slots': knob(optional(wholeNumber(1, 256)), null, {
    environment: 'KINGLET_SLOTS',
    flag: 'slots',
    defaultText: 'chosen',
    description: 'Sequences computed at the same time',
  }),
  'engine.threads': knob(optional(wholeNumber(1, 1024)), null, {
    environment: 'KINGLET_THREADS',
    flag: 'threads',
    defaultText: 'chosen',
    description: 'Processor threads of the engine',
  }),
  'engine.gpuLayers': knob(optional(wholeNumber(0, 10_000)), null, {
    environment: 'KINGLET_GPU_LAYERS',
    flag: 'gpu-layers',
    unit: 'layers',
    defaultText: 'chosen',
    description: 'Layers of the model on the graphics card',
  }),
  'engine.kvTypeK': knob(kvType, null, {
    environment: 'KINGLET_KV_TYPE_K',
    flag: 'kv-type-k',
    defaultText: 'chosen',
    description: 'Number format of the cached keys',
  }),
  'engine.kvTypeV': knob(kvType, null, {
    environment: 'KINGLET_KV_TYPE_V',
    flag: 'kv-type-v',
    defaultText: 'chosen',
    description: 'Number format of the cached values',
  }),
  'engine.batchTokens': knob(optional(wholeNumber(1, maxInteger)), null, {
    environment: 'KINGLET_BATCH_TOKENS',
    flag: 'batch-tokens',
    unit: 'tokens',
    defaultText: 'chosen',
    description: 'Prompt tokens computed in one step',
  }),
  'engine.flashAttention': knob(choice('auto', 'on', 'off'), 'auto', {
    environment: 'KINGLET_FLASH_ATTENTION',
    flag: 'flash-attention',
    description: 'Flash attention in the engine; auto: not for small batches on a processor',
  }),
  'engine.tune': knob(choice('on', 'off', 'with-kv-types'), 'on', {
    environment: 'KINGLET_TUNE',
    flag: 'tune',
    offFlag: 'no-tune',
    description:
      'Whether threads, batch and flash attention are measured on this machine when it is idle, for the next start; KV types only with the last; `--no-tune` is off',
  }),
  'engine.furtherCallLogprob': knob(optional(number(-100, 0)), null, {
    environment: 'KINGLET_FURTHER_CALL_LOGPROB',
    flag: 'further-call-logprob',
    defaultText: 'measured for the model, else never',
    description:
      'ln of the probability of going on behind a finished call, from which on another call is asked of the model',
  }),
  'engine.leastCallLogprob': knob(optional(number(-100, 0)), null, {
    environment: 'KINGLET_LEAST_CALL_LOGPROB',
    flag: 'least-call-logprob',
    defaultText: 'measured for the model, else none',
    description:
      "Mean ln of the probability of a call's arguments, below which a model that hesitated is asked whether it meant to call at all",
  }),
  'engine.readyTimeoutSeconds': knob(seconds(1, 86_400), 300, {
    environment: 'KINGLET_READY_TIMEOUT_SECONDS',
    flag: 'ready-timeout-seconds',
    unit: 'seconds',
    description: 'How long the engine may take to load its model',
  }),
  'prefixes.kept': knob(choice('no', 'until-exit', 'across-restarts'), 'until-exit', {
    environment: 'KINGLET_PREFIXES_KEPT',
    flag: 'prefixes-kept',
    description:
      'Whether what was computed of prompts is kept outside of the engine for others that begin alike, and how long; across restarts the home holds prompts',
  }),
  'prefixes.bytes': knob(optional(sizeBytes), null, {
    environment: 'KINGLET_PREFIX_BYTES',
    flag: 'prefix-bytes',
    unit: 'bytes',
    defaultText: 'a twentieth of the memory',
    description: 'How much of it is kept',
  }),
  joinRuns: knob(choice('on', 'off'), 'on', {
    environment: 'KINGLET_JOIN_RUNS',
    flag: 'join-runs',
    description: 'Whether requests that ask the same at the same time, with temperature 0 or a seed, share one answer',
  }),
  'limits.bodyBytes': knob(sizeBytes, 32 * 1024 * 1024, {
    environment: 'KINGLET_BODY_LIMIT',
    flag: 'body-limit',
    unit: 'bytes',
    defaultText: '32MiB',
    description: 'Largest request body',
  }),
  'limits.maxOutputTokens': knob(wholeNumber(1, maxInteger), 16_384, {
    environment: 'KINGLET_MAX_OUTPUT_TOKENS',
    flag: 'max-output-tokens',
    unit: 'tokens',
    description: 'Longest answer that a request may ask for',
  }),
  'limits.queueLength': knob(wholeNumber(0, maxInteger), 256, {
    environment: 'KINGLET_QUEUE_LENGTH',
    flag: 'queue-length',
    unit: 'requests',
    description: 'Requests that may wait for a slot',
  }),
  'limits.queueSeconds': knob(seconds(0.01, 86_400), 600, {
    environment: 'KINGLET_QUEUE_SECONDS',
    flag: 'queue-seconds',
    unit: 'seconds',
    description: 'How long a request may wait for a slot; then it is a 408',
  }),
  'limits.flexQueueSeconds': knob(seconds(0.01, 86_400), 3600, {
    environment: 'KINGLET_FLEX_QUEUE_SECONDS',
    flag: 'flex-queue-seconds',
    unit: 'seconds',
    description: 'The same of requests of the tier `flex`',
  }),
  'limits.answerSeconds': knob(optional(seconds(0.01, 86_400)), null, {
    environment: 'KINGLET_ANSWER_SECONDS',
    flag: 'answer-seconds',
    unit: 'seconds',
    defaultText: 'as long as it takes',
    description: 'How long a request may take from its arrival to the end of its answer; a deployment may have its own',
  }),
  'limits.drainSeconds': knob(seconds(0, 86_400), 30, {
    environment: 'KINGLET_DRAIN_SECONDS',
    flag: 'drain-seconds',
    unit: 'seconds',
    description: 'How long open requests may take to end at shutdown',
  }),
  'safety.auditText': knob(choice('hash', 'redacted', 'none'), 'hash', {
    environment: 'KINGLET_SAFETY_AUDIT_TEXT',
    flag: 'safety-audit-text',
    description:
      'What is kept of a text that the filter found something in: its digest, also its beginning without personal data, or no row at all',
  }),
  'safety.auditDays': knob(wholeNumber(1, 36_500), 30, {
    environment: 'KINGLET_SAFETY_AUDIT_DAYS',
    flag: 'safety-audit-days',
    unit: 'days',
    description: 'How long that is kept',
  }),
  hierarchyPolicy: knob(text, 'default', {
    environment: 'KINGLET_HIERARCHY_POLICY',
    flag: 'hierarchy-policy',
    description: 'What deployments that name none do with texts that command more than they may; `off` does nothing',
  }),
  heartbeatSeconds: knob(seconds(0.01, 3600), 10, {
    environment: 'KINGLET_HEARTBEAT_SECONDS',
    flag: 'heartbeat-seconds',
    unit: 'seconds',
    description: 'Pause between the comments that keep a silent stream open',
  }),
  allowedHosts: knob(hosts, [], {
    environment: 'KINGLET_ALLOWED_HOSTS',
    flag: 'allowed-hosts',
    defaultText: 'none',
    description: 'Further Host headers to answer, comma separated',
  }),
  allowedOrigins: knob(origins, [], {
    environment: 'KINGLET_ALLOWED_ORIGINS',
    flag: 'allowed-origins',
    defaultText: 'none',
    description: 'Origins whose pages may call, comma separated',
  }),
  neutralSystemText: knob(anyText, 'You are a helpful assistant.', {
    environment: 'KINGLET_SYSTEM_TEXT',
    flag: 'system-text',
    description: 'Said to the model when the client gives no system turn; empty says nothing',
  }),
} as const;

export type KnobKey = keyof typeof knobs;
export type KnobValue<Key extends KnobKey> = (typeof knobs)[Key]['default'];
