// In: Azure's official client against the service with a scripted filter that finds something. Out: blocked prompts, cut answers and
// failures as Azure tells them, to the byte where clients read bytes, and as the other surfaces do.
import { BadRequestError, RateLimitError } from 'openai';
import { afterEach, describe, expect, test } from 'vitest';
import { azureClient, bodyOf, failureOf, previewVersion, stableVersion } from './azure-client.ts';
import { attackedPrompt, cleanPrompt, scriptedScreen, violentCompletion } from './scripted-screen.ts';
import {
  greeting,
  type ScriptedService,
  type ScriptedServiceOptions,
  script,
  slowScript,
  startScriptedService,
} from './start-scripted-service.ts';

const asked = { model: 'gpt-4o-mini', messages: [{ role: 'user' as const, content: 'say hello' }] };
const text = greeting.join('');
const chatPath = `/openai/deployments/gpt-4o-mini/chat/completions?api-version=${stableVersion}`;
const started: ScriptedService[] = [];

async function start(options: ScriptedServiceOptions = {}): Promise<ScriptedService> {
  const scripted = await startScriptedService({ screen: scriptedScreen(), ...options });
  started.push(scripted);
  return scripted;
}
afterEach(async () => {
  for (const scripted of started.splice(0)) {
    expect(scripted.faultCodes).not.toContain('internal');
    await scripted.stop();
  }
});

describe('a prompt that is kept back', () => {
  const screen = () => scriptedScreen({ prompt: () => attackedPrompt });
  const blocked =
    '{"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI\'s content management policy. Please modify your prompt and retry. To learn more about our content filtering policies please read our documentation: https://go.microsoft.com/fwlink/?linkid=2198766","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"hate":{"filtered":false,"severity":"safe"},"jailbreak":{"filtered":true,"detected":true},"self_harm":{"filtered":false,"severity":"safe"},"sexual":{"filtered":false,"severity":"safe"},"violence":{"filtered":false,"severity":"safe"}}}}}';

  test.each([false, true])('to the byte, stream %s', async (stream) => {
    const scripted = await start({ screen: screen() });
    for (const path of [chatPath, '/openai/v1/chat/completions']) {
      const answer = await scripted.post({ ...asked, stream }, {}, path);
      expect([answer.status, await answer.text()]).toEqual([400, blocked]);
    }
  });

  test('as the client sees it, and of the other operations', async () => {
    const scripted = await start({ screen: screen() });
    const client = azureClient(scripted, { apiVersion: previewVersion });
    for (const work of [
      client.chat.completions.create(asked),
      client.completions.create({ model: 'gpt-4o-mini', prompt: 'x' }),
      client.responses.create({ model: 'gpt-4o-mini', input: 'x', store: false }),
    ]) {
      const failure = await failureOf(work);
      expect(failure).toBeInstanceOf(BadRequestError);
      expect([failure.code, failure.param]).toEqual(['content_filter', 'prompt']);
      expect(failure.error).toMatchObject({
        innererror: { code: 'ResponsibleAIPolicyViolation', content_filter_result: { jailbreak: { filtered: true } } },
      });
    }
    expect(scripted.engine.runs ?? []).toEqual([]);
  });

  test('by a list of the operator', async () => {
    const verdict = {
      ...cleanPrompt,
      harms: {},
      detections: {},
      blocklists: { isFiltered: true, matches: [{ name: 'LIST', isBlocking: true }] },
      isFiltered: true,
    };
    const scripted = await start({ screen: scriptedScreen({ prompt: () => verdict }) });
    const answer = await scripted.post(asked, {}, chatPath);
    expect((await bodyOf(answer)).error.innererror?.content_filter_result).toEqual({
      custom_blocklists: { filtered: true, details: [{ filtered: true, id: 'LIST' }] },
    });
  });

  test("in OpenAI's manner on the plain surface", async () => {
    const scripted = await start({ screen: screen() });
    const failure = await failureOf(scripted.client().chat.completions.create(asked));
    expect(failure).toBeInstanceOf(BadRequestError);
    expect([failure.code, failure.type]).toEqual(['content_filter', 'invalid_request_error']);
    expect(Object.keys(failure.error as object)).toEqual(['message', 'type', 'param', 'code']);
    const message = await scripted.post({ ...asked, max_tokens: 5 }, {}, '/v1/messages');
    expect([message.status, (await bodyOf(message)).error.type]).toEqual([400, 'invalid_request_error']);
  });
});

