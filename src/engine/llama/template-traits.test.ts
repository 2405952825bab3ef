// In: small templates of several kinds. Out: what is found out about each, and the plain turns for those that do not know tools.
import { describe, expect, test } from 'vitest';
import type { Json } from '../../contract/json.ts';
import { turn } from '../engine.suite.ts';
import { valueAt } from './llama-client.ts';
import { plainToolTurns } from './plain-tool-turns.ts';
import { findTemplateTraits } from './template-traits.ts';

type Template = (messages: readonly Json[], tools: readonly Json[]) => string;

const tags: Template = (messages, tools) =>
  `<s>${JSON.stringify(tools)}</s>${messages
    .map((message) => {
      const calls = valueAt(message, 'tool_calls');
      const called = (Array.isArray(calls) ? calls : []).map(
        (call: unknown) =>
          `<tool_call>\n{"name": "${valueAt(call, 'function', 'name')}", "arguments": ${valueAt(call, 'function', 'arguments')}}\n</tool_call>`,
      );
      return `<m>${valueAt(message, 'role')}\n${valueAt(message, 'content')}${called.join('')}</m>`;
    })
    .join('')}`;

/** Opens the next turn for the assistant only where it did not speak last. */
const generating: Template = (messages, tools) => {
  const isAnswered = valueAt(messages.at(-1), 'role') === 'assistant';
  const rendered = tags(messages, tools);
  return isAnswered ? rendered : `${rendered}<m>assistant\n`;
};
const plain: Template = (messages) =>
  messages.map((message) => `<m>${valueAt(message, 'role')}\n${valueAt(message, 'content')}</m>`).join('');

const traitsOf = (template: Template) => findTemplateTraits(async (messages, tools) => template(messages, tools));

describe('a template', () => {
  test('that prints offers and calls, and how it opens one', async () => {
    expect(await traitsOf(generating)).toEqual({ takesTools: true, takesCalls: true, callOpening: '<tool_call>\n' });
  });

  test('that knows no tools', async () => {
    expect(await traitsOf(plain)).toEqual({ takesTools: false, takesCalls: false, callOpening: '' });
  });

  test('that refuses tools', async () => {
    expect(await findTemplateTraits(async () => null)).toEqual({
      takesTools: false,
      takesCalls: false,
      callOpening: '',
    });
  });

  test('whose calls are not JSON is not opened', async () => {
    const python: Template = (messages, tools) =>
      generating(messages, tools).replace(/\{"name": "(\w+)", "arguments": ([^\n]*)\}/, '$1($2)');
    expect(await traitsOf(python)).toMatchObject({ takesTools: true, takesCalls: true, callOpening: '' });
  });
});

describe('plain turns', () => {
  const none = { takesTools: false, takesCalls: false, callOpening: '' };
  const call = { id: 'c1', name: 'look', argumentsJson: '{"at":"sky"}' };
  const conversation = [
    turn('system', 'Be brief.'),
    turn('user', 'What is up?'),
    turn('assistant', '', { toolCalls: [call] }),
    turn('tool', 'Clouds.', { toolCallId: 'c1' }),
  ];
  const look = { name: 'look', description: 'Looks.', parameters: { type: 'object' }, isStrict: false };
  const textsOf = (turns: ReturnType<typeof plainToolTurns>) =>
    turns.map(({ role, parts }) => [role, parts.map(({ text }) => text).join('')]);

  test('say what is on offer, what was called and what came of it', () => {
    const told = textsOf(plainToolTurns(conversation, [look], none));
    expect(told[0]?.[1]).toMatch(/^Be brief\.\n[\s\S]*"name":"look","description":"Looks\."/);
    expect(told.slice(1)).toEqual([
      ['user', 'What is up?'],
      ['assistant', '{"name": "look", "arguments": {"at":"sky"}}'],
      ['user', 'Result of look:\nClouds.'],
    ]);
  });

  test('begin with a system turn where there was none', () => {
    expect(textsOf(plainToolTurns([turn('user', 'hi')], [look], none)).map(([role]) => role)).toEqual([
      'system',
      'user',
    ]);
  });

  test('leave a conversation alone that the template can express', () => {
    const all = { takesTools: true, takesCalls: true, callOpening: '' };
    expect(plainToolTurns(conversation, [look], all)).toEqual(conversation);
  });
});
