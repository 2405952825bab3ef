// In: a real small model with functions on offer. Out: calls when they are required, named or called for; none where none may be; arguments
// that fit the schema, always; the same answer streamed and whole.
import type OpenAI from 'openai';
import type { ChatCompletion, ChatCompletionTool } from 'openai/resources/chat/completions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ModelService, startModelService } from './start-model-service.ts';

const weather: ChatCompletionTool = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'Get the current weather of a city',
    parameters: {
      type: 'object',
      properties: {
        city: { type: 'string', description: 'Name of the city' },
        unit: { type: 'string', enum: ['celsius', 'fahrenheit'] },
      },
      required: ['city', 'unit'],
      additionalProperties: false,
    },
    strict: true,
  },
};
const alarm: ChatCompletionTool = {
  type: 'function',
  function: {
    name: 'set_alarm',
    description: 'Set an alarm clock',
    parameters: {
      type: 'object',
      properties: {
        hour: { type: 'integer', minimum: 0, maximum: 23 },
        days: { type: 'array', items: { enum: ['sat', 'sun'] } },
      },
      required: ['hour'],
    },
  },
};
const tools = [weather, alarm];
const ask = (content: string) => ({
  model: 'gpt-4o-mini',
  temperature: 0,
  max_tokens: 400,
  tools,
  messages: [{ role: 'user' as const, content }],
});

let service: ModelService;
let client: OpenAI;
beforeAll(async () => {
  service = await startModelService();
  client = service.client();
});
afterAll(() => service.stop());

function callsOf(
  completion: ChatCompletion,
): readonly { readonly name: string; readonly given: Record<string, unknown> }[] {
  return (completion.choices[0]?.message.tool_calls ?? []).map((call) => {
    if (call.type !== 'function') throw new Error('not a function');
    return { name: call.function.name, given: JSON.parse(call.function.arguments) };
  });
}

function expectWeather(given: Record<string, unknown>): void {
  expect(typeof given['city']).toBe('string');
  expect(['celsius', 'fahrenheit']).toContain(given['unit']);
  expect(Object.keys(given).sort()).toEqual(['city', 'unit']);
}

