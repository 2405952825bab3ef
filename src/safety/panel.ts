// In: several scorers. Out: one, whose judgement is the worst of theirs; those that are costly are only asked where the others are not
// sure. Knows no policy.
import { harmCategories, type ScoreAsk, type TextScorer, type TextScores } from '../contract/safety.ts';
import { joinScores } from './findings.ts';

export interface PanelMember {
  readonly scorer: TextScorer;
  /** `always`, or only for texts in which the members before it found something, but nothing beyond doubt. */
  readonly isAsked: 'always' | 'when-unsure';
}

/** Fails when a member fails that was asked. */
export function createPanel(members: readonly PanelMember[]): TextScorer {
  return {
    id: members.map(({ scorer }) => scorer.id).join('+'),
    get version() {
      return members.map(({ scorer, isAsked }) => `${scorer.id}@${scorer.version}/${isAsked}`).join('+');
    },
    score: async (asks, signal) => {
      const always = members.filter(({ isAsked }) => isAsked === 'always');
      const costly = members.filter(({ isAsked }) => isAsked === 'when-unsure');
      const first = await Promise.all(always.map(({ scorer }) => scorer.score(asks, signal)));
      const scores = asks.map((_, index) => joinAll(first.map((answers) => answers[index] ?? {})));
      for (const { scorer } of costly) {
        const unsure = asks.flatMap((ask, index) => (isUnsure(scores[index] ?? {}) ? [{ ask, index }] : []));
        if (unsure.length === 0) continue;
        const seconds = await scorer.score(
          unsure.map(({ ask }): ScoreAsk => ask),
          signal,
        );
        // Who was asked because the others doubted decides.
        for (const [place, { index }] of unsure.entries())
          scores[index] = decided(scores[index] ?? {}, seconds[place] ?? {});
      }
      return scores;
    },
  };
}

function joinAll(answers: readonly TextScores[]): TextScores {
  return answers.reduce<TextScores>((joined, answer) => joinScores(joined, answer), {});
}

function decided(first: TextScores, second: TextScores): TextScores {
  return {
    harms: { ...first.harms, ...second.harms },
    detections: { ...first.detections, ...second.detections },
  };
}

function isUnsure({ harms = {}, detections = {} }: TextScores): boolean {
  const isBetween = harmCategories.some((category) => {
    const severity = harms[category] ?? 0;
    return severity > 0 && severity < 6;
  });
  return isBetween || Object.values(detections).some((chance) => chance > 0.2 && chance < 0.9);
}
