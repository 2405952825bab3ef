// In: the official client with functions on offer, and scripted answers with calls in them. Out: proof that calls come as OpenAI sends
// them, streamed and whole alike, and that the client's own tool loop runs to its end.
import fc from 'fast-check';
import type OpenAI from 'openai';
import type { ChatCompletion, ChatCompletionCreateParams, ChatCompletionTool } from 'openai/resources/chat/completions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Turn } from '../../src/contract/turn.ts';
import { type ScriptedService, script, startScriptedService } from './start-scripted-service.ts';

const tool = (name: string, required: readonly string[] = []): ChatCompletionTool => ({
  type: 'function',
  function: {
    name,
    description: `${name} for tests`,
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, days: { type: 'integer' } },
      required: [...required],
    },
  },
});
const tools = [tool('get_weather', ['city']), tool('now')];
const weather = (city: string): string => JSON.stringify({ name: 'get_weather', arguments: { city } });

let scripted: ScriptedService;
let client: OpenAI;
/** The script: the last turn's text is what the model answers, cut into pieces of the size that its metadata say. */
const answers = (turns: readonly Turn[]): string =>
  turns
    .at(-1)
    ?.parts.map(({ text }) => text)
    .join('') ?? '';
beforeAll(async () => {
  scripted = await startScriptedService({
    answer: (turns) => {
      const text = answers(turns);
      if (turns.at(-1)?.role === 'tool') return script([`It is ${text}.`]);
      return script(text.match(/[\s\S]{1,3}/gu) ?? []);
    },
  });
  client = scripted.client();
});
afterAll(() => scripted.stop());

async function bothWays(
  content: string,
  rest: Partial<ChatCompletionCreateParams> = {},
): Promise<{ readonly whole: ChatCompletion; readonly streamed: ChatCompletion }> {
  const body = {
    model: 'gpt-4o-mini',
    messages: [{ role: 'user' as const, content }],
    tools,
    ...rest,
    stream: false as const,
  };
  const whole = await client.chat.completions.create(body);
  const { stream: _stream, ...streamable } = body;
  const streamed = await client.chat.completions.stream(streamable).finalChatCompletion();
  return { whole, streamed };
}

function withoutIds(completion: ChatCompletion) {
  return completion.choices.map(({ message, finish_reason }) => ({
    finish_reason,
    content: message.content === '' ? null : message.content,
    calls: (message.tool_calls ?? []).map((call) =>
      call.type === 'function' ? [call.function.name, call.function.arguments] : [],
    ),
  }));
}

