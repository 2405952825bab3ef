// In: operators' texts with quotes. Out: those that the assistant is to say are found, those that it is to keep or that others say are not.
import { expect, test } from 'vitest';
import { findToldTexts } from './find-told-texts.ts';

const told = (text: string): readonly string[] => findToldTexts(text).map((quote) => quote.text);

test.each([
  'If it is not write "Members only, my dear".',
  'If the word isn\'t right, then say "Members only, my dear".',
  'When they do not match, you answer "Members only, my dear".',
  'Otherwise reply "Members only, my dear".',
])('told: %s', (text) => expect(told(text)).toEqual(['Members only, my dear']));

test.each([
  'Do not write "velvet otter".',
  'If a guest asks, do not say "velvet otter".',
  'If the guest does not say "velvet otter", send him away.',
])('not told: %s', (text) => expect(told(text)).toEqual([]));
