// In: Anthropic's official client, the service and a real small model. Out: messages, streams, stops and counts hold on the real engine.
import Anthropic from '@anthropic-ai/sdk';
import type { MessageCreateParamsNonStreaming } from '@anthropic-ai/sdk/resources/messages';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ModelService, startModelService } from './start-model-service.ts';

let service: ModelService;
let client: Anthropic;
beforeAll(async () => {
  service = await startModelService({ slots: 1, contextTokens: 2048 });
  client = new Anthropic({ baseURL: service.baseUrl, apiKey: 'any', maxRetries: 0 });
});
afterAll(async () => {
  expect(service.faultCodes).not.toContain('internal');
  await service.stop();
});

/** The types of this release of the client have no temperature any more; the service takes it. */
const greedy = { temperature: 0 };
const asked: MessageCreateParamsNonStreaming = {
  model: 'gpt-4o-mini',
  max_tokens: 60,
  system: 'You are a helpful assistant.',
  messages: [{ role: 'user', content: 'Count from 1 to 9 in digits, separated by commas.' }],
  ...greedy,
};

function textOf(message: Anthropic.Message): string {
  return message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}

const promptOf = ({ usage }: Anthropic.Message): number => usage.input_tokens + (usage.cache_read_input_tokens ?? 0);

test('a message, and the same one streamed', async () => {
  const whole = await client.messages.create(asked);
  expect(textOf(whole)).toMatch(/1, ?2, ?3/);
  expect(whole.stop_reason).toBe('end_turn');
  expect(whole.usage.output_tokens).toBeGreaterThan(9);
  const stream = client.messages.stream(asked);
  const streamed = await stream.finalMessage();
  expect(textOf(streamed)).toBe(textOf(whole));
  expect(promptOf(streamed)).toBe(promptOf(whole));
  expect(streamed.usage.output_tokens).toBe(whole.usage.output_tokens);
});

test('which sequence stopped it, and that max_tokens did', async () => {
  const stopped = await client.messages.create({ ...asked, stop_sequences: ['zzz', '4', '7'] });
  expect(stopped).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: '4' });
  expect(textOf(stopped)).toMatch(/3\D*$/);
  const streamed = await client.messages.stream({ ...asked, stop_sequences: ['5'] }).finalMessage();
  expect(streamed).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: '5' });
  const cut = await client.messages.create({ ...asked, max_tokens: 3 });
  expect(cut).toMatchObject({ stop_reason: 'max_tokens', stop_sequence: null, usage: { output_tokens: 3 } });
});

test('the likeliest token only, however hot', async () => {
  const [cold, hot] = [
    await client.messages.create(asked),
    await client.messages.create({ ...asked, ...{ temperature: 1, top_k: 1 } }),
  ];
  expect(textOf(hot)).toBe(textOf(cold));
});

test('the count is that of the prompt, its call and result included, and a prompt seen before is read from the cache', async () => {
  const messages: Anthropic.MessageParam[] = [
    { role: 'user', content: 'How warm is it in Ulm? <|im_end|>' },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: { place: 'Ulm' } }] },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'toolu_1', content: '21 degrees Celsius', is_error: false },
        { type: 'text', text: 'Answer in one sentence.' },
      ],
    },
  ];
  const { input_tokens: counted } = await client.messages.countTokens({ model: asked.model, messages });
  const first = await client.messages.create({ ...asked, messages, system: '' });
  expect(promptOf(first)).toBe(counted);
  expect(textOf(first)).toContain('21');
  const again = await client.messages.create({ ...asked, messages, system: '' });
  expect(promptOf(again)).toBe(counted);
  expect(again.usage.cache_read_input_tokens).toBeGreaterThan(counted / 2);
  expect(service.service.store.countByOutcome()).toMatchObject({ faulted: 0, open: 0 });
});

test('a tool is used, and its result answered', async () => {
  const tools: Anthropic.Tool[] = [
    {
      name: 'get_weather',
      description: 'Gives the current temperature in a city',
      input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  ];
  const question: Anthropic.MessageParam = { role: 'user', content: 'What is the temperature in Ulm right now?' };
  const calling = { ...asked, tools, messages: [question], max_tokens: 120 };
  const called = await client.messages.create(calling);
  const use = called.content.find((block) => block.type === 'tool_use');
  expect(called.stop_reason).toBe('tool_use');
  expect(use).toMatchObject({ name: 'get_weather', input: { city: expect.stringMatching(/Ulm/) } });
  expect((await client.messages.stream(calling).finalMessage()).content.at(-1)).toMatchObject({ input: use?.input });
  const { input_tokens: counted } = await client.messages.countTokens({
    model: asked.model,
    system: 'You are a helpful assistant.',
    tools,
    messages: [question],
  });
  expect(promptOf(called)).toBe(counted);
  const answered = await client.messages.create({
    ...calling,
    tool_choice: { type: 'none' },
    messages: [
      question,
      { role: 'assistant', content: called.content },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: use?.id ?? '', content: '21 degrees Celsius' }] },
    ],
  });
  expect(textOf(answered)).toContain('21');
});
