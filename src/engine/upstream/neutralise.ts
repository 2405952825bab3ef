// In: a text for an engine that reads control tokens in text. Out: the same visible text in which no known control string stands.
// Pure; knows no model.

/**
 * The shapes of control tokens of the common families: `<|…|>`, `<｜…｜>`, `[INST]`, `<s>`, `<start_of_turn>`, `<<SYS>>`. A zero-width
 * joiner behind the first letter breaks them for a tokenizer and not for a reader.
 */
// Only the first letter is taken, so that one control string inside another is found too.
const controlStarts =
  /(?=<[|｜][^<>\n]{0,80}?[|｜]>|<\/?(?:s|unk|pad|bos|eos|mask|sep|cls|start_of_turn|end_of_turn|think|tool_call|tool_response|tool_calls|image|audio|video)>|<<\/?SYS>>|\[\/?[A-Z_]{2,30}\])./g;

const joiner = '\u200d';

export function neutralise(text: string): string {
  return text.replace(controlStarts, (letter) => `${letter}${joiner}`);
}
