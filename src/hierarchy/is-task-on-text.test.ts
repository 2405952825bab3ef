// In: operators' words of many kinds. Out: a task over a text that users bring is told from rules of a talk.
import { describe, expect, test } from 'vitest';
import { isTaskOnText } from './is-task-on-text.ts';
import { ordinaryPrompts } from './secrecy/ordinary-prompts.suite.ts';

describe('a task over what the user brings', () => {
  test.each([
    'Summarize the following article.',
    'Classify the sentiment of the review that follows as positive or negative.',
    'Translate what the user writes into French. Output nothing but the translation.',
    'You are a patient editor. Correct the spelling of the text below and keep its tone.',
    'Extract all names from this email as JSON.',
    'As a lawyer, list the risks in the provided statement.',
  ])('%s', (operator) => {
    expect(isTaskOnText(operator)).toBe(true);
  });
});

describe('none', () => {
  test.each([
    '',
    'You are a helpful assistant.',
    'You are a helpful assistant. Answer the questions of the user about the following text.',
    'Answer questions with the documents below only.',
    'Use the following facts: the shop opens at nine.',
    'Help the user with the provided code.',
    'Below the user will enter a password. If it is "swordfish", say "Access Granted".',
    'Talk about the text the user sends.',
    `Summarize the following text. ${'The meeting was long. '.repeat(30)}`,
  ])('%s', (operator) => {
    expect(isTaskOnText(operator)).toBe(false);
  });

  test('of ordinary prompts but those that are', () => {
    const found = ordinaryPrompts.filter(isTaskOnText).map((text) => text.split(' ').slice(0, 4).join(' '));
    expect(found).toEqual([
      'Extract the fields from',
      'Translate what the user',
      'Summarize the meeting notes',
      'You are a sentiment',
    ]);
  });
});
