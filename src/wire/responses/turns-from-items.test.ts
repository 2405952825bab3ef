// In: items in every order. Out: proof that calls and their answers come to stand together, and nothing else moves.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Turn } from '../../contract/turn.ts';
import { checkToolAnswers } from '../openai/check-tool-answers.ts';
import type { InputItem } from './input-item-schema.ts';
import { turnsFromItems } from './turns-from-items.ts';

const says = (role: 'user' | 'assistant' | 'developer', words: string): InputItem => ({
  kind: 'message',
  role,
  content: [{ kind: 'text', text: words }],
});
const calls = (callId: string): InputItem => ({ kind: 'call', callId, name: 'f', argumentsJson: '{}' });
const answers = (callId: string): InputItem => ({
  kind: 'output',
  callId,
  content: [{ kind: 'text', text: `of ${callId}` }],
});

/** `assistant(one two)[a b]`, `tool:a(of a)`. */
function inShort({ role, parts, toolCalls, toolCallId }: Turn): string {
  const words = parts.map((part) => part.text).join(' ');
  const ids = toolCalls.map(({ id }) => id).join(' ');
  return `${role}${toolCallId === null ? '' : `:${toolCallId}`}(${words})${ids === '' ? '' : `[${ids}]`}`;
}

const shortOf = (...items: readonly InputItem[]) => turnsFromItems(items).map(inShort);

describe('items become turns', () => {
  test('a call joins the message before it, a message the calls before it', () => {
    expect(
      shortOf(
        says('user', 'q'),
        says('assistant', 'one'),
        calls('a'),
        { kind: 'reasoning' },
        calls('b'),
        says('assistant', 'two'),
        answers('a'),
        answers('b'),
      ),
    ).toEqual(['user(q)', 'assistant(one two)[a b]', 'tool:a(of a)', 'tool:b(of b)']);
  });

  test('messages without calls stay apart', () => {
    expect(shortOf(says('assistant', 'one'), says('assistant', 'two'), says('developer', 'three'))).toEqual([
      'assistant(one)',
      'assistant(two)',
      'developer(three)',
    ]);
  });

  test('an answer ends the turn that asked', () => {
    expect(shortOf(calls('a'), answers('a'), calls('b'), answers('b'), says('assistant', 'done'))).toEqual([
      'assistant()[a]',
      'tool:a(of a)',
      'assistant()[b]',
      'tool:b(of b)',
      'assistant(done)',
    ]);
  });

  test('a late answer stands behind its call', () => {
    expect(shortOf(calls('a'), calls('b'), answers('b'), says('user', 'and?'), answers('a'))).toEqual([
      'assistant()[a b]',
      'tool:b(of b)',
      'tool:a(of a)',
      'user(and?)',
    ]);
  });

  test('an id may come again once it was answered', () => {
    expect(shortOf(calls('a'), answers('a'), says('user', 'again'), calls('a'), answers('a'))).toEqual([
      'assistant()[a]',
      'tool:a(of a)',
      'user(again)',
      'assistant()[a]',
      'tool:a(of a)',
    ]);
    expect(() => shortOf(calls('a'), says('user', 'again'), calls('a'), answers('a'))).toThrow('No tool output found');
  });
});

test('whatever the order, each call is answered at once or the items are refused', () => {
  const ids = fc.constantFrom('a', 'b', 'c');
  const item = fc.oneof(
    fc.constantFrom('user' as const, 'assistant' as const).map((role) => says(role, 'x')),
    ids.map(calls),
    ids.map(answers),
    fc.constant<InputItem>({ kind: 'reasoning' }),
  );
  let accepted = 0;
  const property = fc.property(fc.array(item, { maxLength: 8 }), (items) => {
    let turns: readonly Turn[];
    try {
      turns = turnsFromItems(items);
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid_value', param: 'input', wireCode: null });
      return;
    }
    accepted += 1;
    expect(() => checkToolAnswers(turns)).not.toThrow();
    const count = (kind: InputItem['kind']) => items.filter((each) => each.kind === kind).length;
    expect(turns.flatMap((turn) => turn.toolCalls)).toHaveLength(count('call'));
    expect(turns.filter((turn) => turn.role === 'tool')).toHaveLength(count('output'));
    expect(turns.filter((turn) => turn.role !== 'tool').flatMap((turn) => turn.parts)).toHaveLength(count('message'));
  });
  fc.assert(property, { numRuns: 1000 });
  expect(accepted).toBeGreaterThan(100);
});