describe('calls', () => {
  test('come with ids of their own, and content is null where there is none', async () => {
    const { whole, streamed } = await bothWays(
      `<tool_call>${weather('Rome')}</tool_call>\n<tool_call>${weather('Paris')}</tool_call>`,
    );
    const [choice] = whole.choices;
    expect(choice).toMatchObject({ finish_reason: 'tool_calls', message: { content: null, refusal: null } });
    const calls = choice?.message.tool_calls ?? [];
    expect(calls).toHaveLength(2);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
    for (const { id, type } of calls) expect([id.slice(0, 5), type]).toEqual(['call_', 'function']);
    expect(withoutIds(streamed)).toEqual(withoutIds(whole));
  });

  test('text beside them is kept', async () => {
    const { whole, streamed } = await bothWays(`Let me look.\n\`\`\`json\n${weather('Rome')}\n\`\`\``);
    expect(whole.choices[0]?.message.content).toBe('Let me look.');
    expect(withoutIds(streamed)).toEqual(withoutIds(whole));
  });

  test('of functions that are not on offer are text', async () => {
    const text = weather('Rome').replace('get_weather', 'get_wind');
    const { whole } = await bothWays(text);
    expect(whole.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: text } });
    expect(whole.choices[0]?.message.tool_calls).toBeUndefined();
  });

  test('are text where none may be made, or only others', async () => {
    const text = weather('Rome');
    for (const choice of [
      'none',
      {
        type: 'allowed_tools',
        allowed_tools: { mode: 'auto', tools: [{ type: 'function', function: { name: 'now' } }] },
      },
    ] as const) {
      const { whole } = await bothWays(text, {
        tool_choice: choice as NonNullable<ChatCompletionCreateParams['tool_choice']>,
      });
      expect(whole.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: text } });
    }
  });

  test('one at a time where the client says so', async () => {
    const { whole, streamed } = await bothWays(`${weather('Rome')}\n${weather('Paris')}`, {
      parallel_tool_calls: false,
    });
    expect(whole.choices[0]?.message.tool_calls).toHaveLength(1);
    expect(withoutIds(streamed)).toEqual(withoutIds(whole));
  });

  test('in the older form', async () => {
    const { whole, streamed } = await bothWays(weather('Rome'), {
      tools: undefined as never,
      functions: [{ name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } }],
    });
    expect(whole.choices[0]).toMatchObject({
      finish_reason: 'function_call',
      message: { content: null, function_call: { name: 'get_weather', arguments: '{"city":"Rome"}' } },
    });
    expect(streamed.choices[0]?.finish_reason).toBe('function_call');
    expect(streamed.choices[0]?.message.function_call).toEqual({ name: 'get_weather', arguments: '{"city":"Rome"}' });
  });

  test('the first delta of a call has role, id and name, the others have arguments only', async () => {
    const stream = await client.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content: weather('Rome') }],
      tools,
      stream: true,
    });
    const deltas = [];
    for await (const chunk of stream) deltas.push(...chunk.choices.map(({ delta }) => delta));
    expect(deltas[0]).toMatchObject({
      role: 'assistant',
      content: null,
      tool_calls: [{ index: 0, type: 'function', function: { name: 'get_weather', arguments: '' } }],
    });
    expect(deltas[0]?.tool_calls?.[0]?.id).toMatch(/^call_/);
    const later = deltas.slice(1).flatMap((delta) => delta.tool_calls ?? []);
    expect(later.every((call) => call.id === undefined && call.function?.name === undefined)).toBe(true);
    expect(JSON.parse(later.map((call) => call.function?.arguments ?? '').join(''))).toEqual({ city: 'Rome' });
  });

  test('200 random answers are the same streamed and whole', async () => {
    const stretch = fc.constantFrom(
      weather('Rome'),
      `\`\`\`json\n${weather('Paris')}\n\`\`\``,
      `<tool_call>\n${weather('Oslo')}\n</tool_call>`,
      '[get_weather(city="Bonn"), now()]',
      '{"name": "now"}',
      '{"name": "other", "arguments": {}}',
      'Some words. ',
      '\n\n',
      '`code` and {braces}',
      '{"name": "get_weather", "arguments": {"city": "cut',
    );
    const answer = fc.array(stretch, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('\n'));
    const policy = fc.record({
      parallel_tool_calls: fc.boolean(),
      tool_choice: fc.constantFrom('auto' as const, 'none' as const, 'required' as const),
      max_tokens: fc.integer({ min: 1, max: 60 }),
      n: fc.integer({ min: 1, max: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(answer, policy, async (content, members) => {
        const { whole, streamed } = await bothWays(content, members);
        expect(withoutIds(streamed)).toEqual(withoutIds(whole));
        for (const { message } of whole.choices)
          for (const call of message.tool_calls ?? [])
            expect(() => JSON.parse(call.type === 'function' ? call.function.arguments : '')).not.toThrow();
      }),
      { numRuns: 200 },
    );
  }, 120_000);

  test('the client’s own tool loop runs to its end', async () => {
    const asked: unknown[] = [];
    const runner = client.chat.completions.runTools({
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content: weather('Rome') }],
      tools: [
        {
          type: 'function',
          function: {
            name: 'get_weather',
            description: 'Weather of a city',
            parameters: { type: 'object', properties: { city: { type: 'string' } } },
            parse: JSON.parse,
            function: (given: unknown) => {
              asked.push(given);
              return 'sunny';
            },
          },
        },
      ],
    });
    expect(await runner.finalContent()).toBe('It is sunny.');
    expect(asked).toEqual([{ city: 'Rome' }]);
  });
});
