// In: what a request brings along: the tools it offers, how many answers of tools it has, the form it asks for. Out: the turn that a good
// model would take next.
import { celsiusInRome } from './toolbox.ts';

export type ScriptedTurn =
  | { readonly kind: 'call'; readonly name: string; readonly argumentsText: string }
  | { readonly kind: 'text'; readonly text: string };

export interface Situation {
  /** Empty where the request forbids calls. */
  readonly offered: readonly string[];
  readonly toolAnswers: number;
  readonly hasForm: boolean;
  readonly forcedTool: string | null;
}

export const lastText = 'I told Ada that it is 31 degrees in Rome.';
export const reportText = JSON.stringify({ city: 'Rome', celsius: celsiusInRome });

const steps = [
  { name: 'get_weather', argumentsText: '{"city":"Rome"}' },
  { name: 'send_message', argumentsText: '{"to":"Ada","text":"It is 31 degrees in Rome."}' },
];

export function scriptedTurn({ offered, toolAnswers, hasForm, forcedTool }: Situation): ScriptedTurn {
  if (forcedTool !== null) return { kind: 'call', name: forcedTool, argumentsText: reportText };
  if (hasForm) return { kind: 'text', text: reportText };
  const step = steps[toolAnswers];
  if (step !== undefined && offered.includes(step.name)) return { kind: 'call', ...step };
  return { kind: 'text', text: lastText };
}

/** So that a client has to put them together again. */
export function inThirds(text: string): readonly string[] {
  const size = Math.ceil(text.length / 3);
  return [text.slice(0, size), text.slice(size, 2 * size), text.slice(2 * size)];
}
