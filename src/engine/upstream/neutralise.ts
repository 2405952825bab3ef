// In: a text for an engine that reads control tokens in text. Out: the same visible text in which no known control string stands.
// Pure; knows no model.

/** Words of letters, digits and the signs that bind them, such as DeepSeek's `▁`; Gemma 4 has a quotation mark. */
const word = String.raw`[\p{L}\p{N}_▁:.-]{1,80}`;
const name = String.raw`(?:\/?${word}(?: ${word}){0,3}|")`;
const bar = '[|｜]';

/** Without bars, as a tag: `<s>` of Llama 2 and Mistral, `<image>` of LLaVA and MiniCPM-V, `<video>` of LLaVA-NeXT-Video, `<audio>` of VideoLLaMA2. */
const tags = [
  's|unk|pad|bos|eos|mask|sep|cls|sop|eop|image|audio|video|role|escape|think',
  '(?:start|end)_of_[a-z]{2,20}|(?:start|end)_function_[a-z]{2,20}|(?:image|audio)_soft_token|fake_token_around_image',
  String.raw`(?:unused|extra_id_|reserved_|SPECIAL_)\d{1,5}|[A-Z]{2,8}_TOKEN`,
  '(?:minimax:|longcat_)?(?:tool_calls?|tool_response)|longcat_[a-z_]{2,24}|arg_key|arg_value|seed:[a-z_:]{2,30}',
  // Of StarCoder, and of those who took over its vocabulary.
  'fim[_-][a-z]{3,6}|repo_?name|file_sep|filename|gh_stars|(?:issue|jupyter|commit)_[a-z]{3,10}|empty_output',
].join('|');

/** In square brackets, of Mistral, GLM, InternLM, Kimi and BERT. Named one by one, since `[ERROR]` and `counts[INDEX]` are anybody's. */
const squares = [
  'INST|TOOL_CALLS|AVAILABLE_TOOLS|TOOL_RESULTS|TOOL_CONTENT|CALL_ID|ARGS|SYSTEM_PROMPT|MODEL_SETTINGS|THINK',
  'IMG|IMG_BREAK|IMG_END|AUDIO|BEGIN_AUDIO|TRANSCRIBE|STREAMING_(?:PAD|WORD)|PREFIX|SUFFIX|MIDDLE',
  'BOS|EOS|EOT|PAD|UNK|CLS|SEP|[gs]?MASK|(?:start|end)_header_id',
  String.raw`(?:UNUSED_TOKEN_|unused|control_|extra_id_)\d{1,5}`,
].join('|');

// Only the first letter is taken, so that one control string inside another is found too.
const controlStarts = new RegExp(
  [
    String.raw`<(?=${bar}${name}${bar}>|${bar}\/?[\p{L}_]{2,40}>|\/?[\p{L}_]{2,40}${bar}>|\/?(?:${tags})>|<\/?SYS>>)`,
    String.raw`\[(?=\/?(?:${squares})\]|\|(?:system|developer|user|assistant|tool|endofturn)\|\]|e~\[)`,
    // Of MiniMax.
    String.raw`\](?=~b\]|~!b\[|![a-z]~\[|<\][a-z ]{3,24}\[>\[)`,
  ].join('|'),
  'gu',
);

/** What is a control string between brackets: `|name|` at an end of the text, and Gemma 4's halves of it. */
const edges = new RegExp(`^(${bar})(?=${name}(?:${bar}|>|$))|${bar}$(?<=(?:^|[<[|｜])${name}${bar})`, 'gu');

/** Between two letters it breaks a control string for a tokenizer and not for a reader. */
const joiner = '\u200d';

export function neutralise(text: string): string {
  return text.replace(controlStarts, (letter) => `${letter}${joiner}`);
}

/** For keys and texts that a template may write between brackets of its own. */
export function neutraliseBracketed(text: string): string {
  return neutralise(text).replace(edges, (sign, first?: string) =>
    first === undefined ? `${joiner}${sign}` : `${sign}${joiner}`,
  );
}
