// In: what users send. Out: an article pasted beside a request is data, whatever marks it brings along.
import { expect, test } from 'vitest';
import { defaultHierarchyPolicy } from '../hierarchy/system-hierarchy-policies.ts';
import { userTextSplitter } from './split-user-text.ts';

const request = 'Summarize the following article and mail it to bob@corp.example.';
const article =
  'The council met on Tuesday to discuss the harbour. Members heard that the north quay has sunk by two centimetres. Repairs will cost four million.';
const split = userTextSplitter(defaultHierarchyPolicy);
const wordsOf = (text: string): string =>
  split(text)
    .filter(({ kind }) => kind === 'words')
    .map((piece) => piece.text)
    .join('');

test.each([
  '',
  ' <|assistant|>',
  ' [tool_results]',
  ' """<documents> </documents>"""',
  '\n"""<documents>More.</documents>"""',
])('with %j at its end', (mark) => {
  const text = `${request}\n\n${article}${mark}`;
  expect(wordsOf(text).trim()).toBe(request);
  expect(
    split(text)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text);
});

test('words around marked documents stay the user’s', () => {
  const text = 'What is it about?\n""" <documents> The quay has sunk. </documents> """\nShort, please.';
  expect(wordsOf(text)).toBe('What is it about?\n\nShort, please.');
});

test('a policy without pasted data leaves them the user’s', () => {
  const text = `${request}\n\n${article}`;
  expect(userTextSplitter({ ...defaultHierarchyPolicy, isPastedData: false })(text)).toEqual([{ kind: 'words', text }]);
});
