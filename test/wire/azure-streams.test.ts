// In: Azure's official client streaming from the service with a scripted engine and filter, buffered and asynchronous. Out: chunks as Azure
// sends them: findings before the text or behind it with offsets, cuts, usage, and the same answer as without a stream.
import type { AzureOpenAI } from 'openai';
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { azureClient, chunksOf, dataLines, previewVersion, stableVersion, textOf } from './azure-client.ts';
import {
  cleanCompletionResults,
  cleanPromptResults,
  type ScriptedScreenOptions,
  scriptedScreen,
} from './scripted-screen.ts';
import {
  greeting,
  type ScriptedService,
  type ScriptedServiceOptions,
  script,
  startScriptedService,
} from './start-scripted-service.ts';

const asked = { model: 'gpt-4o-mini', messages: [{ role: 'user' as const, content: 'say hello' }] };
const streamed = { ...asked, stream: true as const };
const text = greeting.join('');
const promptLength = 9;
const base = '/openai/deployments/gpt-4o-mini';
const chatPath = `${base}/chat/completions?api-version=${stableVersion}`;
const started: ScriptedService[] = [];

async function start(screen: ScriptedScreenOptions, rest: ScriptedServiceOptions = {}): Promise<ScriptedService> {
  const scripted = await startScriptedService({ screen: scriptedScreen(screen), ...rest });
  started.push(scripted);
  return scripted;
}
afterEach(async () => {
  for (const scripted of started.splice(0)) {
    expect(scripted.faultCodes).not.toContain('internal');
    await scripted.stop();
  }
});

/** What the client's types leave out of a choice. */
interface AnnotatedChoice {
  readonly index: number;
  readonly finish_reason: string | null;
  readonly delta?: object;
  readonly text?: string;
  readonly content_filter_results?: object;
  readonly content_filter_offsets?: {
    readonly check_offset: number;
    readonly start_offset: number;
    readonly end_offset: number;
  };
}

const choicesOf = (chunks: readonly { readonly choices: readonly object[] }[]): readonly AnnotatedChoice[] =>
  // Azure's own members are not in OpenAI's types.
  chunks.flatMap((chunk) => chunk.choices as readonly AnnotatedChoice[]);

const promptChunk = `{"id":"","object":"","created":0,"model":"","choices":[],"prompt_filter_results":[{"prompt_index":0,"content_filter_results":${JSON.stringify(cleanPromptResults)}}]}`;

describe('buffered', () => {
  let scripted: ScriptedService;
  let client: AzureOpenAI;
  beforeAll(async () => {
    scripted = await startScriptedService({ screen: scriptedScreen() });
    client = azureClient(scripted);
  });
  afterAll(async () => {
    expect(scripted.faultCodes).not.toContain('internal');
    await scripted.stop();
  });

  test('the first chunks and the last, to the byte', async () => {
    const lines = await dataLines(await scripted.post(streamed, {}, chatPath));
    expect(lines[0]).toBe(promptChunk);
    const { choices: role } = JSON.parse(lines[1] ?? '');
    expect(role).toEqual([
      {
        index: 0,
        delta: { role: 'assistant', content: '', refusal: null },
        logprobs: null,
        finish_reason: null,
        content_filter_results: {},
      },
    ]);
    expect(lines[2]).toContain(`"content_filter_results":${JSON.stringify(cleanCompletionResults)}`);
    expect(lines.at(-2)).toContain('"finish_reason":"stop","content_filter_results":{}');
    expect(lines.at(-1)).toBe('[DONE]');
  });

  test('the client joins them to the whole answer', async () => {
    const whole = await client.chat.completions.create(asked);
    const stream = client.chat.completions.stream(asked);
    const final = await stream.finalChatCompletion();
    expect(final.choices[0]?.message.content).toBe(whole.choices[0]?.message.content);
    expect(final.choices[0]?.finish_reason).toBe('stop');
  });

  test('every chunk with text has its findings', async () => {
    const chunks = await chunksOf(await client.chat.completions.create(streamed));
    expect(textOf(chunks)).toBe(text);
    const withText = choicesOf(chunks)
      .filter(({ delta }) => delta !== undefined && 'content' in delta)
      .slice(1);
    expect(withText).toHaveLength(greeting.length);
    for (const choice of withText) expect(choice.content_filter_results).toEqual(cleanCompletionResults);
  });

  test('usage, null until the end', async () => {
    const chunks = await chunksOf(
      await client.chat.completions.create({ ...streamed, stream_options: { include_usage: true } }),
    );
    expect(chunks.map(({ usage }) => usage === null).lastIndexOf(true)).toBe(chunks.length - 2);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: expect.any(Number) } });
  });

  test('several choices', async () => {
    const chunks = await chunksOf(await client.chat.completions.create({ ...streamed, n: 2 }));
    expect([textOf(chunks, 0), textOf(chunks, 1)]).toEqual([text, text]);
    expect(chunks.filter((chunk) => 'prompt_filter_results' in chunk)).toHaveLength(1);
  });

  test('a completion', async () => {
    const body = { model: 'gpt-4o-mini', prompt: ['one', 'three'], stream: true as const };
    const chunks = await chunksOf(await client.completions.create(body));
    expect(chunks[0]).toMatchObject({
      choices: [],
      prompt_filter_results: [0, 1].map((prompt_index) => ({ prompt_index })),
    });
    const texts = choicesOf(chunks).filter((choice) => choice.index === 1);
    expect(texts.map((choice) => choice.text).join('')).toBe(text);
    expect(texts[0]?.content_filter_results).toEqual(cleanCompletionResults);
    expect(texts.at(-1)).toMatchObject({ finish_reason: 'stop', content_filter_results: {} });
  });

  test('an echo is no finding', async () => {
    const body = { model: 'gpt-4o-mini', prompt: 'one', echo: true, stream: true as const };
    const chunks = await chunksOf(await client.completions.create(body));
    expect(choicesOf(chunks)[0]).toMatchObject({ text: 'one', content_filter_results: {} });
  });

  test('a response, whose events carry what is known so far', async () => {
    const events = await chunksOf(
      await azureClient(scripted, { apiVersion: previewVersion }).responses.create({
        model: 'gpt-4o-mini',
        input: 'say hello',
        store: false,
        stream: true,
      }),
    );
    expect(events[0]).toMatchObject({ type: 'response.created', response: { content_filters: expect.any(Array) } });
    expect(events.at(-1)).toMatchObject({
      type: 'response.completed',
      response: { content_filters: [{ source_type: 'prompt' }, { source_type: 'completion', blocked: false }] },
    });
  });

  test('a version without annotations streams as OpenAI does', async () => {
    const path = chatPath.replace(stableVersion, '2023-05-15');
    const lines = await dataLines(await scripted.post(streamed, {}, path));
    expect(lines.join('')).not.toMatch(/content_filter|prompt_filter/);
    expect(lines.at(-1)).toBe('[DONE]');
  });

  test('the plain surface, asked for annotations', async () => {
    const asking = await scripted.post(streamed, { 'x-kinglet-annotations': 'true' });
    expect((await dataLines(asking))[0]).toBe(promptChunk);
    expect((await dataLines(await scripted.post(streamed)))[0]).toContain('"role":"assistant"');
  });
});

