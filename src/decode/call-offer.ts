// In: nothing. Out: what the decoder must know of a function on offer to tell a call of it from other text. Knows no schema.
import type { Json, JsonObject } from '../contract/json.ts';

export interface CallOffer {
  readonly name: string;
  /** In the order of the schema: what positional arguments are called. */
  readonly parameterNames: readonly string[];
  /** The arguments as the function takes them (a number that came as text is made one), or null where they do not fit. */
  adopt(value: Json): JsonObject | null;
}

export interface FoundCall {
  readonly name: string;
  readonly argumentsJson: string;
}
