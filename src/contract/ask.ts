// In: nothing. Out: one complete, trusted request for a chat completion, and how to sample. Every field is present: what the
// client left out has its documented default. Knows no wire format.
import type { AnswerFormat, FunctionTool, ToolPolicy } from './tools.ts';
import type { Turn } from './turn.ts';

/** What the tokens of an answer must obey. */
export interface Constraint {
  /** In llama.cpp's grammar notation (GBNF), beginning at `root`. */
  readonly grammar: string;
  /**
   * Null: from the first token on. Otherwise patterns (ECMAScript): the grammar begins at the first group of the first that matches in
   * the text so far, and until then the answer is free.
   */
  readonly triggers: readonly string[] | null;
  /** How calls stand in the text; null where none is looked for, or nothing but the arguments of one is left to write. */
  readonly calls: CallsInText | null;
}

export interface CallsInText {
  /** Pattern (ECMAScript) of what follows the first brace of a call, up to its arguments. */
  readonly begun: string;
  /** Of one call more, from its brace on, and its closing markup; null where none may follow. Long, so written when it is asked for. */
  readonly furtherGrammar: (() => string) | null;
  /** Of an answer that does not begin with a call; null where there must be one. */
  readonly textGrammar: string | null;
}

/** Sampling as the engine shall do it. Defaults are OpenAI's. */
export interface Sampling {
  /** 0 to 2; 0 is greedy. */
  readonly temperature: number;
  /** 0 to 1, nucleus mass. */
  readonly topP: number;
  /** Only so many of the likeliest tokens are drawn from, 0 for all; null leaves it to the engine. */
  readonly topK: number | null;
  /** -2 to 2. */
  readonly presencePenalty: number;
  /** -2 to 2. */
  readonly frequencyPenalty: number;
  /** Null draws a fresh one. */
  readonly seed: number | null;
  /** A few strings; generation ends before the first that appears, which is not part of the text. */
  readonly stops: readonly string[];
  /** Token id to bias, -100 to 100. */
  readonly logitBias: ReadonlyMap<number, number>;
  /** At most this many tokens are generated; null means up to the deployment's limit and the context's end. */
  readonly maxTokens: number | null;
  /** How many likeliest tokens to tell beside each one; null tells no probabilities at all. */
  readonly topLogprobs: number | null;
}

export interface ChatAsk {
  /** The name that the client asked for; a deployment's name or alias. */
  readonly model: string;
  readonly turns: readonly Turn[];
  /** Functions on offer; empty offers none. */
  readonly tools: readonly FunctionTool[];
  readonly toolPolicy: ToolPolicy;
  readonly answerFormat: AnswerFormat;
  /** What the client expects most of the answer to be (an edited file, say); null when absent. */
  readonly prediction: string | null;
  /** Calls are told in the manner of `tools`, or in that of OpenAI's older `functions`. */
  readonly callStyle: 'tools' | 'functions';
  readonly sampling: Sampling;
  /** Which field of the request gave `sampling.maxTokens`, for faults that must name it. */
  readonly maxTokensParam: 'max_tokens' | 'max_completion_tokens' | 'max_output_tokens' | null;
  /** 1 to 128 answers to the same prompt. */
  readonly choiceCount: number;
  readonly isStream: boolean;
  /** The stream ends with a chunk that holds the usage. */
  readonly isUsageIncluded: boolean;
  /** End user id, for abuse monitoring; null when absent. */
  readonly endUser: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly isStored: boolean;
  readonly serviceTier: string | null;
}
