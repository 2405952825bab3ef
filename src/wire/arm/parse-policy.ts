// In: what JSON.parse made of the body of a raiPolicy, and its name. Out: a draft over its base, or a Fault that names the member. Which
// bases and lists there are is checked by those who know them.
import { Fault } from '../../contract/fault.ts';
import type { PolicyDraft, SourceDraft } from '../../contract/policy-draft.ts';
import type {
  BlocklistRule,
  DetectionRule,
  HarmRule,
  PersonalDataAction,
  ScreenedSource,
  SeverityThreshold,
} from '../../contract/safety.ts';
import { readWithSchema } from '../openai/read-with-schema.ts';
import { type ContentFilter, findFilter, sourceNames } from './filters.ts';
import { type PolicyProperties, policySchema } from './policy-schema.ts';

type GivenFilter = NonNullable<PolicyProperties['contentFilters']>[number];
type Writable<Rules> = { -readonly [Key in keyof Rules]: Rules[Key] };

interface SourceBuilder {
  readonly harms: Writable<NonNullable<SourceDraft['harms']>>;
  readonly detections: Writable<NonNullable<SourceDraft['detections']>>;
  readonly answerChecks: Writable<NonNullable<SourceDraft['answerChecks']>>;
  personalData: PersonalDataAction | undefined;
  blocklists: BlocklistRule[] | undefined;
}

const thresholds = { Low: 'low', Medium: 'medium', High: 'high' } as const;
const streamModes = {
  Default: 'buffered',
  Blocking: 'buffered',
  Deferred: 'asynchronous',
  Asynchronous_filter: 'asynchronous',
} as const;

export function parsePolicy(received: unknown, name: string): PolicyDraft {
  const { properties } = readWithSchema(policySchema, received);
  const newSource = (): SourceBuilder => ({
    harms: {},
    detections: {},
    answerChecks: {},
    personalData: undefined,
    blocklists: undefined,
  });
  const rules = { prompt: newSource(), completion: newSource() };
  for (const [index, filter] of (properties.contentFilters ?? []).entries())
    applyFilter(filter, rules, `properties.contentFilters[${index}]`);
  for (const source of ['prompt', 'completion'] as const) rules[source].blocklists = blocklistsOf(properties, source);
  return {
    name,
    basePolicyName: properties.basePolicyName ?? 'Microsoft.DefaultV2',
    rules,
    streamMode: properties.mode ? streamModes[properties.mode] : undefined,
    onScorerFailure:
      properties.onClassifierFailure === 'Closed' ? 'closed' : properties.onClassifierFailure ? 'open' : undefined,
  };
}

function applyFilter(given: GivenFilter, rules: Record<ScreenedSource, SourceBuilder>, param: string): void {
  const filter = findFilter(given.name);
  const sources = filter === null ? [] : sourcesOf(given, filter);
  if (filter === null || sources.length === 0) {
    // What is off may be of any kind: policies are carried over from Azure.
    if (given.enabled === false) return;
    const where = filter === null ? '' : ` for the source '${given.source}'`;
    const message = `There is no filter '${given.name}'${where} here, so it cannot be on.`;
    throw new Fault('invalid_value', message, { param: `${param}.${filter === null ? 'name' : 'source'}` });
  }
  for (const source of sources) setRule(given, filter, rules[source]);
}

function sourcesOf(given: GivenFilter, filter: ContentFilter): readonly ScreenedSource[] {
  const named = given.source;
  if (named === undefined || named === null) return filter.sources;
  return filter.sources.filter((source) => sourceNames[source].toLowerCase() === named.toLowerCase());
}

function setRule(given: GivenFilter, { target }: ContentFilter, rules: SourceBuilder): void {
  const rule: Partial<DetectionRule> = {
    ...(typeof given.enabled === 'boolean' ? { isEnabled: given.enabled } : {}),
    ...blockingOf(given),
  };
  if (target.kind === 'personal-data') {
    rules.personalData = personalDataOf(given);
  } else if (target.kind === 'answer-check') {
    rules.answerChecks[target.check] = rule;
  } else if (target.kind === 'detection') {
    rules.detections[target.detection] = rule;
  } else {
    const level = given.severityThreshold ?? given.allowedContentLevel;
    const threshold: SeverityThreshold | undefined = level ? thresholds[level] : undefined;
    const harm: Partial<HarmRule> = threshold === undefined ? rule : { ...rule, threshold };
    rules.harms[target.category] = harm;
  }
}

/** `action` says it where `blocking` does not. */
function blockingOf({ blocking, action }: GivenFilter): Partial<DetectionRule> {
  if (typeof blocking === 'boolean') return { isBlocking: blocking };
  if (action === 'BLOCKING' || action === 'ANNOTATING') return { isBlocking: action === 'BLOCKING' };
  return {};
}

function personalDataOf(given: GivenFilter): PersonalDataAction {
  if (given.enabled === false) return 'off';
  if (given.action === 'REDACTING') return 'redact';
  return blockingOf(given).isBlocking === true ? 'block' : 'annotate';
}

/** Undefined where the policy says nothing of lists, which leaves those of the base. */
function blocklistsOf(properties: PolicyProperties, source: ScreenedSource): BlocklistRule[] | undefined {
  const ofSource = source === 'prompt' ? properties.promptBlocklists : properties.completionBlocklists;
  const { customBlocklists } = properties;
  if ((ofSource ?? null) === null && (customBlocklists ?? null) === null) return undefined;
  const named = (customBlocklists ?? []).filter((list) => (list.source ?? sourceNames[source]) === sourceNames[source]);
  return [...named, ...(ofSource ?? [])].map(({ blocklistName, blocking }) => ({
    name: blocklistName,
    isBlocking: blocking ?? true,
  }));
}
