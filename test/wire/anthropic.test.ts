// In: Anthropic's official client against the service with a scripted engine. Out: proof that a program written for its Messages API runs
// unchanged.
import Anthropic from '@anthropic-ai/sdk';
import type { MessageCreateParamsNonStreaming, RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  greeting,
  type ScriptedService,
  type ScriptedServiceOptions,
  script,
  slowScript,
  startScriptedService,
  until,
} from './start-scripted-service.ts';

const asked: MessageCreateParamsNonStreaming = {
  model: 'gpt-4o-mini',
  max_tokens: 100,
  messages: [{ role: 'user', content: 'say hello' }],
};
const text = greeting.join('');
const tool: Anthropic.Tool = {
  name: 'get_weather',
  description: 'Weather in a place',
  input_schema: { type: 'object', properties: { place: { type: 'string' } }, required: ['place'] },
};

function clientOf({ baseUrl }: ScriptedService): Anthropic {
  return new Anthropic({ baseURL: baseUrl, apiKey: 'any', maxRetries: 0 });
}

let scripted: ScriptedService;
let client: Anthropic;
beforeAll(async () => {
  scripted = await startScriptedService();
  client = clientOf(scripted);
});
afterAll(async () => {
  expect(scripted.faultCodes).not.toContain('internal');
  await scripted.stop();
});

const others: ScriptedService[] = [];
async function start(options: ScriptedServiceOptions): Promise<{ other: ScriptedService; client: Anthropic }> {
  const other = await startScriptedService(options);
  others.push(other);
  return { other, client: clientOf(other) };
}
afterEach(async () => {
  for (const other of others.splice(0)) await other.stop();
});