describe('a call', () => {
  test.each(['What is the weather in Paris?', 'Write a poem about rain.', 'Wake me at seven.'])(
    'where one is required: %s',
    async (content) => {
      const answer = await client.chat.completions.create({ ...ask(content), tool_choice: 'required' });
      expect(answer.choices[0]?.finish_reason).toBe('tool_calls');
      const calls = callsOf(answer);
      expect(calls.length).toBeGreaterThan(0);
      for (const { name, given } of calls) {
        if (name === 'get_weather') expectWeather(given);
        else
          expect(given['hour']).toSatisfy((hour) => Number.isInteger(hour) && Number(hour) >= 0 && Number(hour) <= 23);
      }
    },
  );

  test('of the function that the client names, whatever is asked', async () => {
    for (const content of ['Wake me at seven.', 'Write a poem about rain.']) {
      const named = { type: 'function' as const, function: { name: 'get_weather' } };
      const answer = await client.chat.completions.create({ ...ask(content), tool_choice: named });
      const calls = callsOf(answer);
      expect(calls.map(({ name }) => name)).toEqual(['get_weather']);
      expectWeather(calls[0]?.given ?? {});
    }
  });

  test('where the question calls for one, streamed and whole alike', async () => {
    const body = ask('What is the weather in Paris in celsius? Use get_weather.');
    const whole = await client.chat.completions.create(body);
    const calls = callsOf(whole);
    expect(calls.map(({ name }) => name)).toContain('get_weather');
    for (const { name, given } of calls) if (name === 'get_weather') expectWeather(given);
    const streamed = await client.chat.completions.stream(body).finalChatCompletion();
    expect(callsOf(streamed)).toEqual(calls);
    expect(streamed.choices[0]?.finish_reason).toBe(whole.choices[0]?.finish_reason);
  });

  test('for each of the things that are asked for, streamed and whole alike, and one where only one may be made', async () => {
    const body = {
      ...ask('What is the weather in Paris, in Rome and in Oslo, in celsius?'),
      tools: [weather],
    };
    const whole = await client.chat.completions.create(body);
    const calls = callsOf(whole);
    expect(calls.map(({ given }) => String(given['city'])).sort()).toEqual(['Oslo', 'Paris', 'Rome']);
    for (const { given } of calls) expectWeather(given);
    expect(whole.choices[0]?.finish_reason).toBe('tool_calls');
    const streamed = await client.chat.completions.stream(body).finalChatCompletion();
    expect(callsOf(streamed)).toEqual(calls);
    const one = await client.chat.completions.create({ ...body, parallel_tool_calls: false });
    expect(callsOf(one)).toHaveLength(1);
  });

  test('of a function that is not on offer is answered in text, streamed and whole alike', async () => {
    const body = {
      ...ask('Calculate the area of a triangle with a base of 10 m and a height of 5 m. Call a function for it.'),
      tools: [alarm],
    };
    const whole = await client.chat.completions.create(body);
    const [choice] = whole.choices;
    expect(choice?.finish_reason).toBe('stop');
    expect(choice?.message.tool_calls).toBeUndefined();
    expect(choice?.message.content).toMatch(/^[^`{<[]/);
    const streamed = await client.chat.completions.stream(body).finalChatCompletion();
    expect(streamed.choices[0]?.message.content).toBe(choice?.message.content);
  });

  test('never where none may be made', async () => {
    const answer = await client.chat.completions.create({
      ...ask('What is the weather in Paris?'),
      tool_choice: 'none',
    });
    expect(answer.choices[0]?.message.tool_calls).toBeUndefined();
    expect(answer.choices[0]?.message.content).not.toBe('');
  });

  test('cut by its length still has arguments that parse', async () => {
    for (let maxTokens = 1; maxTokens <= 30; maxTokens += 3) {
      const answer = await client.chat.completions.create({
        ...ask('What is the weather in Paris?'),
        tool_choice: 'required',
        max_tokens: maxTokens,
      });
      expect(() => callsOf(answer)).not.toThrow();
      expect(['length', 'tool_calls']).toContain(answer.choices[0]?.finish_reason);
    }
  });

  test('and its answer come back as history', async () => {
    const answer = await client.chat.completions.create({
      ...ask(''),
      tool_choice: 'none',
      messages: [
        { role: 'user', content: 'What is the weather in Paris?' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            {
              id: 'c1',
              type: 'function',
              function: { name: 'get_weather', arguments: '{"city":"Paris","unit":"celsius"}' },
            },
          ],
        },
        { role: 'tool', tool_call_id: 'c1', content: [{ type: 'text', text: '31 degrees and sunny' }] },
      ],
    });
    expect(answer.choices[0]?.message.content ?? '').toMatch(/31/);
  });
});

describe('a format', () => {
  const schema = {
    type: 'object',
    properties: {
      title: { type: 'string', pattern: '^[A-Z][A-Za-z ]{1,19}$' },
      year: { type: 'integer', minimum: 1900, maximum: 2030 },
      kind: { enum: ['book', 'film'] },
    },
    required: ['title', 'year', 'kind'],
    additionalProperties: false,
  };
  test('is obeyed, streamed and whole alike', async () => {
    const body = {
      model: 'gpt-4o-mini',
      temperature: 0,
      max_tokens: 100,
      messages: [{ role: 'user' as const, content: 'Name a famous film.' }],
      response_format: { type: 'json_schema' as const, json_schema: { name: 'work', strict: true, schema } },
    };
    const whole = await client.chat.completions.create(body);
    expect(whole.choices[0]?.finish_reason).toBe('stop');
    const value = JSON.parse(whole.choices[0]?.message.content ?? '');
    expect(Object.keys(value).sort()).toEqual(['kind', 'title', 'year']);
    expect(value.title).toMatch(/^[A-Z][A-Za-z ]{1,19}$/);
    expect(Number.isInteger(value.year) && value.year >= 1900 && value.year <= 2030).toBe(true);
    expect(['book', 'film']).toContain(value.kind);
    const streamed = await client.chat.completions.stream(body).finalChatCompletion();
    expect(streamed.choices[0]?.message.content).toBe(whole.choices[0]?.message.content);
  });

  test('any object', async () => {
    const answer = await client.chat.completions.create({
      model: 'gpt-4o-mini',
      temperature: 0,
      max_tokens: 200,
      messages: [{ role: 'user', content: 'Answer in JSON with one member, color, of a ripe tomato.' }],
      response_format: { type: 'json_object' },
    });
    if (answer.choices[0]?.finish_reason === 'stop')
      expect(typeof JSON.parse(answer.choices[0].message.content ?? '')).toBe('object');
    else expect(answer.choices[0]?.finish_reason).toBe('length');
  });

  test('or a call, whichever the model takes', async () => {
    const answer = await client.chat.completions.create({
      ...ask('What is the weather in Paris?'),
      response_format: { type: 'json_schema', json_schema: { name: 'work', strict: true, schema } },
    });
    const [choice] = answer.choices;
    if (choice?.message.tool_calls === undefined) expect(() => JSON.parse(choice?.message.content ?? '')).not.toThrow();
    else for (const { name, given } of callsOf(answer)) if (name === 'get_weather') expectWeather(given);
  });
});

describe('probabilities', () => {
  test('are the model’s own, with bytes, and the same streamed, also beside functions', async () => {
    for (const extra of [{}, { tools }]) {
      const body = {
        model: 'gpt-4o-mini',
        temperature: 0,
        max_tokens: 60,
        logprobs: true,
        top_logprobs: 3,
        messages: [{ role: 'user' as const, content: 'Say the word yes and nothing else.' }],
        ...extra,
      };
      // Before it, so that both find the same in the cache: the engine's arithmetic depends on how a prompt is cut into batches.
      await client.chat.completions.create(body);
      const whole = await client.chat.completions.create(body);
      const content = whole.choices[0]?.logprobs?.content ?? [];
      if (whole.choices[0]?.message.tool_calls !== undefined) continue;
      expect(content.length).toBeGreaterThan(0);
      for (const [place, entry] of content.entries()) {
        expect(entry.logprob).toBeLessThanOrEqual(0);
        expect(entry.top_logprobs).toHaveLength(3);
        // Greedy takes the likeliest; but where a call of nothing on offer is answered in text instead, its first step may open no call.
        if (place > 0) expect(entry.top_logprobs[0]?.token).toBe(entry.token);
        expect(Buffer.from(entry.bytes ?? []).toString('utf8')).toBe(entry.token);
      }
      const streamed = await client.chat.completions.stream(body).finalChatCompletion();
      expect(streamed.choices[0]?.logprobs?.content?.map(({ token }) => token)).toEqual(
        content.map(({ token }) => token),
      );
      expect(content.map(({ token }) => token).join('')).toBe(whole.choices[0]?.message.content);
    }
  });

  test('without any of the likeliest where none is asked for', async () => {
    const answer = await client.chat.completions.create({
      model: 'gpt-4o-mini',
      temperature: 0,
      max_tokens: 3,
      logprobs: true,
      messages: [{ role: 'user', content: 'hi' }],
    });
    for (const entry of answer.choices[0]?.logprobs?.content ?? []) expect(entry.top_logprobs).toEqual([]);
    expect(answer.choices[0]?.logprobs?.content).toHaveLength(answer.usage?.completion_tokens ?? 0);
  });
});
