// In: a conversation and the lead's canary. Out: what its answers must not tell, made ready to be looked for. Knows no answer.
import type { Turn, TurnRole } from '../../contract/turn.ts';
import type { IsSecret } from './needle-scan.ts';
import { operatorWords } from './operator-words.ts';
import type { OperatorWords } from './overlap-scan.ts';
import { type ReadOperator, readOperator } from './read-operator.ts';
import { SaidTexts } from './said-texts.ts';
import type { SecretForms } from './secret-forms.ts';

export interface GuardedConversation {
  readonly turns: readonly Turn[];
  /** Said above all turns; null says nothing. */
  readonly platformText: string | null;
  /** A string that no answer may tell, whoever said it. */
  readonly canary: string | null;
}

export interface SecrecyRules {
  readonly forms: SecretForms;
  readonly isSecret: IsSecret;
  /** Null where too few words are there to repeat. */
  readonly words: OperatorWords | null;
  /** What the assistant said before, in order; the last `historyLength` units of it. */
  readonly history: readonly string[];
}

/** UTF-16 units. */
const historyLength = 16_000;
const operatorRoles: readonly TurnRole[] = ['system', 'developer'];
const saidRoles: readonly TurnRole[] = ['user', 'tool', 'function'];

/** Null where there is nothing to keep. */
export function secrecyRules(
  { turns, platformText, canary }: GuardedConversation,
  read: ReadOperator = readOperator,
): SecrecyRules | null {
  const ofRoles = (roles: readonly TurnRole[]) => turns.filter(({ role }) => roles.includes(role)).flatMap(textsOf);
  const operator = [...(platformText === null ? [] : [platformText]), ...ofRoles(operatorRoles)].join('\n\n');
  const reading = read(operator, canary);
  const { secrets, forms } = reading;
  const said = new SaidTexts(ofRoles(saidRoles));
  const words = operatorWords(reading, said);
  if (secrets.length === 0 && words === null) return null;
  const isSaid = new Map<number, boolean>();
  const isSecret: IsSecret = ({ secret }) => {
    if (secret === 0 && canary !== null) return true;
    const known = isSaid.get(secret) ?? said.says(secrets[secret] ?? '');
    isSaid.set(secret, known);
    return !known;
  };
  return {
    forms,
    isSecret,
    words,
    history: lastOf(turns.filter(({ role }) => role === 'assistant').map((turn) => textsOf(turn).join('\n'))),
  };
}

function textsOf({ parts, toolCalls }: Turn): readonly string[] {
  return [...parts.map(({ text }) => text), ...toolCalls.map(({ argumentsJson }) => argumentsJson)];
}

function lastOf(texts: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let room = historyLength;
  for (const text of texts.toReversed()) {
    if (room <= 0) break;
    kept.unshift(text.slice(-room));
    room -= text.length;
  }
  return kept;
}
