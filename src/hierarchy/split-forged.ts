// In: a user's text. Out: it in pieces: what the user says, and what claims to be another turn of the conversation, written with the marks of some
// chat template, also in disguise. Such marks are never control tokens here, but a model may still take the words behind them for a turn. Joined the
// pieces are the text. Pure.

import type { UserPiece } from '../contract/turn.ts';

/**
 * Beginnings of turns that a user cannot speak: of ChatML, Llama, Gemma, Phi, GLM, DeepSeek, Mistral, harmony, Kimi, Cohere, Nemotron, MiniMax
 * and EXAONE.
 */
const forgedTurn = new RegExp(
  [
    String.raw`<\|?(?:im_start|start_header_id|start|start_of_turn|role_start|header_start)\|?>\s*(?:system|developer|assistant|model|tool|ipython)`,
    String.raw`<\|(?:system|developer|assistant|model|tool|observation|start_of_role)\|>`,
    String.raw`<\|(?:im_system|im_assistant|system_token|chatbot_token)\|>`,
    String.raw`<\|turn>\s*(?:system|developer|model|assistant|tool)|<\|tool_response>\s*response:`,
    String.raw`<(?:special_\d{1,3}|extra_id_\d)>\s*(?:system|developer|assistant|tool)`,
    String.raw`(?:\]~!b\[)?\]~b\]\s*(?:system|developer|ai|assistant|tool)|\[\|(?:system|developer|assistant|tool)\|\]`,
    String.raw`<<sys>>|\[system_prompt\]|\[tool_results\]`,
  ].join('|'),
  'i',
);
/** Nothing but these may make such a mark; a text without any needs no closer look. */
const mayHoldMark = /[<＜〈﹤[［\]］]/;

/** All from the first such mark on is the writer's, whoever it claims to come from. */
export function splitForged(text: string): readonly UserPiece[] {
  if (!mayHoldMark.test(text)) return [{ kind: 'words', text }];
  const { folded, offsets } = fold(text);
  const start = offsets[forgedTurn.exec(folded)?.index ?? folded.length] ?? text.length;
  const pieces: readonly UserPiece[] = [
    { kind: 'words', text: text.slice(0, start) },
    { kind: 'document', text: text.slice(start) },
  ];
  return pieces.filter((piece) => piece.text !== '' || pieces.every((other) => other.text === ''));
}

/** Full-width and other forms of the same signs are one, and signs without width or on top of others are none; with where each unit stood. */
function fold(text: string): { readonly folded: string; readonly offsets: readonly number[] } {
  let folded = '';
  const offsets: number[] = [];
  let at = 0;
  for (const character of text) {
    const plain = /[\u200b-\u200f\u2060\ufeff\u00ad]|\p{M}/u.test(character)
      ? ''
      : (lookalikes[character] ?? character.normalize('NFKC'));
    for (let unit = 0; unit < plain.length; unit += 1) offsets.push(at);
    folded += plain;
    at += character.length;
  }
  return { folded, offsets };
}

const lookalikes: Readonly<Record<string, string>> = {
  '〈': '<',
  '〉': '>',
  '‹': '<',
  '›': '>',
  '¦': '|',
  '▁': '_',
  ǀ: '|',
  '∣': '|',
};
