// In: what a judge shall say. Out: a judge that says it and remembers what it was asked, and a finder of attacks that knows one word. Knows no
// model.
import type { Turn } from '../../contract/turn.ts';
import type { GroundingPorts } from './model-judge.ts';

export interface ScriptedJudge extends GroundingPorts {
  /** The user's turn of each question of yes or no. */
  readonly questions: readonly string[];
}

export const never = new AbortController().signal;

export function turnOf(role: Turn['role'], text: string): Turn {
  return { role, parts: [{ kind: 'text', text }], name: null, toolCalls: [], toolCallId: null };
}

/** Sentences with INJECTED in them are attacks. */
export function scriptedJudge(shareOf: (question: string) => number, written = ''): ScriptedJudge {
  const questions: string[] = [];
  return {
    questions,
    judge: {
      shareOfYes: async (turns) => {
        const question = turns.at(-1)?.parts[0]?.text ?? '';
        questions.push(question);
        return shareOf(question);
      },
      write: async () => written,
    },
    findAttacks: async (texts) => texts.map((text) => text.includes('INJECTED')),
  };
}

/** What stands behind `Statement:` in a question. */
export function statementOf(question: string): string {
  return String(JSON.parse(/^Statement: (.*)$/m.exec(question)?.[1] ?? '""'));
}
