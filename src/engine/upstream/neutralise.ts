// In: a text for an engine that reads control tokens in text. Out: the same visible text in which no known control string stands.
// Pure; knows no model.

/**
 * The shapes of control tokens of the common families: `<|…|>`, `<｜…｜>`, `[INST]`, `<s>`, `<start_of_turn>`, `<<SYS>>`. A zero-width
 * joiner behind the first letter breaks them for a tokenizer and not for a reader.
 */
// Only the first letter is taken, so that one control string inside another is found too.
const controlStarts =
  /(?=<[|｜][^<>\n]{0,80}?[|｜]>|<\/?(?:s|unk|pad|bos|eos|mask|sep|cls|(?:start|end)_of_(?:turn|image|audio|file)|(?:image|audio)_soft_token|unused\d{1,4}|extra_id_\d{1,3}|fim_[a-z]{3,6}|repo_name|file_sep|filename|gh_stars|seed:[a-z_:]{2,30}|sop|eop|think|tool_call|tool_response|tool_calls|image|audio|video)>|<<\/?SYS>>|\[\/?g?[A-Z_]{2,30}\])./g;

const joiner = '\u200d';

export function neutralise(text: string): string {
  return text.replace(controlStarts, (letter) => `${letter}${joiner}`);
}
