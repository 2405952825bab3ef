// In: a text. Out: how many tokens it is in OpenAI's vocabularies: o200k_base (GPT-4o and later) and cl100k_base (GPT-4, GPT-3.5). They
// are loaded when first asked for, and take some tens of megabytes.

export interface OpenaiTokenCounts {
  readonly o200k: number;
  readonly cl100k: number;
}

/** What looks like a control token in a text is text. */
const asText = { disallowedSpecial: new Set<string>() };

export async function countOpenaiTokens(text: string): Promise<OpenaiTokenCounts> {
  const [o200k, cl100k] = await Promise.all([
    import('gpt-tokenizer/encoding/o200k_base'),
    import('gpt-tokenizer/encoding/cl100k_base'),
  ]);
  return { o200k: o200k.countTokens(text, asText), cl100k: cl100k.countTokens(text, asText) };
}
