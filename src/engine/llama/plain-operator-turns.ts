// In: a conversation in which the operator speaks, for a template with no place for that, or with one at the top only. Out: the same with the
// operator's words in turns that the template takes. Pure.
import { isOperatorTurn, type Turn } from '../../contract/turn.ts';
import type { OperatorTraits } from './template-traits.ts';

const lateHeading = 'From the application, not from the user:';

export function plainOperatorTurns(turns: readonly Turn[], traits: OperatorTraits): readonly Turn[] {
  const told: Turn[] = [];
  /** Words behind an assistant's, which go before those of the user's next turn: many templates want them to take turns. */
  let waiting: string[] = [];
  for (const [index, turn] of turns.entries()) {
    if (isOperatorTurn(turn) && !(index === 0 ? traits.takesSystem : traits.takesLaterSystem)) {
      const text = textOf(turn);
      if (text === '') continue;
      const said = index === 0 ? text : `${lateHeading}\n${text}`;
      const previous = told.at(-1);
      if (previous?.role === 'user') told[told.length - 1] = withTextBehind(previous, said);
      else waiting.push(said);
      continue;
    }
    if (waiting.length === 0) told.push(turn);
    else if (turn.role === 'user') told.push(withTextBefore(turn, waiting));
    else told.push(userTurn(waiting), turn);
    waiting = [];
  }
  return waiting.length === 0 ? told : [...told, userTurn(waiting)];
}

function textOf({ parts }: Turn): string {
  return parts.map(({ text }) => text).join('\n');
}

function withTextBefore(turn: Turn, texts: readonly string[]): Turn {
  return { ...turn, parts: [{ kind: 'text', text: `${texts.join('\n\n')}\n` }, ...turn.parts] };
}

function withTextBehind(turn: Turn, text: string): Turn {
  return { ...turn, parts: [...turn.parts, { kind: 'text', text: `\n\n${text}` }] };
}

function userTurn(texts: readonly string[]): Turn {
  return {
    role: 'user',
    parts: [{ kind: 'text', text: texts.join('\n\n') }],
    name: null,
    toolCalls: [],
    toolCallId: null,
  };
}
