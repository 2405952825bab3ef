// In: several scorers. Out: one, whose judgement is the worst of theirs; those that see more are asked about what the others do not clear, and
// those that are costly only where all before them are not sure. Knows no policy.
import { Fault } from '../contract/fault.ts';
import {
  detectionKinds,
  harmCategories,
  type ScoreAsk,
  type Severity,
  type TextScorer,
  type TextScores,
} from '../contract/safety.ts';
import { joinScores } from './findings.ts';
import { failedScorersOf, type IncompleteScores, withFailures } from './incomplete-scores.ts';
import { scoreAll } from './score-all.ts';

export interface PanelMember {
  readonly scorer: TextScorer;
  /**
   * `always`; for finished texts that those do not call clear or that are asked about thoroughly, and then what it says holds instead of theirs
   * (`unless-clear`); or only for texts in which the members before it found something, but nothing beyond doubt (`when-unsure`).
   */
  readonly isAsked: 'always' | 'unless-clear' | 'when-unsure';
}

/**
 * The panel's scores may be `IncompleteScores`: a member that fails is named there, and what the others found counts. When no member that is
 * always asked can answer, the first one's Fault is thrown. One that fails where others were unsure leaves their doubt as it is.
 */
export interface Panel extends TextScorer {
  score(asks: readonly ScoreAsk[], signal: AbortSignal): Promise<readonly (TextScores | IncompleteScores)[]>;
}

/** Fault `config_invalid` when nobody is always asked: then nobody would ever be. */
export function createPanel(members: readonly PanelMember[]): Panel {
  const always = members.filter(({ isAsked }) => isAsked === 'always');
  const closer = members.filter(({ isAsked }) => isAsked === 'unless-clear');
  const costly = members.filter(({ isAsked }) => isAsked === 'when-unsure');
  if (always.length === 0)
    throw new Fault('config_invalid', 'A panel of scorers needs one that is always asked, to be unsure of something.');
  return {
    tellsClear: always.every(({ scorer }) => scorer.tellsClear === true),
    id: members.map(({ scorer }) => scorer.id).join('+'),
    get version() {
      return members.map(({ scorer, isAsked }) => `${scorer.id}@${scorer.version}/${isAsked}`).join('+');
    },
    score: async (asks, signal) => {
      const first = await Promise.all(always.map(({ scorer }) => answerOf(scorer, asks, signal)));
      const answers = first.filter((answer) => answer.kind === 'scores');
      const failures = first.filter((answer) => answer.kind === 'failure');
      const [failure] = failures;
      if (answers.length === 0 && failure !== undefined) throw failure.fault;
      const failed = failures.map(({ scorerId }) => scorerId);
      const scores = asks.map((_, index) =>
        withFailures(joinAll(answers.map((answer) => answer.scores[index] ?? {})), failed),
      );
      for (const { scorer } of closer) await look(scorer, { asks, scores }, signal, closerLook);
      for (const { scorer } of costly) await look(scorer, { asks, scores }, signal, settledDoubt);
      return scores;
    },
  };
}

type Answer =
  | { readonly kind: 'scores'; readonly scores: readonly TextScores[] }
  | { readonly kind: 'failure'; readonly scorerId: string; readonly fault: Fault };

async function answerOf(scorer: TextScorer, asks: readonly ScoreAsk[], signal: AbortSignal): Promise<Answer> {
  try {
    return { kind: 'scores', scores: await scoreAll(scorer, asks, signal) };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (!(error instanceof Fault)) throw error;
    return { kind: 'failure', scorerId: scorer.id, fault: error };
  }
}

interface Round {
  readonly asks: readonly ScoreAsk[];
  /** By the asks' places; changed in place. */
  readonly scores: (TextScores | IncompleteScores)[];
}

interface Look {
  isNeeded(ask: ScoreAsk, before: TextScores): boolean;
  joined(before: TextScores, seen: TextScores): TextScores;
}

/** What is still being written is looked at when it is a sentence: until then it matters only whether it is clear. */
const closerLook: Look = {
  isNeeded: ({ isThorough, isUnfinished }, { isClear }) =>
    isThorough === true || (isClear !== true && isUnfinished !== true),
  joined: ({ harms, detections, ...before }, seen) => ({
    ...before,
    harms: { ...harms, ...seen.harms },
    detections: { ...detections, ...seen.detections },
  }),
};

const settledDoubt: Look = { isNeeded: (_ask, before) => isUnsure(before), joined: decided };

async function look(
  scorer: TextScorer,
  { asks, scores }: Round,
  signal: AbortSignal,
  { isNeeded, joined }: Look,
): Promise<void> {
  const chosen = asks.flatMap((ask, index) => (isNeeded(ask, scores[index] ?? {}) ? [{ ask, index }] : []));
  if (chosen.length === 0) return;
  const answer = await answerOf(
    scorer,
    chosen.map(({ ask }) => ask),
    signal,
  );
  for (const [place, { index }] of chosen.entries()) {
    const before = scores[index] ?? {};
    const failed = failedScorersOf(before);
    scores[index] =
      answer.kind === 'failure'
        ? withFailures(before, [...failed, answer.scorerId])
        : withFailures(joined(before, answer.scores[place] ?? {}), failed);
  }
}

function joinAll(answers: readonly TextScores[]): TextScores {
  const [first = {}, ...others] = answers;
  return others.reduce<TextScores>(joinScores, first);
}

/** Who was asked because the others doubted decides what they doubted, if it looks for that. Of all else the worst counts. */
function decided(first: TextScores, second: TextScores): TextScores {
  const { harms, detections, pages, citations = [] } = joinScores(first, second);
  const decidedHarms = { ...harms };
  for (const category of harmCategories) {
    const severity = second.harms?.[category];
    if (severity !== undefined && isDoubtfulSeverity(first.harms?.[category])) decidedHarms[category] = severity;
  }
  const decidedDetections = { ...detections };
  for (const kind of detectionKinds) {
    const chance = second.detections?.[kind];
    if (chance !== undefined && isDoubtfulChance(first.detections?.[kind])) decidedDetections[kind] = chance;
  }
  return {
    harms: decidedHarms,
    detections: decidedDetections,
    ...(pages === undefined ? {} : { pages }),
    ...(citations.length === 0 ? {} : { citations }),
  };
}

/** Pages are no reason: who judges them looks at more of a page than anybody asked again would. */
function isUnsure({ harms = {}, detections = {} }: TextScores): boolean {
  return (
    harmCategories.some((category) => isDoubtfulSeverity(harms[category])) ||
    detectionKinds.some((kind) => isDoubtfulChance(detections[kind]))
  );
}

function isDoubtfulSeverity(severity: Severity | undefined): boolean {
  return severity !== undefined && severity > 0 && severity < 6;
}

function isDoubtfulChance(chance: number | undefined): boolean {
  return chance !== undefined && chance > 0.2 && chance < 0.9;
}
