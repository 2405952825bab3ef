// In: texts, whose words they are, and a policy. Out: what was found in them all, and the verdict. A scorer that fails makes a verdict that
// says so, beside what others of its panel found. Knows no turn, no stream and no wire format.
import { Fault } from '../contract/fault.ts';
import type {
  BlocklistMatch,
  ContentPolicy,
  ScoreAsk,
  ScreenedSource,
  TextScorer,
  Verdict,
} from '../contract/safety.ts';
import { blackOut } from './black-out.ts';
import { type Findings, joinFindings, noFindings, type PersonalDataSpan } from './findings.ts';
import type { TailWatch } from './held-text.ts';
import { failedScorersOf } from './incomplete-scores.ts';
import { judgeFindings } from './judge-findings.ts';
import { scoreAll } from './score-all.ts';
import { isScored } from './screened-rules.ts';

export interface FilterPorts {
  readonly scorer: TextScorer;
  /** Which items of the lists stand in the text; lists that are not there have none. */
  matchBlocklists(text: string, names: readonly string[], signal: AbortSignal): Promise<readonly BlocklistMatch[]>;
  findPersonalData(text: string, signal: AbortSignal): Promise<readonly PersonalDataSpan[]>;
  /** Over a text that comes in pieces: for items of these lists, and for personal data where it is looked for. */
  watchTail(listNames: readonly string[], isPersonalDataFound: boolean): TailWatch | null;
}

export interface Screening {
  readonly verdict: Verdict;
  /** For each text: itself, or itself with personal data blacked out where the policy redacts. */
  readonly texts: readonly string[];
  /** Nothing was found in them, nor anything near it, by scorers that tell this. */
  readonly isClear: boolean;
}

/** What Azure says in the place of findings. */
const failureOf = { code: 'content_filter_error', message: 'The contents are not filtered' } as const;

export async function screenTexts(
  asks: readonly ScoreAsk[],
  source: ScreenedSource,
  policy: ContentPolicy,
  ports: FilterPorts,
  signal: AbortSignal,
): Promise<Screening> {
  const rules = policy.rules[source];
  const listNames = rules.blocklists.map(({ name }) => name);
  const own = await Promise.all(
    asks.map(
      async ({ text }): Promise<Findings> => ({
        ...noFindings,
        matches: listNames.length === 0 ? [] : await ports.matchBlocklists(text, listNames, signal),
        personalData: rules.personalData === 'off' ? [] : await ports.findPersonalData(text, signal),
      }),
    ),
  );
  const texts = asks.map(({ text }, index) =>
    rules.personalData === 'redact' ? blackOut(text, own[index]?.personalData ?? []) : text,
  );
  let findings = own.reduce(joinFindings, noFindings);
  let failure: Verdict['failure'] = null;
  if (isScored(rules) && asks.length > 0) {
    try {
      const scores = await scoreAll(ports.scorer, asks, signal);
      for (const { harms = {}, detections = {}, citations = [], isClear = false } of scores)
        findings = joinFindings(findings, { ...noFindings, harms, detections, citations, isClear });
      if (scores.some((found) => failedScorersOf(found).length > 0)) failure = failureOf;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (!(error instanceof Fault)) throw error;
      failure = failureOf;
    }
  }
  const redactedText = texts.join('\n');
  const isClear =
    findings.isClear && findings.matches.length === 0 && findings.personalData.length === 0 && failure === null;
  return { verdict: judgeFindings({ source, findings, redactedText, failure }, policy), texts, isClear };
}
