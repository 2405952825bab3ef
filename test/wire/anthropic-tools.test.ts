// In: Anthropic's official client, tools, and a scripted engine that writes calls as models do. Out: tool use, streamed and whole, and a
// whole loop of call, result and answer.
import Anthropic from '@anthropic-ai/sdk';
import type { MessageCreateParamsNonStreaming } from '@anthropic-ai/sdk/resources/messages';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ScriptedService, script, startScriptedService } from './start-scripted-service.ts';

const weather: Anthropic.Tool = {
  name: 'get_weather',
  description: 'Weather in a place',
  input_schema: { type: 'object', properties: { place: { type: 'string' } }, required: ['place'] },
};
const asked: MessageCreateParamsNonStreaming = {
  model: 'gpt-4o-mini',
  max_tokens: 100,
  tools: [weather],
  messages: [{ role: 'user', content: 'How warm is it in Ulm and Bern?' }],
};
const written =
  'I look.\n<tool_call>\n{"name": "get_weather", "arguments": {"place": "Ulm"}}\n</tool_call>\n' +
  '<tool_call>\n{"name": "get_weather", "arguments": {"place": "Bern"}}\n</tool_call>';
const inBits = (text: string): string[] => text.match(/[\s\S]{1,3}/g) ?? [];

let scripted: ScriptedService;
let client: Anthropic;
beforeAll(async () => {
  scripted = await startScriptedService({
    answer: (turns) => script(turns.at(-1)?.role === 'tool' ? ['Warm', ' enough.'] : inBits(written)),
  });
  client = new Anthropic({ baseURL: scripted.baseUrl, apiKey: 'any', maxRetries: 0 });
});
afterAll(async () => {
  expect(scripted.faultCodes).not.toContain('internal');
  await scripted.stop();
});

const content = [
  { type: 'text', text: expect.stringMatching(/^I look\.\s*$/), citations: null },
  {
    type: 'tool_use',
    id: expect.stringMatching(/^toolu_[0-9A-Za-z]{29}$/),
    name: 'get_weather',
    input: { place: 'Ulm' },
    caller: { type: 'direct' },
  },
  {
    type: 'tool_use',
    id: expect.stringMatching(/^toolu_[0-9A-Za-z]{29}$/),
    name: 'get_weather',
    input: { place: 'Bern' },
    caller: { type: 'direct' },
  },
];

test('whole', async () => {
  expect(await client.messages.create(asked)).toMatchObject({ content, stop_reason: 'tool_use', stop_sequence: null });
});

test('streamed, the arguments in their own deltas', async () => {
  const parts: string[] = [];
  const stream = client.messages.stream(asked).on('inputJson', (part) => parts.push(part));
  expect(await stream.finalMessage()).toMatchObject({ content, stop_reason: 'tool_use' });
  expect(parts.join('').replaceAll(' ', '')).toBe('{"place":"Ulm"}{"place":"Bern"}');
});

test('one call only, where more are not wanted, and the one that is named', async () => {
  const single = await client.messages.create({
    ...asked,
    tool_choice: { type: 'auto', disable_parallel_tool_use: true },
  });
  expect(single.content.filter(({ type }) => type === 'tool_use')).toHaveLength(1);
  const named = await client.messages.create({ ...asked, tool_choice: { type: 'tool', name: 'get_weather' } });
  expect(named.stop_reason).toBe('tool_use');
  const none = await client.messages.create({ ...asked, tool_choice: { type: 'none' } });
  expect(none.stop_reason).toBe('end_turn');
  expect(none.content.every(({ type }) => type === 'text')).toBe(true);
});

test('a loop: the calls sent back with their results', async () => {
  const first = await client.messages.create(asked);
  const results = first.content.flatMap((block) =>
    block.type === 'tool_use' ? [{ type: 'tool_result' as const, tool_use_id: block.id, content: '21' }] : [],
  );
  const messages: Anthropic.MessageParam[] = [
    ...asked.messages,
    { role: 'assistant', content: first.content },
    { role: 'user', content: results },
  ];
  const last = await client.messages.create({ ...asked, messages });
  expect(last).toMatchObject({ stop_reason: 'end_turn', content: [{ type: 'text', text: 'Warm enough.' }] });
});