describe('buffered, and cut', () => {
  test('behind two stretches', async () => {
    const client = azureClient(await start({ cutAfter: 2 }));
    const chunks = await chunksOf(await client.chat.completions.create(streamed));
    expect(textOf(chunks)).toBe('Grüße');
    expect(choicesOf(chunks).at(-1)).toMatchObject({
      delta: {},
      finish_reason: 'content_filter',
      content_filter_results: { violence: { filtered: true, severity: 'medium' }, hate: { filtered: false } },
    });
  });

  test('before any text', async () => {
    const client = azureClient(await start({ cutAfter: 0 }));
    const chunks = await chunksOf(await client.chat.completions.create(streamed));
    expect(textOf(chunks)).toBe('');
    expect(choicesOf(chunks).map((choice) => choice.finish_reason)).toEqual([null, 'content_filter']);
  });

  test('a response', async () => {
    const client = azureClient(await start({ cutAfter: 1 }), { apiVersion: previewVersion });
    const events = await chunksOf(
      await client.responses.create({ model: 'gpt-4o-mini', input: 'x', store: false, stream: true }),
    );
    expect(events.at(-1)).toMatchObject({
      type: 'response.incomplete',
      response: {
        incomplete_details: { reason: 'content_filter' },
        content_filters: [{ blocked: false }, { blocked: true, source_type: 'completion' }],
      },
    });
  });

  test('the arguments of a call', async () => {
    const call = '<tool_call>\n{"name": "look", "arguments": {"place": "here"}}\n</tool_call>';
    const scripted = await start({ cutAfter: 0 }, { answer: () => script([call]) });
    const tools = [{ type: 'function' as const, function: { name: 'look', parameters: { type: 'object' } } }];
    const chunks = await chunksOf(await azureClient(scripted).chat.completions.create({ ...streamed, tools }));
    expect(JSON.stringify(chunks)).not.toContain('here');
    expect(choicesOf(chunks).at(-1)).toMatchObject({ finish_reason: 'content_filter' });
  });
});

