// In: nothing. Out: the functions that a model may call, and how far it must. Knows no wire format and no chat template.
import type { JsonObject } from './json.ts';

/** A function on offer. Names are unique within one request. */
export interface FunctionTool {
  readonly name: string;
  readonly description: string | null;
  /** JSON Schema of the arguments: an object's. */
  readonly parameters: JsonObject;
  /** The arguments obey `parameters` in full. Without it they obey as far as the schema can be enforced. */
  readonly isStrict: boolean;
}

export interface ToolPolicy {
  /** `none`: text only. `auto`: the model chooses. `required`: at least one call. */
  readonly mode: 'none' | 'auto' | 'required';
  /** Names that may be called; null means every function on offer. Never empty. */
  readonly allowedNames: readonly string[] | null;
  /** The client named the one function to call. */
  readonly isNamed: boolean;
  /** More than one call may be made in one answer. */
  readonly isParallel: boolean;
}

/** What shape the text of an answer has. */
export type AnswerFormat =
  | { readonly kind: 'text' }
  | { readonly kind: 'json-object' }
  | {
      readonly kind: 'json-schema';
      readonly name: string;
      readonly schema: JsonObject;
      readonly isStrict: boolean;
    };
