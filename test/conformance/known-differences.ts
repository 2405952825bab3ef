// In: nothing. Out: why the engine alone gives another answer than the documented one, case by case. Written by hand, for llama.cpp's
// server as Kinglet starts it (build 11549), with Qwen2.5-Coder 0.5B.
const takesAnything = 'it checks few members and answers what it was sent';
const otherShape = 'its own error: the status as code, a type of its own';
const otherSlot = 'without the choice by similarity, which shares caches between callers, its slots take turns';
const oneChoiceOnly = 'usage counts the tokens of one choice only';
const callsInText = 'it does not recognise the calls of Qwen2.5-Coder: they stay in the text';
const noTextFormat = 'this build does not read text.format of the Responses API';
const notRequired = 'tool_choice required allows text before a call, and this model then makes none';

export const knownDifferences: ReadonlyMap<string, string> = new Map([
  ['key-wrong-code', otherShape],
  ['key-azure-header', 'it knows Authorization and X-Api-Key'],
  ['models-list', 'it has the list, and no route for one model'],
  ['chat-cached-tokens', otherSlot],
  ['completions-cached-tokens', otherSlot],
  ['chat-same-seed', `${otherSlot}; a cached prompt gives slightly other numbers than one computed anew`],
  ['completions-same-seed', `${otherSlot}; a cached prompt gives slightly other numbers than one computed anew`],
  ['chat-choices', oneChoiceOnly],
  ['completions-several-prompts', oneChoiceOnly],
  ['chat-logprobs-tools-stream', 'it refuses the three together'],
  ['chat-refuses-messages-empty', takesAnything],
  ['chat-refuses-messages-role-a-number', 'a 500: the type error comes from its own code'],
  ['chat-refuses-messages-role-unknown', 'the template prints any role'],
  ['chat-refuses-temperature', takesAnything],
  ['chat-context-overflow', `${otherShape} (exceed_context_size_error)`],
  ['chat-context-overflow-stream', `${otherShape} (exceed_context_size_error)`],
  ['format-refuses-no-schema', 'a json_schema that it cannot read is ignored, and the answer is free'],
  ['format-refuses-schema-a-number', 'a json_schema that it cannot read is ignored, and the answer is free'],
  ['tools-required', notRequired],
  ['tools-required-stream', notRequired],
  ['tools-named', 'a tool_choice that names a function counts as auto'],
  ['tools-automatic', callsInText],
  ['responses-stream', 'its events have no sequence_number'],
  ['responses-incomplete', 'it calls every response completed'],
  ['responses-json-schema', noTextFormat],
  ['responses-refuses-format', noTextFormat],
  ['responses-tools', notRequired],
  ['messages-answer', 'the id is that of a chat completion'],
  ['messages-stop-sequences', 'a stop sequence counts as the end of the turn'],
  ['messages-refuses-no-messages', 'a 500: the missing member is found by its own code'],
  ['messages-refuses-no-max-tokens', takesAnything],
  ['messages-tool-use', notRequired],
  ['messages-tool-use-stream', notRequired],
]);
