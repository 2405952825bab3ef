// In: nothing. Out: what tells one family of guard models from another: how it is asked, and what its answer means. Knows no service.
import type { ScoreAsk, Severity, TextScores } from '../../contract/safety.ts';

export interface GuardQuestion {
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly content: string }[];
  /** What the model's own chat template takes beside the messages; null for nothing. */
  readonly templateArguments: Readonly<Record<string, string>> | null;
  readonly maxTokens: number;
}

/** A token of the answer, and what else stood to choice there, as ln p by token. */
export interface AnsweredToken {
  readonly text: string;
  readonly alternatives: ReadonlyMap<string, number>;
}

export interface GuardAnswer {
  readonly text: string;
  /** Empty where the server gives no probabilities. */
  readonly tokens: readonly AnsweredToken[];
}

export interface GuardTemplate {
  /** The family, as the configuration names it. */
  readonly name: string;
  /** All that has to be asked of one text. */
  questions(ask: ScoreAsk): readonly GuardQuestion[];
  /** The answers to them, in their order. Null for an answer in none of the family's forms. */
  read(answers: readonly GuardAnswer[], ask: ScoreAsk): TextScores | null;
}

/**
 * The messages for one text: what users and documents say as the user's, what a model wrote as the answer to a prompt that is not shown.
 * The model's own chat template puts its task and its categories around them.
 */
export function messagesFor({ text, origin }: ScoreAsk): GuardQuestion['messages'] {
  if (origin !== 'completion') return [{ role: 'user', content: text }];
  return [
    { role: 'user', content: 'Please answer.' },
    { role: 'assistant', content: text },
  ];
}

/** Severity of what is unsafe: high where the model is sure of it, else medium; medium also where it does not tell how sure it is. */
export function unsafeSeverity(chance: number | null): Severity {
  return chance !== null && chance >= 0.9 ? 6 : 4;
}
