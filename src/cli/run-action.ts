// In: the words behind a command that has several actions, and those actions. Out: the one that is named, run; words to the operator where
// none is. Knows no action.
import { didYouMean } from '../config/did-you-mean.ts';
import type { CommandContext } from './command.ts';

export interface Action {
  /** Behind the action's name in the usage line. */
  readonly wordsUsage: string;
  readonly wordCount: { readonly least: number; readonly most: number };
  run(words: readonly string[], context: CommandContext): Promise<void>;
}

export async function runAction(
  command: string,
  actions: Readonly<Record<string, Action>>,
  context: CommandContext,
): Promise<number> {
  const [name = 'list', ...words] = context.words;
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action === undefined) {
    const known = Object.keys(actions);
    const suggestion = didYouMean(name, known) || `; it is one of ${known.join(', ')}.`;
    context.terminal.say(`kinglet: ${command} has no action ${name}${suggestion} Try: kinglet ${command} --help`);
    return 2;
  }
  const { least, most } = action.wordCount;
  if (words.length < least || words.length > most) {
    const usage = `kinglet ${command} ${name} ${action.wordsUsage}`.trimEnd();
    context.terminal.say(`kinglet: usage: ${usage}. Try: kinglet ${command} --help`);
    return 2;
  }
  await action.run(words, context);
  return 0;
}
