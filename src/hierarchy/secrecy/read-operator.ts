// In: the operator's texts of a conversation and its canary. Out: what they keep secret, made ready to be looked for. It is the same in every request
// of a deployment, so it can be remembered. Knows no user and no answer.
import type { LeastRecentlyUsed } from '../../base/least-recently-used.ts';
import { findSecrets } from './find-secrets.ts';
import { findToldStretches } from './find-told-stretches.ts';
import { PromptIndex } from './prompt-index.ts';
import { formsOf, type SecretForms } from './secret-forms.ts';
import { type WeighedWord, weighWords } from './weigh-sentences.ts';

export interface OperatorReading {
  /** The canary first, where there is one. */
  readonly secrets: readonly string[];
  readonly forms: SecretForms;
  readonly words: readonly WeighedWord[];
  /** Of the words with these weights. */
  readonly index: PromptIndex;
}

export type ReadOperator = (operator: string, canary: string | null) => OperatorReading;

export const readOperator: ReadOperator = (operator, canary) => {
  const secrets = [...(canary === null ? [] : [canary]), ...findSecrets(operator)];
  const words = weighWords(operator, findToldStretches(operator));
  return { secrets, forms: formsOf(secrets), words, index: new PromptIndex(words) };
};

/** The memory's sizes are in characters of the operator's texts; what is kept of one takes about 150 bytes for each. */
export function rememberingReader(memory: LeastRecentlyUsed<OperatorReading>): ReadOperator {
  return (operator, canary) => {
    const key = `${canary ?? ''}\0${operator}`;
    const known = memory.get(key);
    if (known !== undefined) return known;
    const reading = readOperator(operator, canary);
    memory.set(key, reading, key.length);
    return reading;
  };
}
