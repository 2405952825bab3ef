// In: nothing. Out: what an annotated answer needs to know beside its pieces. Knows no wire shape.

import { countCodePoints } from '../../base/count-code-points.ts';
import type { ChatAsk } from '../../contract/ask.ts';
import type { CompletionAsk } from '../../contract/completion-ask.ts';
import type { ApiVersion } from './api-version.ts';

export interface Annotation {
  readonly version: ApiVersion;
  readonly promptCount: number;
  /** Code points of the prompt of a choice: Azure counts offsets from the prompt's start. */
  promptCharacters(choice: number): number;
}

export function chatAnnotation({ turns }: ChatAsk, version: ApiVersion): Annotation {
  const parts = turns.flatMap((turn) => turn.parts);
  const characters = parts.reduce((sum, { text }) => sum + countCodePoints(text), 0);
  return { version, promptCount: 1, promptCharacters: () => characters };
}

/** The text of a prompt of tokens is not known here: offsets of its answers begin at the answer. */
export function completionAnnotation({ prompts, choiceCount }: CompletionAsk, version: ApiVersion): Annotation {
  const characters = prompts.map((prompt) => (prompt.kind === 'text' ? countCodePoints(prompt.text) : 0));
  return {
    version,
    promptCount: prompts.length,
    promptCharacters: (choice) => characters[Math.floor(choice / choiceCount)] ?? 0,
  };
}