async function eventsOf(stream: AsyncIterable<RawMessageStreamEvent>): Promise<readonly RawMessageStreamEvent[]> {
  const events: RawMessageStreamEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

describe('an answer', () => {
  test('whole', async () => {
    const { data, response, request_id } = await client.messages.create(asked).withResponse();
    const { input_tokens: inputTokens } = data.usage;
    expect(inputTokens).toBeGreaterThan(0);
    expect(data).toEqual({
      id: expect.stringMatching(/^msg_[0-9A-Za-z]{29}$/),
      type: 'message',
      role: 'assistant',
      model: 'gpt-4o-mini-2024-07-18',
      content: [{ type: 'text', text, citations: null }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      stop_details: null,
      container: null,
      diagnostics: null,
      usage: {
        input_tokens: inputTokens,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
        output_tokens: greeting.length,
        output_tokens_details: null,
        server_tool_use: null,
        cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
        inference_geo: null,
        service_tier: 'standard',
        speed: null,
      },
    });
    expect(request_id).toMatch(/^req_/);
    expect(response.headers.get('x-request-id')).toBe(request_id);
    expect(response.headers.get('openai-version')).toBeNull();
  });

  test('streamed, event by event', async () => {
    const events = await eventsOf(await client.messages.create({ ...asked, stream: true }));
    expect(events.map(({ type }) => type)).toEqual([
      'message_start',
      'content_block_start',
      ...greeting.map(() => 'content_block_delta'),
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    const [first] = events;
    if (first?.type !== 'message_start') throw new Error('no start');
    const counted = await client.messages.countTokens({ model: asked.model, messages: asked.messages });
    expect(first.message.usage.input_tokens).toBe(counted.input_tokens);
  });

  test('streamed through the helper: the same message', async () => {
    const told: string[] = [];
    const stream = client.messages.stream(asked).on('text', (delta) => told.push(delta));
    const { parsed_output: _, ...streamed } = await stream.finalMessage();
    const whole = await client.messages.create(asked);
    expect({ ...streamed, id: '' }).toEqual({ ...whole, id: '' });
    expect(told).toEqual([...greeting]);
    expect(await stream.finalText()).toBe(text);
  });

  test('of nothing has no content', async () => {
    const { client } = await start({ answer: () => script([]) });
    expect(await client.messages.create(asked)).toMatchObject({ content: [], stop_reason: 'end_turn' });
    expect(await client.messages.stream(asked).finalMessage()).toMatchObject({ content: [], stop_reason: 'end_turn' });
  });

  test('is one row of the ledger', async () => {
    await client.messages.create({ ...asked, metadata: { user_id: 'ada' } });
    expect(scripted.service.store.recentRows(1)[0]).toMatchObject({
      operation: 'messages',
      outcome: 'done',
      isStream: false,
      endUser: 'ada',
      completionTokens: greeting.length,
    });
    await client.messages.stream(asked).finalMessage();
    expect(scripted.service.store.recentRows(1)[0]).toMatchObject({ outcome: 'done', isStream: true });
  });

  test('without /v1, and with a query, too', async () => {
    for (const path of ['/messages', '/v1/messages?beta=true']) {
      const response = await fetch(`${scripted.baseUrl}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'anthropic-version': '2023-06-01', 'anthropic-beta': 'x' },
        body: JSON.stringify(asked),
      });
      expect(await response.json()).toMatchObject({ type: 'message', content: [{ text }] });
    }
  });
});

describe('why it stopped', () => {
  test('at a sequence, and which', async () => {
    const body = { ...asked, stop_sequences: ['never', '你', '.'] };
    const whole = await client.messages.create(body);
    expect(whole).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: '你' });
    expect(whole.content).toMatchObject([{ text: text.slice(0, text.indexOf('你')) }]);
    const streamed = await client.messages.stream(body).finalMessage();
    expect(streamed).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: '你' });
    const unstopped = await client.messages.create({ ...asked, stop_sequences: ['never'] });
    expect(unstopped).toMatchObject({ stop_reason: 'end_turn', stop_sequence: null });
  });

  test('at max_tokens, or where the context ends', async () => {
    const cut = await client.messages.create({ ...asked, max_tokens: 2 });
    expect(cut).toMatchObject({ stop_reason: 'max_tokens', usage: { output_tokens: 2 } });
    const { client: narrow } = await start({ facts: { contextTokens: 12 } });
    const full = await narrow.messages.create(asked);
    expect(full.stop_reason).toBe('model_context_window_exceeded');
    expect(full.usage.input_tokens + full.usage.output_tokens).toBe(12);
  });
});

describe('what reaches the engine', () => {
  test('sampling', async () => {
    const sampled = { ...asked, temperature: 0.5, top_p: 0.9, top_k: 7, stop_sequences: ['\n\n'] };
    await client.messages.create(sampled);
    expect(scripted.engine.runs.at(-1)?.sampling).toMatchObject({
      temperature: 0.5,
      topP: 0.9,
      topK: 7,
      stops: ['\n\n'],
      maxTokens: 100,
    });
  });

  test('the conversation, with its calls and their results', async () => {
    const seen: (readonly [role: string, text: string, calls: number])[][] = [];
    const { client } = await start({
      answer: (turns) => {
        seen.push(
          turns.map(({ role, parts, toolCalls }) => [role, parts.map((part) => part.text).join('|'), toolCalls.length]),
        );
        return script(['ok']);
      },
    });
    await client.messages.create({
      ...asked,
      system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
      tools: [tool],
      tool_choice: { type: 'auto', disable_parallel_tool_use: true },
      messages: [
        { role: 'user', content: 'Weather?' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'hm', signature: 's' },
            { type: 'text', text: 'I look.' },
            { type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: { place: 'Ulm' } },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'toolu_1', content: [{ type: 'text', text: 'sun' }] },
            { type: 'text', text: 'And?' },
          ],
        },
      ],
    });
    expect(seen).toEqual([
      [
        ['system', 'Be brief.', 0],
        ['user', 'Weather?', 0],
        ['assistant', 'I look.', 1],
        ['tool', 'sun', 0],
        ['user', 'And?', 0],
      ],
    ]);
  });

  test('an answer of ours can be sent back as it is', async () => {
    const { content } = await client.messages.create(asked);
    const messages: Anthropic.MessageParam[] = [...asked.messages, { role: 'assistant', content }, ...asked.messages];
    expect((await client.messages.create({ ...asked, messages })).stop_reason).toBe('end_turn');
  });
});

describe('tokens are counted', () => {
  test('as the engine reads the prompt, without a run, in a row of the ledger', async () => {
    const { stream: _, max_tokens: _tokens, ...prompt } = { ...asked, system: 'Be brief.', stream: false };
    const runs = scripted.engine.runs.length;
    const { input_tokens: counted } = await client.messages.countTokens(prompt);
    expect(scripted.engine.runs).toHaveLength(runs);
    expect(scripted.service.store.recentRows(1)[0]).toMatchObject({
      operation: 'messages.count_tokens',
      outcome: 'done',
      deployment: 'gpt-4o-mini',
      promptTokens: 0,
      completionTokens: 0,
    });
    const { usage } = await client.messages.create({ ...asked, system: 'Be brief.' });
    expect(counted).toBe(usage.input_tokens);
    const raw = await client.messages.countTokens(prompt).asResponse();
    expect(await raw.json()).toEqual({ input_tokens: counted });
  });

  test('of a conversation that ends with the assistant, or is longer than the context', async () => {
    const messages: Anthropic.MessageParam[] = [...asked.messages, { role: 'assistant', content: 'Hello there' }];
    const { input_tokens: more } = await client.messages.countTokens({ model: asked.model, messages });
    const { input_tokens: fewer } = await client.messages.countTokens({ model: asked.model, messages: asked.messages });
    expect(more).toBeGreaterThan(fewer);
    const { client: narrow } = await start({ facts: { contextTokens: 2 } });
    expect((await narrow.messages.countTokens({ model: asked.model, messages })).input_tokens).toBe(more);
  });
});

describe('a stream that takes its time', () => {
  test('is kept open by pings, before the first event and between the others', async () => {
    const { other, client } = await start({
      environment: { KINGLET_HEARTBEAT_SECONDS: '0.05' },
      answer: () => script(['a', 'b'], { delayMs: 300 }),
    });
    const raw = await fetch(`${other.baseUrl}/v1/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...asked, stream: true }),
    });
    const sent = await raw.text();
    expect(raw.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(sent).toMatch(/^(event: ping\ndata: \{"type":"ping"\}\n\n){3}/);
    expect(sent.slice(sent.indexOf('"a"'), sent.indexOf('"b"'))).toContain('event: ping');
    expect(sent).not.toContain(': waiting');
    expect(await client.messages.stream(asked).finalText()).toBe('ab');
  });

  test('ends when its client leaves', async () => {
    const { other, client } = await start({ answer: () => slowScript(10_000, 20) });
    for await (const event of await client.messages.create({ ...asked, stream: true })) {
      if (event.type === 'content_block_delta') break;
    }
    await until(() => other.engine.running() === 0, 1000);
    await until(() => other.service.store.countByOutcome().aborted === 1, 1000);
  });
});
