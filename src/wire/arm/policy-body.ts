// In: a policy, the account that it is asked of and the version. Out: the raiPolicy as Azure writes it, with every filter.
import type { ContentPolicy, ScreenedSource, SeverityThreshold, SourceRules } from '../../contract/safety.ts';
import { type ContentFilter, contentFilters, sourceNames } from './filters.ts';

const levels: Readonly<Record<SeverityThreshold, string>> = { low: 'Low', medium: 'Medium', high: 'High' };
const modes = {
  old: { buffered: 'Default', asynchronous: 'Deferred' },
  new: { buffered: 'Blocking', asynchronous: 'Asynchronous_filter' },
} as const;
const sources: readonly ScreenedSource[] = ['prompt', 'completion'];

export function policyBody(policy: ContentPolicy, scope: string, apiVersion: string): object {
  const { name, basePolicyName, rules } = policy;
  return {
    id: `${scope}/raiPolicies/${name}`,
    name,
    type: 'Microsoft.CognitiveServices/accounts/raiPolicies',
    properties: {
      type: policy.isSystemManaged ? 'SystemManaged' : 'UserManaged',
      mode: modes[apiVersion < '2025' ? 'old' : 'new'][policy.streamMode],
      ...(basePolicyName === null ? {} : { basePolicyName }),
      contentFilters: sources.flatMap((source) =>
        contentFilters
          .filter((filter) => filter.sources.includes(source))
          .map((filter) => filterBody(filter, source, rules[source])),
      ),
      customBlocklists: sources.flatMap((source) =>
        rules[source].blocklists.map((list) => ({
          blocklistName: list.name,
          blocking: list.isBlocking,
          source: sourceNames[source],
        })),
      ),
      onClassifierFailure: policy.onScorerFailure === 'closed' ? 'Closed' : 'Open',
    },
  };
}

function filterBody({ name, target }: ContentFilter, source: ScreenedSource, rules: SourceRules): object {
  const named = { name, source: sourceNames[source] };
  switch (target.kind) {
    case 'harm': {
      const { isEnabled, isBlocking, threshold } = rules.harms[target.category];
      return { ...named, enabled: isEnabled, blocking: isBlocking, severityThreshold: levels[threshold] };
    }
    case 'detection': {
      const { isEnabled, isBlocking } = rules.detections[target.detection];
      return { ...named, enabled: isEnabled, blocking: isBlocking };
    }
    case 'answer-check': {
      const { isEnabled = false, isBlocking = false } = rules.answerChecks?.[target.check] ?? {};
      return { ...named, enabled: isEnabled, blocking: isBlocking };
    }
    case 'personal-data': {
      const action = { off: 'NONE', annotate: 'ANNOTATING', redact: 'REDACTING', block: 'BLOCKING' }[
        rules.personalData
      ];
      return { ...named, enabled: rules.personalData !== 'off', blocking: rules.personalData === 'block', action };
    }
    default:
      return target satisfies never;
  }
}

/** The catalogue of filters, at a location. A filter of both sources stands there once for each. */
export function filterCatalogue(scope: string): readonly { readonly name: string; readonly body: object }[] {
  return contentFilters.flatMap((filter) =>
    filter.sources.map((source) => {
      const suffix = filter.sources.length > 1 ? sourceNames[source] : '';
      const name = `${filter.name.replaceAll(' ', '')}${suffix}`;
      return {
        name,
        body: {
          id: `${scope}/raiContentFilters/${name}`,
          name,
          type: 'Microsoft.CognitiveServices/locations/raiContentFilters',
          properties: {
            name: filter.name,
            isMultiLevelFilter: filter.target.kind === 'harm',
            source: sourceNames[source],
          },
        },
      };
    }),
  );
}
