// In: nothing. Out: the shape of a conversation inside the service. Knows no wire format and no chat template.

/** What the wire claims about who speaks. The claim gets its authority elsewhere. `function` is OpenAI's old name for a tool's answer. */
export type TurnRole = 'system' | 'developer' | 'user' | 'assistant' | 'tool' | 'function';

/** Whether it is the operator's word, which other turns may not overrule. */
export function isOperatorTurn({ role }: Pick<Turn, 'role'>): boolean {
  return role === 'system' || role === 'developer';
}

/** Whether a tool said it: data, whoever wrote it. */
export function isToolTurn({ role }: Pick<Turn, 'role'>): boolean {
  return role === 'tool' || role === 'function';
}

export interface TextPart {
  readonly kind: 'text';
  readonly text: string;
}

/** A refusal that an assistant turn of the history carries. */
export interface RefusalPart {
  readonly kind: 'refusal';
  readonly text: string;
}

export type Part = TextPart | RefusalPart;

/** A call in an assistant turn of the history. `argumentsJson` is the text as the client sent it; it may not parse. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly argumentsJson: string;
}

export interface Turn {
  readonly role: TurnRole;
  readonly parts: readonly Part[];
  /** The speaker's name, where the client gave one. */
  readonly name: string | null;
  /** Calls that this (assistant) turn made. */
  readonly toolCalls: readonly ToolCall[];
  /** The call that this (tool) turn answers. */
  readonly toolCallId: string | null;
}

/** A stretch of a user's text; `mark` is one of the marks around a document. */
export interface UserPiece {
  readonly kind: 'words' | 'mark' | 'document';
  readonly text: string;
}

/** A user's text in pieces; joined they are the text. */
export type SplitDocuments = (text: string) => readonly UserPiece[];
