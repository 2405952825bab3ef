// In: a text, and what of it is ungrounded. Out: the text with these statements written anew by the model; null where there are none. A
// statement whose correction comes to nothing is left out. Knows no source.
import type { UngroundedClaim } from './judge-grounding.ts';
import { correctionQuestion } from './judge-prompts.ts';
import type { ModelJudge } from './model-judge.ts';

const correctionTokens = 200;

export async function correctText(
  text: string,
  ungrounded: readonly UngroundedClaim[],
  judge: ModelJudge,
  signal: AbortSignal,
): Promise<string | null> {
  if (ungrounded.length === 0) return null;
  const characters = Array.from(text);
  const parts: string[] = [];
  let at = 0;
  for (const { span, question } of ungrounded) {
    parts.push(
      characters.slice(at, span.start).join(''),
      await judge.write(correctionQuestion(question), correctionTokens, signal),
    );
    at = span.end;
  }
  return [...parts, characters.slice(at).join('')].join('');
}
