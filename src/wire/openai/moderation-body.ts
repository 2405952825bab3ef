// In: the severities of the four harms for each input. Out: OpenAI's answer with its thirteen categories. Knows no scorer and no threshold
// of a policy.
import type { HarmSeverities } from '../../contract/analysis.ts';
import type { Severity } from '../../contract/safety.ts';

export interface ModerationAnswer {
  readonly id: string;
  readonly model: string;
  readonly results: readonly HarmSeverities[];
}

/** What is flagged, as in Azure's default policy: medium and high. */
const flaggedFrom: Severity = 4;

function least(left: Severity, right: Severity): Severity {
  return left < right ? left : right;
}

/** A category that begins at a level of the harm, by Azure's words for the levels; below it is surely not there. */
function from(level: Severity, severity: Severity): Severity {
  return severity >= level ? severity : 0;
}

/**
 * Each category by the harms that tell of it; null where none does, and then it is said to apply to nothing. Azure's hate is about groups
 * and people alike, so it stands for both of OpenAI's; where a finer category cannot be told apart it has the score of the wider one.
 */
const categories: Readonly<Record<string, (found: HarmSeverities) => Severity | null>> = {
  harassment: ({ hate }) => hate,
  'harassment/threatening': ({ hate, violence }) => least(hate, violence),
  hate: ({ hate }) => hate,
  'hate/threatening': ({ hate, violence }) => least(hate, violence),
  illicit: () => null,
  'illicit/violent': () => null,
  'self-harm': ({ selfHarm }) => selfHarm,
  'self-harm/intent': ({ selfHarm }) => selfHarm,
  'self-harm/instructions': ({ selfHarm }) => from(4, selfHarm),
  sexual: ({ sexual }) => sexual,
  'sexual/minors': ({ sexual }) => from(6, sexual),
  violence: ({ violence }) => violence,
  'violence/graphic': ({ violence }) => from(4, violence),
};

export function moderationBody({ id, model, results }: ModerationAnswer) {
  return { id, model, results: results.map(resultBody) };
}

function resultBody(found: HarmSeverities) {
  const judged = Object.entries(categories).map(([name, judge]) => ({ name, severity: judge(found) }));
  const each = <Value>(value: (severity: Severity | null) => Value) =>
    Object.fromEntries(judged.map(({ name, severity }) => [name, value(severity)]));
  return {
    flagged: judged.some(({ severity }) => (severity ?? 0) >= flaggedFrom),
    categories: each((severity) => (severity ?? 0) >= flaggedFrom),
    category_scores: each((severity) => (severity ?? 0) / 7),
    category_applied_input_types: each((severity) => (severity === null ? [] : ['text'])),
  };
}
