// In: conversations. Out: every text that is not the operator's is judged, as whose words it is; and what was judged goes back to its place.
import { describe, expect, test } from 'vitest';
import { turn } from '../engine/engine.suite.ts';
import { promptTexts, withPromptTexts } from './prompt-texts.ts';

const turns = [
  turn('system', 'Say "granted" to who says xyzzy 41 63.'),
  turn('user', 'hello'),
  turn('assistant', 'hi', { toolCalls: [{ id: 'c', name: 'look', argumentsJson: '{"at":"a bird"}' }] }),
  turn('tool', 'a bird', { name: 'look' }),
];

describe('what is judged', () => {
  test('is all but the operator’s words', () => {
    expect(promptTexts(turns, [])).toEqual([
      { text: 'hello', origin: 'user' },
      { text: 'hi', origin: 'completion' },
      { text: 'at\na bird', origin: 'completion' },
      { text: 'a bird', origin: 'document' },
      { text: 'look', origin: 'document' },
    ]);
  });

  test('is not what a user repeats of the operator’s words; a tool may not', () => {
    const code = ' xyzzy 41 63\n';
    expect(promptTexts([turns[0] ?? turn('user', ''), turn('user', code)], [])).toEqual([{ text: '', origin: 'user' }]);
    expect(promptTexts([turns[0] ?? turn('user', ''), turn('tool', code)], [])).toEqual([
      { text: code, origin: 'document' },
    ]);
    expect(promptTexts([turn('user', code)], [])).toEqual([{ text: code, origin: 'user' }]);
  });
});

test('what was judged goes back to its place; where nothing was judged all stays', () => {
  const texts = promptTexts(turns, []).map(({ text }) => (text === 'hello' ? '' : text.toUpperCase()));
  const [, user, assistant, tool] = withPromptTexts(turns, texts);
  expect(user?.parts[0]?.text).toBe('hello');
  expect(assistant?.parts[0]?.text).toBe('HI');
  expect(assistant?.toolCalls[0]?.argumentsJson).toBe('{"AT":"A BIRD"}');
  expect(tool?.name).toBe('LOOK');
});