describe('asynchronous', () => {
  const isAnnotation = (choice: AnnotatedChoice) => choice.content_filter_offsets !== undefined;

  test('text at once, findings behind it, to the byte', async () => {
    const scripted = await start({ streamMode: 'asynchronous' }, { answer: () => script(['Color']) });
    const lines = await dataLines(await scripted.post(streamed, {}, chatPath));
    expect(lines[0]).toBe(promptChunk);
    expect(lines[1]).not.toContain('content_filter');
    expect(lines[2]).toContain('{"index":0,"delta":{"content":"Color"},"logprobs":null,"finish_reason":null}');
    expect(lines[3]).toBe(
      `{"id":"","object":"","created":0,"model":"","choices":[{"index":0,"finish_reason":null,"content_filter_results":${JSON.stringify(cleanCompletionResults)},"content_filter_offsets":{"check_offset":14,"start_offset":9,"end_offset":14}}]}`,
    );
    expect(lines[4]).toContain('"finish_reason":"stop"}');
    expect(lines.slice(5)).toEqual(['[DONE]']);
  });

  test('the helper of the client for streams goes on over them', async () => {
    const client = azureClient(await start({ streamMode: 'asynchronous' }));
    const final = await client.chat.completions.stream(asked).finalChatCompletion();
    expect(final.choices[0]?.message.content).toBe(text);
  });

  test('offsets count code points from the start of the prompt and never go back', async () => {
    const client = azureClient(await start({ streamMode: 'asynchronous' }));
    const messages = [
      { role: 'system' as const, content: 'Kurz 👩‍🚀' },
      {
        role: 'user' as const,
        content: [
          { type: 'text' as const, text: 'ab' },
          { type: 'text' as const, text: 'c' },
        ],
      },
    ];
    const chunks = await chunksOf(await client.chat.completions.create({ ...streamed, messages }));
    const offsets = choicesOf(chunks).flatMap((choice) => choice.content_filter_offsets ?? []);
    expect(offsets[0]).toEqual({ check_offset: 14, start_offset: 11, end_offset: 14 });
    const checks = offsets.map(({ check_offset }) => check_offset);
    expect(checks).toEqual([...checks].sort((one, other) => one - other));
    expect(offsets.at(-1)?.end_offset).toBe(11 + [...text].length);
    expect(textOf(chunks)).toBe(text);
  });

  test('annotation chunks are no answer of their own', async () => {
    const client = azureClient(await start({ streamMode: 'asynchronous' }));
    const chunks: readonly ChatCompletionChunk[] = await chunksOf(
      await client.chat.completions.create({ ...streamed, stream_options: { include_usage: true } }),
    );
    const annotations = chunks.filter((chunk) => choicesOf([chunk]).some(isAnnotation));
    expect(annotations).toHaveLength(greeting.length);
    for (const annotation of annotations) {
      expect(annotation).toMatchObject({ id: '', object: '', created: 0, model: '', usage: null });
      expect(annotation.choices[0]).not.toHaveProperty('delta');
    }
    expect(chunks.at(-1)?.usage?.completion_tokens).toBeGreaterThan(0);
  });

  test('a violation ends the choice with what it was for, once', async () => {
    const client = azureClient(await start({ streamMode: 'asynchronous', cutAfter: 1 }));
    const chunks = await chunksOf(await client.chat.completions.create(streamed));
    const ends = choicesOf(chunks).filter((choice) => choice.finish_reason !== null);
    expect(ends).toEqual([
      {
        index: 0,
        finish_reason: 'content_filter',
        content_filter_results: { violence: { filtered: true, severity: 'medium' } },
        content_filter_offsets: {
          check_offset: promptLength + 3,
          start_offset: promptLength + 3,
          end_offset: promptLength + 5,
        },
      },
    ]);
    expect(choicesOf(chunks).at(-1)).toEqual(ends[0]);
    expect(textOf(chunks)).toBe('Grüße');
  });

  test('a choice that is cut leaves the others', async () => {
    const client = azureClient(await start({ streamMode: 'asynchronous' }));
    const chunks = await chunksOf(await client.chat.completions.create({ ...streamed, n: 2 }));
    expect([textOf(chunks, 0), textOf(chunks, 1)]).toEqual([text, text]);
    const reasons = choicesOf(chunks).flatMap((choice) => choice.finish_reason ?? []);
    expect(reasons).toEqual(['stop', 'stop']);
  });

  test('a completion: every prompt has its own offsets', async () => {
    const client = azureClient(await start({ streamMode: 'asynchronous' }, { answer: () => script(['ok']) }));
    const body = { model: 'gpt-4o-mini', prompt: ['a', 'abc'], n: 2, stream: true as const };
    const chunks = await chunksOf(await client.completions.create(body));
    const starts = choicesOf(chunks)
      .filter(isAnnotation)
      .map((choice) => [choice.index, choice.text, choice.content_filter_offsets?.start_offset]);
    expect(starts.sort()).toEqual([
      [0, '', 1],
      [1, '', 1],
      [2, '', 3],
      [3, '', 3],
    ]);
  });

  test('without a stream the findings are of the whole', async () => {
    const client = azureClient(await start({ streamMode: 'asynchronous' }));
    expect((await client.chat.completions.create(asked)).choices[0]).toMatchObject({
      message: { content: text },
      content_filter_results: cleanCompletionResults,
    });
  });

  test('the plain surface shows the text and the end', async () => {
    const scripted = await start({ streamMode: 'asynchronous', cutAfter: 1 });
    const lines = await dataLines(await scripted.post(streamed));
    expect(lines.join('')).not.toContain('content_filter_results');
    expect(lines.at(-2)).toContain('"finish_reason":"content_filter"');
  });
});
