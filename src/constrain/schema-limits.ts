// In: nothing. Out: how large a schema and its grammar may become. One place to read them all.

/** OpenAI's documented limits of structured outputs (`strict: true`). */
export const strictLimits = {
  properties: 5000,
  nestingLevels: 10,
  /** Of property names, definition names, enum and const values together. */
  nameCharacters: 120_000,
  enumValues: 1000,
  /** Of the texts of one enum, once it has more than `longEnumValues` values. */
  longEnumValues: 250,
  longEnumCharacters: 15_000,
} as const;

/** Ours, for every schema. The engine reads a grammar while all its slots wait. */
export const schemaLimits = {
  /** Of the schema's JSON: objects and arrays within each other. */
  jsonDepth: 128,
  /** Subschemas, each counted where it stands. */
  nodes: 10_000,
  /** Of names, enum and const values together. */
  nameCharacters: 250_000,
  /** Steps of all automata and normal forms of one schema: about half a second at worst. */
  workUnits: 6_000_000,
  /** Of all the schemas of one request together. */
  requestWorkUnits: 12_000_000,
  /** Of all their grammars together. */
  requestGrammarCharacters: 400_000,
  /** Of one automaton. */
  states: 3000,
  /** Rules that one text with pattern or length may become. */
  textStates: 1200,
  /** Alternatives that one place of the schema may become. */
  alternatives: 512,
  /** Alternatives of the grammar that may be open at once: each costs a pass over the vocabulary for each token. */
  openAlternatives: 1500,
  /** A longer text, array or count of properties is not generated; a longer minimum is refused. */
  longestRepetition: 50_000,
  grammarCharacters: 200_000,
} as const;
