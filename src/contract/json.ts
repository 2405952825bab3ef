// In: nothing. Out: JSON as a type, for values that are passed on and not looked into.

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}
