// In: nothing. Out: what a framework is asked to do, the same for each: go an errand with tools, answer a second question, or give an
// answer in a form.
import type { Toolbox } from './toolbox.ts';

export interface Target {
  /** Ends in /v1. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
}

export interface ErrandRun {
  readonly name: string;
  readonly route: '/v1/chat/completions' | '/v1/responses';
  /** To the framework's own end of the loop; gives its last text. */
  run(target: Target, toolbox: Toolbox): Promise<string>;
}

export interface FollowUpRun {
  readonly name: string;
  readonly route: '/v1/chat/completions' | '/v1/responses';
  /** Asks the second question behind the first and its answer, as the framework hands a history on; gives the second answer. */
  run(target: Target, questions: readonly [string, string]): Promise<string>;
}

export interface FormRun {
  readonly name: string;
  readonly route: '/v1/chat/completions' | '/v1/responses';
  /** The city and the temperature out of a sentence, as the framework's own structured answer. */
  run(target: Target, sentence: string): Promise<{ readonly city: string; readonly celsius: number }>;
}

export const maxTurns = 6;