describe('an answer that is cut', () => {
  const cut = (cutAfter: number) => start({ screen: scriptedScreen({ cutAfter }) });

  test('before any text: no content', async () => {
    const answer = await azureClient(await cut(0)).chat.completions.create(asked);
    expect(answer.choices[0]?.finish_reason).toBe('content_filter');
    expect(answer.choices[0]?.message).not.toHaveProperty('content');
    expect(answer.choices[0]).toMatchObject({
      message: { role: 'assistant' },
      content_filter_results: { violence: { filtered: true, severity: 'medium' } },
    });
    expect(answer.usage?.completion_tokens).toBeGreaterThan(0);
  });

  test('behind some text: that text', async () => {
    const scripted = await cut(2);
    const answer = await azureClient(scripted).chat.completions.create(asked);
    expect(answer.choices[0]).toMatchObject({ finish_reason: 'content_filter', message: { content: 'Grüße' } });
    const completion = await azureClient(scripted).completions.create({ model: 'gpt-4o-mini', prompt: 'x' });
    expect(completion.choices[0]).toMatchObject({ finish_reason: 'content_filter', text: 'Grüße' });
  });

  test('on every other surface', async () => {
    const scripted = await cut(1);
    const plain = scripted.client();
    expect((await plain.chat.completions.create(asked)).choices[0]).toMatchObject({
      finish_reason: 'content_filter',
      message: { content: 'Grü' },
    });
    const response = await plain.responses.create({ model: 'gpt-4o-mini', input: 'x', store: false });
    expect(response).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'content_filter' } });
    const message = await scripted.post({ ...asked, max_tokens: 5 }, {}, '/v1/messages');
    expect(await bodyOf(message)).toMatchObject({ stop_reason: 'refusal', content: [{ text: 'Grü' }] });
    const azure = azureClient(scripted, { apiVersion: previewVersion });
    expect(await azure.responses.create({ model: 'gpt-4o-mini', input: 'x', store: false })).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'content_filter' },
      content_filters: [{ blocked: false }, { blocked: true, source_type: 'completion' }],
    });
  });
});

describe('the rest of what Azure says', () => {
  test('a filter that cannot run lets through and says so', async () => {
    const failure = { code: 'scorer_down', message: 'Somewhere inside.' };
    const unfiltered = { ...cleanPrompt, harms: {}, detections: {}, failure };
    const completion = { ...violentCompletion, harms: {}, detections: {}, isFiltered: false, failure };
    const scripted = await start({ screen: scriptedScreen({ prompt: () => unfiltered, completion }) });
    const results = { error: { code: 'content_filter_error', message: 'The contents are not filtered' } };
    expect(await azureClient(scripted).chat.completions.create(asked)).toMatchObject({
      prompt_filter_results: [{ prompt_index: 0, content_filter_results: results }],
      choices: [{ message: { content: text }, content_filter_results: results }],
    });
  });

  test('without a filter the members are there, and empty', async () => {
    const scripted = await startScriptedService();
    started.push(scripted);
    const answer = await azureClient(scripted).chat.completions.create(asked);
    expect(answer).toMatchObject({ prompt_filter_results: [{ prompt_index: 0, content_filter_results: {} }] });
    expect(answer.choices[0]).toMatchObject({ content_filter_results: {} });
  });

  test('too many at once: how long to wait', async () => {
    const scripted = await start({
      answer: () => slowScript(400, 5),
      facts: { slotCount: 1 },
      environment: { KINGLET_QUEUE_LENGTH: '0' },
    });
    const client = azureClient(scripted);
    const stream = await client.chat.completions.create({ ...asked, stream: true });
    const failure = await failureOf(client.chat.completions.create(asked));
    stream.controller.abort();
    expect(failure).toBeInstanceOf(RateLimitError);
    expect(failure.code).toBe('429');
    const seconds = failure.headers?.get('retry-after');
    expect(failure.headers?.get('retry-after-ms')).toMatch(/^\d+$/);
    expect(failure.message).toBe(
      `429 Requests to the ChatCompletions_Create Operation under Azure OpenAI API version ${stableVersion} have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after ${seconds} seconds. Please go here: https://aka.ms/oai/quotaincrease if you would like to further increase the default rate limit.`,
    );
  });

  test('an engine that dies, before and within a stream', async () => {
    const scripted = await start({ answer: () => script(greeting, { diesAtDelta: 2 }) });
    const answer = await scripted.post(asked, {}, chatPath);
    expect([answer.status, (await bodyOf(answer)).error.code]).toEqual([500, 'InternalServerError']);
    const streamed = await scripted.post({ ...asked, stream: true }, {}, chatPath);
    const lines = (await streamed.text()).trimEnd().split('\n\n');
    expect(lines.at(-1)).toMatch(/^data: \{"error":\{"code":"InternalServerError","message":"/);
  });
});
