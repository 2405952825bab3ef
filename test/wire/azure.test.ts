// In: Azure's official client against the service with a scripted engine and filter. Out: proof that a program written for Azure OpenAI
// runs unchanged: routes, versions, keys, errors and whole answers, what the wire holds to the byte.
import type { AzureOpenAI } from 'openai';
import { AuthenticationError, BadRequestError, NotFoundError } from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createScriptedEmbedder } from '../../src/engine/scripted/scripted-embedder.ts';
import { azureClient, bodyOf, failureOf, previewVersion, stableVersion } from './azure-client.ts';
import { cleanCompletionResults, cleanPromptResults, type ScriptedScreen, scriptedScreen } from './scripted-screen.ts';
import { greeting, type ScriptedService, startScriptedService } from './start-scripted-service.ts';

const asked = { model: 'gpt-4o-mini', messages: [{ role: 'user' as const, content: 'say hello' }] };
const text = greeting.join('');
const chatPath = `/openai/deployments/gpt-4o-mini/chat/completions?api-version=${stableVersion}`;
const azureKey = 'azure-key-0123456789abcdef';

describe('with a filter that finds nothing', () => {
  let scripted: ScriptedService;
  let client: AzureOpenAI;
  let screen: ScriptedScreen;
  beforeAll(async () => {
    screen = scriptedScreen();
    scripted = await startScriptedService({
      screen,
      environment: { KINGLET_API_KEY: azureKey },
      embedder: createScriptedEmbedder({
        id: 'all-minilm-l6-v2',
        dimensions: 4,
        maxTokens: 256,
        vocabularySize: 1000,
        batchSize: 16,
        delayMs: 0,
      }),
      file: { deployments: [{ name: 'gpt-4o-mini', snapshot: 'gpt-4o-mini-2024-07-18' }, { name: 'my chat/été' }] },
    });
    client = azureClient(scripted, { apiKey: azureKey });
  });
  afterAll(async () => {
    expect(scripted.faultCodes).not.toContain('internal');
    await scripted.stop();
  });
  const raw = (path: string, init: RequestInit = {}) =>
    fetch(`${scripted.baseUrl}${path}`, {
      method: 'POST',
      body: JSON.stringify(asked),
      ...init,
      headers: { 'content-type': 'application/json', 'api-key': azureKey, ...init.headers },
    });

  test('a chat, and the headers that come with it', async () => {
    const { data, response, request_id } = await client.chat.completions.create(asked).withResponse();
    expect(data.choices[0]?.message.content).toBe(text);
    expect(data.model).toBe('gpt-4o-mini-2024-07-18');
    expect(request_id).toMatch(/^req_/);
    expect(response.headers.get('apim-request-id')).toBe(request_id);
    expect(response.headers.get('x-ms-region')).toBe('local');
    expect(response.headers.get('x-ms-deployment-name')).toBe('gpt-4o-mini');
    expect(response.headers.get('openai-version')).toBeNull();
  });

  test('a chat is annotated', async () => {
    expect(await client.chat.completions.create(asked)).toMatchObject({
      prompt_filter_results: [{ prompt_index: 0, content_filter_results: cleanPromptResults }],
      choices: [{ finish_reason: 'stop', content_filter_results: cleanCompletionResults }],
    });
  });

  test('every choice has its own annotation', async () => {
    const { choices } = await client.chat.completions.create({ ...asked, n: 3 });
    expect(choices).toMatchObject(
      [0, 1, 2].map((index) => ({ index, content_filter_results: cleanCompletionResults })),
    );
  });

  test('the deployment of the path wins over the model of the body', async () => {
    const response = await raw(chatPath, { body: JSON.stringify({ ...asked, model: 'nothing like it' }) });
    expect(response.status).toBe(200);
  });

  test('a dated body needs no model', async () => {
    const response = await raw(chatPath, { body: JSON.stringify({ messages: asked.messages }) });
    expect(response.status).toBe(200);
  });

  test('a deployment whose name must be escaped', async () => {
    const answer = await client.chat.completions.create({ ...asked, model: 'my chat/été' });
    expect(answer.choices[0]?.message.content).toBe(text);
  });

  test('a client that is bound to a deployment', async () => {
    const bound = azureClient(scripted, { apiKey: azureKey, deployment: 'gpt-4o-mini' });
    expect((await bound.chat.completions.create({ ...asked, model: '' })).choices[0]?.message.content).toBe(text);
  });

  test('what only Azure knows of a request is taken', async () => {
    const body = { ...asked, user_security_context: { application_name: 'x', end_user_id: 'y' } };
    expect((await raw(chatPath, { body: JSON.stringify(body) })).status).toBe(200);
  });

  test('data sources are refused, not ignored', async () => {
    const body = { ...asked, data_sources: [{ type: 'azure_search' }] };
    const answer = await raw(chatPath, { body: JSON.stringify(body) });
    expect(answer.status).toBe(400);
    expect(await bodyOf(answer)).toMatchObject({ error: { code: 'unknown_parameter', param: 'data_sources' } });
  });

  test('a completion', async () => {
    const answer = await client.completions.create({ model: 'gpt-4o-mini', prompt: 'say hello' });
    expect(answer).toMatchObject({
      object: 'text_completion',
      prompt_filter_results: [{ prompt_index: 0, content_filter_results: cleanPromptResults }],
      choices: [{ text, content_filter_results: cleanCompletionResults }],
    });
  });

  test('each prompt of a completion has its result', async () => {
    const answer = await client.completions.create({ model: 'gpt-4o-mini', prompt: ['one', 'two'] });
    expect(answer).toMatchObject({
      prompt_filter_results: [0, 1].map((prompt_index) => ({ prompt_index })),
      choices: [{ index: 0 }, { index: 1 }],
    });
  });

  test('embeddings', async () => {
    const answer = await client.embeddings.create({ model: 'text-embedding-3-small', input: ['a', 'b'] });
    expect(answer.data.map(({ embedding }) => embedding.length)).toEqual([4, 4]);
  });

  test('models tell what they can do', async () => {
    const { data } = await client.models.list();
    expect(data.find(({ id }) => id === 'gpt-4o-mini')).toMatchObject({
      object: 'model',
      status: 'succeeded',
      capabilities: { chat_completion: true, embeddings: false },
    });
    expect(data.find(({ id }) => id === 'text-embedding-3-small')).toMatchObject({
      capabilities: { chat_completion: false, embeddings: true },
    });
    expect(await client.models.retrieve('gpt-4o-mini')).toMatchObject({
      id: 'gpt-4o-mini',
      created_at: expect.any(Number),
    });
  });

  test('a response', async () => {
    const answer = await azureClient(scripted, { apiKey: azureKey, apiVersion: previewVersion }).responses.create({
      model: 'gpt-4o-mini',
      input: 'say hello',
      store: false,
    });
    expect(answer.output_text).toBe(text);
    expect(answer).toMatchObject({
      content_filters: [
        {
          blocked: false,
          source_type: 'prompt',
          content_filter_raw: [],
          content_filter_results: cleanPromptResults,
          content_filter_offsets: { start_offset: 0, end_offset: 9, check_offset: 9 },
        },
        {
          blocked: false,
          source_type: 'completion',
          content_filter_raw: [],
          content_filter_results: cleanCompletionResults,
          content_filter_offsets: { start_offset: 9, end_offset: 25, check_offset: 25 },
        },
      ],
    });
  });

  test('responses are not there before their version', async () => {
    const failure = await failureOf(client.responses.create({ model: 'gpt-4o-mini', input: 'x', store: false }));
    expect(failure).toBeInstanceOf(BadRequestError);
    expect(failure.code).toBe('BadRequest');
    expect(failure.message).toContain('2025-03-01-preview and later');
  });

  test.each([undefined, 'v1', 'preview', 'latest'])('/openai/v1 with api-version %s', async (version) => {
    const query = version === undefined ? '' : `?api-version=${version}`;
    const answer = await raw(`/openai/v1/chat/completions${query}`);
    expect(answer.status).toBe(200);
    expect(await bodyOf(answer)).toMatchObject({ prompt_filter_results: [{ prompt_index: 0 }] });
  });

  test("OpenAI's own client on /openai/v1", async () => {
    const plain = scripted.client({ baseURL: `${scripted.baseUrl}/openai/v1/`, apiKey: azureKey });
    expect((await plain.chat.completions.create(asked)).choices[0]).toMatchObject({
      content_filter_results: cleanCompletionResults,
    });
    expect((await plain.responses.create({ model: 'gpt-4o-mini', input: 'x', store: false })).output_text).toBe(text);
    expect((await plain.embeddings.create({ model: 'text-embedding-3-small', input: 'a' })).data).toHaveLength(1);
    expect((await plain.models.list()).data.length).toBeGreaterThan(1);
  });

  test('the other routes of the plain surface stand under /openai/v1 too', async () => {
    const counted = await raw('/openai/v1/tokenize', { body: JSON.stringify({ model: 'gpt-4o-mini', prompt: 'a' }) });
    expect(counted.status).toBe(200);
    const message = await raw('/openai/v1/messages', { body: JSON.stringify({ ...asked, max_tokens: 9 }) });
    expect(await bodyOf(message)).toMatchObject({ type: 'message', stop_reason: 'end_turn' });
  });

  test.each([
    ['Bearer', { authorization: `Bearer ${azureKey}`, 'api-key': '' }],
    ['api-key', { 'api-key': azureKey }],
  ])('a key in %s', async (_name, headers) => {
    expect((await raw(chatPath, { headers })).status).toBe(200);
    expect((await raw('/openai/v1/chat/completions', { headers })).status).toBe(200);
    expect((await raw('/v1/chat/completions', { headers })).status).toBe(200);
  });

  test('a token provider', async () => {
    const provided = azureClient(scripted, { apiKey: undefined, azureADTokenProvider: async () => azureKey });
    expect((await provided.chat.completions.create(asked)).choices).toHaveLength(1);
  });

  const denied =
    '{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource."}}';
  test.each([
    ['wrong', 'wrong-key-0123456789abcdef'],
    ['absent', ''],
  ])('a key that is %s', async (_name, key) => {
    for (const path of [chatPath, '/openai/v1/models', '/openai/nothing']) {
      const answer = await raw(path, { headers: { 'api-key': key } });
      expect([answer.status, await answer.text()]).toEqual([401, denied]);
    }
    const failure = await failureOf(azureClient(scripted, { apiKey: key || 'x' }).chat.completions.create(asked));
    expect(failure).toBeInstanceOf(AuthenticationError);
    expect(failure.code).toBe('401');
  });

  const noDeployment =
    '{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again."}}';
  test('a deployment that is not there', async () => {
    const failure = await failureOf(client.chat.completions.create({ ...asked, model: 'nothing' }));
    expect(failure).toBeInstanceOf(NotFoundError);
    expect(failure.code).toBe('DeploymentNotFound');
    for (const path of [chatPath.replace('gpt-4o-mini', 'nothing'), '/openai/v1/chat/completions']) {
      const answer = await raw(path, { body: JSON.stringify({ ...asked, model: 'nothing' }) });
      expect([answer.status, await answer.text()]).toEqual([404, noDeployment]);
    }
  });

  const noResource = '{"error":{"code":"404","message":"Resource not found"}}';
  test.each([
    ['no version', chatPath.replace(/\?.*/, '')],
    ['an unknown version', chatPath.replace(stableVersion, '2024-10-22')],
    ['a preview that was none', chatPath.replace(stableVersion, '2024-10-21-preview')],
    ['a stable that was a preview', chatPath.replace(stableVersion, '2025-04-01')],
    ['a version before chats', chatPath.replace(stableVersion, '2022-12-01')],
    ['v1 on a dated route', chatPath.replace(stableVersion, 'v1')],
    ['a date on a v1 route', `/openai/v1/chat/completions?api-version=${stableVersion}`],
    ['files', `/openai/files?api-version=${stableVersion}`],
    ['batches', `/openai/deployments/gpt-4o-mini/batches?api-version=${stableVersion}`],
    ['images', `/openai/deployments/gpt-4o-mini/images/generations?api-version=${stableVersion}`],
    ['v1 files', '/openai/v1/files'],
    ['no route', '/openai'],
  ])('%s is not found', async (_name, path) => {
    const answer = await raw(path);
    expect([answer.status, await answer.text()]).toEqual([404, noResource]);
  });

  test('another method is not found', async () => {
    for (const path of [chatPath, '/openai/v1/chat/completions']) {
      const answer = await raw(path, { method: 'PUT' });
      expect([answer.status, await answer.text()]).toEqual([404, noResource]);
    }
  });

  test('the client is told of batches that they are not there', async () => {
    const failure = await failureOf(
      client.batches.create({ input_file_id: 'f', endpoint: '/v1/chat/completions', completion_window: '24h' }),
    );
    expect(failure).toBeInstanceOf(NotFoundError);
    expect(failure.code).toBe('404');
  });

  test('a member that is wrong is named, with a code that is a string', async () => {
    const failure = await failureOf(client.chat.completions.create({ ...asked, temperature: 3 }));
    expect([failure.status, failure.param, typeof failure.code]).toEqual([400, 'temperature', 'string']);
    const broken = await raw(chatPath, { body: '{' });
    expect(await bodyOf(broken)).toMatchObject({ error: { code: '400', param: null, type: 'invalid_request_error' } });
  });

  test('what the model is not made for', async () => {
    const failure = await failureOf(client.embeddings.create({ model: 'gpt-4o-mini', input: 'a' }));
    expect([failure.status, failure.code]).toEqual([400, 'OperationNotSupported']);
    expect(failure.message).toContain('The embeddings operation does not work with the specified model, gpt-4o-mini.');
  });

  test.each(['/v1/chat/completions', chatPath])('a policy by name, on %s', async (path) => {
    screen.policyIds.length = 0;
    await raw(path, { headers: { 'x-policy-id': 'Strict.v2' } });
    await raw(path);
    expect(screen.policyIds).toEqual(['Strict.v2', null]);
  });

  test('a policy whose name is none', async () => {
    const answer = await raw(chatPath, { headers: { 'x-policy-id': '../etc' } });
    expect([answer.status, await answer.text()]).toEqual([
      400,
      '{"error":{"code":"InvalidContentFilterPolicy","message":"Your request contains invalid content filter policy. Please provide a valid policy."}}',
    ]);
    for (const path of ['/v1/chat/completions', '/v1/embeddings', '/v1/completions', '/v1/responses']) {
      const plain = await raw(path, { headers: { 'x-policy-id': '' } });
      expect([plain.status, (await bodyOf(plain)).error.code]).toEqual([400, 'invalid_content_filter_policy']);
    }
    const message = await raw('/v1/messages', { headers: { 'x-policy-id': '-' } });
    expect([message.status, (await bodyOf(message)).error.type]).toEqual([400, 'invalid_request_error']);
  });

  test.each([
    ['2023-05-15', false],
    ['2023-03-15-preview', false],
    ['2023-06-01-preview', true],
    ['2024-02-01', true],
  ])('annotations in %s: %s', async (version, has) => {
    const answer = await azureClient(scripted, { apiKey: azureKey, apiVersion: version }).chat.completions.create(
      asked,
    );
    expect('prompt_filter_results' in answer).toBe(has);
    expect('content_filter_results' in (answer.choices[0] ?? {})).toBe(has);
  });

  test('the plain surface tells nothing unless it is asked', async () => {
    const plain = (headers: Record<string, string>, path = '/v1/chat/completions', body: object = asked) =>
      raw(path, { headers, body: JSON.stringify(body) }).then(bodyOf);
    const silent = await plain({});
    expect(
      [Object.keys(silent), Object.keys(silent.choices[0] ?? {})].flat().filter((key) => /filter/.test(key)),
    ).toEqual([]);
    const headers = { 'x-kinglet-annotations': 'true' };
    expect(await plain(headers)).toMatchObject({
      prompt_filter_results: [{ content_filter_results: cleanPromptResults }],
      choices: [{ content_filter_results: cleanCompletionResults }],
    });
    const response = { model: 'gpt-4o-mini', input: 'x', store: false };
    expect(await plain(headers, '/v1/responses', response)).toMatchObject({ content_filters: [{}, {}] });
    expect(await plain({}, '/v1/responses', response)).not.toHaveProperty('content_filters');
    const completion = { model: 'gpt-4o-mini', prompt: 'x' };
    expect(await plain(headers, '/v1/completions', completion)).toHaveProperty('prompt_filter_results');
  });
});
