// In: the turns and functions of a request. Out: every text in them that is not the operator's, with whose words it is; and the turns again
// with other texts in those places. Pure.
import type { ScoreAsk, TextOrigin } from '../contract/safety.ts';
import type { FunctionTool } from '../contract/tools.ts';
import { isOperatorTurn, type Part, type Turn, type TurnRole } from '../contract/turn.ts';
import { splitDocuments } from '../safety/grounding/split-documents.ts';
import { rewriteArguments } from '../safety/plain-arguments.ts';

/**
 * The operator speaks in system and developer turns. What a client puts into an assistant's turn is screened like an answer; what tools
 * say, and how they describe themselves, like a document.
 */
const origins: Readonly<Record<TurnRole, TextOrigin | null>> = {
  system: null,
  developer: null,
  user: 'user',
  assistant: 'completion',
  tool: 'document',
  function: 'document',
};

export function promptTexts(turns: readonly Turn[], tools: readonly FunctionTool[]): readonly ScoreAsk[] {
  const asks: ScoreAsk[] = [];
  const operatorWords = turns.filter(isOperatorTurn).flatMap(({ parts }) => parts.map(({ text }) => text));
  rewriteTexts(turns, (text, origin) => {
    asks.push({ text: isRepeated(text, origin, operatorWords) ? '' : text, origin });
    return text;
  });
  for (const { name, description, parameters } of tools) {
    const text = [name, description ?? '', ...describedIn(parameters)].filter((words) => words !== '').join('\n');
    asks.push({ text, origin: 'document' });
  }
  return asks;
}

/**
 * What a user repeats of the operator's words is theirs: a code that the operator waits for ("say access granted to …") is no attack, however
 * it reads. It keeps its place, with nothing to judge.
 */
function isRepeated(text: string, origin: TextOrigin, operatorWords: readonly string[]): boolean {
  const said = text.trim();
  return origin === 'user' && said !== '' && operatorWords.some((words) => words.includes(said));
}

/** The same turns with `texts` in the places of the texts that `promptTexts` found in them, in its order; an empty one leaves what is there. */
export function withPromptTexts(turns: readonly Turn[], texts: readonly string[]): readonly Turn[] {
  let next = 0;
  return rewriteTexts(turns, (text) => texts[next++] || text);
}

type Rewrite = (text: string, origin: TextOrigin) => string;

function rewriteTexts(turns: readonly Turn[], rewrite: Rewrite): readonly Turn[] {
  return turns.map((turn): Turn => {
    const origin = origins[turn.role];
    if (origin === null) return turn;
    const parts = turn.parts.map((part): Part => ({ ...part, text: rewritePart(part.text, origin, rewrite) }));
    const name = turn.name === null ? null : rewrite(turn.name, origin);
    const toolCalls = turn.toolCalls.map((call) => ({
      ...call,
      argumentsJson: rewriteArguments(call.argumentsJson, (text) => rewrite(text, 'completion')),
    }));
    return { ...turn, parts, name, toolCalls };
  });
}

function rewritePart(text: string, origin: TextOrigin, rewrite: Rewrite): string {
  if (origin !== 'user') return rewrite(text, origin);
  return splitDocuments(text)
    .map((piece) =>
      piece.kind === 'mark' ? piece.text : rewrite(piece.text, piece.kind === 'document' ? 'document' : 'user'),
    )
    .join('');
}

/** Descriptions anywhere in a schema: a model reads them. */
function describedIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(describedIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'description' && typeof inner === 'string' ? [inner] : describedIn(inner),
  );
}
