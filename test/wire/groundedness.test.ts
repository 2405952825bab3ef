// In: official clients and raw requests over an engine that answers, and judges answers, by script. Out: ungrounded material and task adherence
// as Azure tells them, streamed and not, annotated and kept back; policies by ARM; the Content Safety operation with its limits and errors.
import { AzureKeyCredential } from '@azure/core-auth';
import ContentSafetyClient from '@azure-rest/ai-content-safety';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { EngineRun } from '../../src/contract/engine.ts';
import type { Turn } from '../../src/contract/turn.ts';
import { azureClient, chunksOf, previewVersion, stableVersion, textOf } from './azure-client.ts';
import {
  type ScriptedService,
  type ScriptedServiceOptions,
  script,
  startScriptedService,
} from './start-scripted-service.ts';

const appKey = 'app-key-0123456789abcdef';
const adminKey = 'admin-key-0123456789abcdef';
const account = '/subscriptions/0000/resourceGroups/group/providers/Microsoft.CognitiveServices/accounts/anything';
const document = 'The mill of Harlow was built in 1852 by Ann Weir.\\nIt has four floors.';
const asked = {
  model: 'gpt-4o-mini',
  messages: [{ role: 'user' as const, content: `Tell me of the mill. """ <documents> ${document} </documents> """` }],
};
const said = ['The mill of Harlow was built in 1852 by Ann Weir. ', 'It was sold in 1999. ', 'It is WRONG.'];
const answered = said.join('');
const spans = [
  { completion_start_offset: 50, completion_end_offset: 70 },
  { completion_start_offset: 71, completion_end_offset: 83 },
];
const ungrounded = (filtered: boolean) => ({ filtered, detected: true, details: spans });

const lastText = (turns: readonly Turn[]) => turns.at(-1)?.parts[0]?.text ?? '';
const isQuestion = (turns: readonly Turn[]) => lastText(turns).endsWith('Answer only yes or no.');
const statement = (turns: readonly Turn[]) => /^Statement: (.*)$/m.exec(lastText(turns))?.[1] ?? lastText(turns);

/** As a judge it finds what holds WRONG to be wrong. */
function answer(turns: readonly Turn[], _run?: EngineRun): ReturnType<typeof script> {
  if (isQuestion(turns)) return script([statement(turns).includes('WRONG') ? 'no' : 'yes']);
  if (lastText(turns).includes('Say in one short sentence')) return script(['Nobody says so.']);
  if (lastText(turns).includes('Write the statement again')) return script(['It was not sold.']);
  return script(said);
}

const started: ScriptedService[] = [];
async function start(
  checks: object,
  rest: ScriptedServiceOptions & { readonly policy?: object } = {},
): Promise<ScriptedService> {
  const { policy = {}, ...options } = rest;
  const scripted = await startScriptedService({
    isFiltering: true,
    answer,
    facts: { slotCount: 1 },
    file: {
      policies: [{ name: 'Checked', completion: { answerChecks: checks }, ...policy }],
      deployments: [{ name: 'gpt-4o-mini', contentPolicy: 'Checked' }],
    },
    ...options,
  });
  started.push(scripted);
  return scripted;
}
afterEach(async () => {
  for (const scripted of started.splice(0)) {
    expect(scripted.faultCodes).not.toContain('internal');
    await scripted.stop();
  }
});

const annotate = { isEnabled: true };
const block = { isEnabled: true, isBlocking: true };
/** Azure's own members are not in OpenAI's types. */
const resultsOf = (choice: object | undefined) =>
  (choice as { content_filter_results?: object } | undefined)?.content_filter_results;

describe('groundedness under a policy that annotates', () => {
  test('whole: told with the statements, on a single slot, and judging costs the client nothing', async () => {
    const scripted = await start({ groundedness: annotate });
    const completion = await azureClient(scripted, { apiVersion: previewVersion }).chat.completions.create(asked);
    expect(completion.choices[0]?.message.content).toBe(answered);
    expect(resultsOf(completion.choices[0])).toMatchObject({
      ungrounded_material: ungrounded(false),
      hate: { filtered: false },
    });
    expect(resultsOf(completion.choices[0])).not.toHaveProperty('task_adherence');
    expect(completion.usage?.completion_tokens).toBe(said.length);
    // The first sentence stands in the document, the second has a number that does not.
    expect(scripted.engine.runs).toHaveLength(2);
    expect(scripted.service.store.recentRows(1)).toMatchObject([{ outcome: 'done', completionTokens: said.length }]);
  });

  test('streamed: text as it comes, what was found with the end', async () => {
    const scripted = await start({ groundedness: annotate });
    const client = azureClient(scripted, { apiVersion: previewVersion });
    const chunks = await chunksOf(await client.chat.completions.create({ ...asked, stream: true }));
    expect(textOf(chunks)).toBe(answered);
    const told = chunks.filter(({ choices: [choice] }) =>
      Object.hasOwn(resultsOf(choice) ?? {}, 'ungrounded_material'),
    );
    expect(told.map(({ choices }) => choices[0]?.finish_reason)).toEqual(['stop']);
    expect(resultsOf(told[0]?.choices[0])).toEqual({ ungrounded_material: ungrounded(false) });
  });

  test('asynchronous: in a chunk of its own before the end', async () => {
    const scripted = await start({ groundedness: annotate }, { policy: { streamMode: 'asynchronous' } });
    const client = azureClient(scripted, { apiVersion: previewVersion });
    const chunks = await chunksOf(await client.chat.completions.create({ ...asked, stream: true }));
    expect(textOf(chunks)).toBe(answered);
    const last = chunks.slice(-2).map(({ choices: [choice] }) => choice);
    const before = Array.from(asked.messages[0]?.content ?? '').length;
    expect(last[0]).toMatchObject({
      finish_reason: null,
      content_filter_results: { ungrounded_material: ungrounded(false) },
      content_filter_offsets: { start_offset: before, end_offset: before + answered.length },
    });
    expect(last[1]).toMatchObject({ finish_reason: 'stop' });
  });

  test('an older version leaves it out; a prompt without documents has none; tools are documents', async () => {
    const scripted = await start({ groundedness: annotate });
    const old = await azureClient(scripted, { apiVersion: stableVersion }).chat.completions.create(asked);
    expect(resultsOf(old.choices[0])).not.toHaveProperty('ungrounded_material');
    const client = azureClient(scripted, { apiVersion: previewVersion });
    const plain = await client.chat.completions.create({ ...asked, messages: [{ role: 'user', content: 'Tell me.' }] });
    expect(resultsOf(plain.choices[0])).not.toHaveProperty('ungrounded_material');
    const call = { id: 'c1', type: 'function' as const, function: { name: 'look', arguments: '{}' } };
    const looked = await client.chat.completions.create({
      ...asked,
      messages: [
        { role: 'user', content: 'Tell me.' },
        { role: 'assistant', tool_calls: [call] },
        { role: 'tool', tool_call_id: 'c1', content: document },
      ],
    });
    expect(resultsOf(looked.choices[0])).toMatchObject({ ungrounded_material: ungrounded(false) });
  });

  test('each of several choices, on responses, and over OpenAI with annotations', async () => {
    const scripted = await start({ groundedness: annotate });
    const client = azureClient(scripted, { apiVersion: previewVersion });
    const two = await client.chat.completions.create({ ...asked, n: 2 });
    expect(two.choices.map(resultsOf)).toMatchObject([
      { ungrounded_material: ungrounded(false) },
      { ungrounded_material: ungrounded(false) },
    ]);
    const response = await client.responses.create({
      model: 'gpt-4o-mini',
      input: asked.messages[0]?.content ?? '',
      store: false,
    });
    expect(response).toMatchObject({
      content_filters: [
        { source_type: 'prompt' },
        { source_type: 'completion', content_filter_results: { ungrounded_material: ungrounded(false) } },
      ],
    });
    const annotated = await scripted.post(asked, { 'x-kinglet-annotations': 'true' });
    expect(await annotated.json()).toMatchObject({
      choices: [{ content_filter_results: { ungrounded_material: ungrounded(false) } }],
    });
  });
});

describe('groundedness under a policy that blocks', () => {
  test.each([false, true])('nothing of it is shown, stream %s', async (stream) => {
    const scripted = await start({ groundedness: block });
    const path = `/openai/deployments/gpt-4o-mini/chat/completions?api-version=${stableVersion}`;
    const text = await (await scripted.post({ ...asked, stream }, {}, path)).text();
    expect(text).not.toContain('Ann Weir');
    expect(text).toContain('"finish_reason":"content_filter"');
    expect(text).toContain(JSON.stringify(ungrounded(true)));
  });

  test('asynchronous: what was shown is cut at its end', async () => {
    const scripted = await start({ groundedness: block }, { policy: { streamMode: 'asynchronous' } });
    const client = azureClient(scripted, { apiVersion: previewVersion });
    const chunks = await chunksOf(await client.chat.completions.create({ ...asked, stream: true }));
    expect(textOf(chunks)).toBe(answered);
    expect(chunks.at(-1)?.choices).toMatchObject([
      { finish_reason: 'content_filter', content_filter_results: { ungrounded_material: ungrounded(true) } },
    ]);
  });

  test('what is grounded passes', async () => {
    const scripted = await start(
      { groundedness: block },
      { answer: (turns) => (isQuestion(turns) ? answer(turns) : script(said.slice(0, 1))) },
    );
    const client = azureClient(scripted, { apiVersion: previewVersion });
    const chunks = await chunksOf(await client.chat.completions.create({ ...asked, stream: true }));
    expect(textOf(chunks)).toBe(said[0]);
    expect(resultsOf(chunks.at(-1)?.choices[0])).toEqual({
      ungrounded_material: { filtered: false, detected: false, details: [] },
    });
  });

  test.each([
    ['open', 'stop'],
    ['closed', 'content_filter'],
  ])('a judge that says neither yes nor no is a failure: %s', async (onScorerFailure, reason) => {
    const scripted = await start(
      { groundedness: block },
      { policy: { onScorerFailure }, answer: (turns) => script(isQuestion(turns) ? ['Perhaps'] : said) },
    );
    const completion = await azureClient(scripted, { apiVersion: previewVersion }).chat.completions.create(asked);
    expect(completion.choices[0]).toMatchObject({
      finish_reason: reason,
      content_filter_results: { error: { code: 'content_filter_error', message: 'The contents are not filtered' } },
    });
  });
});

describe('task adherence', () => {
  const mail = {
    type: 'function' as const,
    function: {
      name: 'send_mail',
      description: 'Send a mail',
      parameters: { type: 'object', properties: { to: { type: 'string' } } },
    },
  };
  const calling = (to: string) => (turns: readonly Turn[]) =>
    isQuestion(turns)
      ? answer(turns)
      : script([`<tool_call>\n{"name": "send_mail", "arguments": {"to": "${to}"}}\n</tool_call>`]);
  const ask = { ...asked, messages: [{ role: 'user' as const, content: 'Send a mail to Ann.' }], tools: [mail] };

  test.each([false, true])(
    'a call that does not serve is kept back, one that does passes, stream %s',
    async (stream) => {
      const straying = await start({ taskAdherence: block }, { answer: calling('WRONG') });
      const path = '/openai/v1/chat/completions';
      const text = await (await straying.post({ ...ask, stream }, {}, path)).text();
      expect(text).not.toContain('send_mail');
      expect(text).toContain('"task_adherence":{"filtered":true,"detected":true}');
      const serving = await start({ taskAdherence: block }, { answer: calling('Ann') });
      const served = await (await serving.post({ ...ask, stream }, {}, path)).text();
      expect(served).toContain('send_mail');
      expect(served).toContain('"task_adherence":{"filtered":false,"detected":false}');
    },
  );
});

describe('policies by ARM', () => {
  test('both filters are made, read back and obeyed', async () => {
    const scripted = await startScriptedService({
      isFiltering: true,
      answer,
      environment: { KINGLET_API_KEY: appKey, KINGLET_ADMIN_KEY: adminKey },
    });
    started.push(scripted);
    const contentFilters = [
      { name: 'Groundedness', enabled: true, blocking: false, source: 'Completion' },
      { name: 'Task Adherence', enabled: true, blocking: true, source: 'Completion' },
    ];
    const address = `${scripted.baseUrl}${account}/raiPolicies/Checked?api-version=2024-10-01`;
    const headers = { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' };
    const made = await fetch(address, {
      method: 'PUT',
      headers,
      body: JSON.stringify({ properties: { contentFilters } }),
    });
    expect(made.status).toBe(201);
    const read = (await made.json()) as { properties: { contentFilters: object[] } };
    for (const filter of [{ ...contentFilters[0], name: 'Ungrounded Material' }, contentFilters[1]])
      expect(read.properties.contentFilters).toContainEqual(filter);
    const path = '/openai/v1/chat/completions';
    const plain = await scripted.post(asked, { 'api-key': adminKey }, path);
    expect(await plain.text()).not.toContain('ungrounded_material');
    const checked = await scripted.post(asked, { 'api-key': adminKey, 'x-policy-id': 'checked' }, path);
    // The text holds WRONG: by script it does not serve.
    expect(await checked.json()).toMatchObject({
      choices: [
        {
          finish_reason: 'content_filter',
          content_filter_results: { ungrounded_material: ungrounded(false), task_adherence: { filtered: true } },
        },
      ],
    });
  });
});

describe('text:detectGroundedness', () => {
  let scripted: ScriptedService;
  beforeAll(async () => {
    scripted = await startScriptedService({
      answer,
      environment: { KINGLET_API_KEY: appKey },
      file: {
        deployments: [{ name: 'gpt-4o-mini' }, { name: 'judge' }],
        keys: [{ id: 'narrow', key: 'narrow-key-0123456789abcd', deployments: ['judge'] }],
      },
    });
  });
  afterAll(() => scripted.stop());
  const path = '/contentsafety/text:detectGroundedness?api-version=2024-09-15-preview';
  const send = (body: unknown, key = appKey) => scripted.post(body, { 'ocp-apim-subscription-key': key }, path);
  const sources = ['The mill of Harlow was built in 1852 by Ann Weir.', 'It has four floors.'];
  const valid = { text: answered, groundingSources: sources };

  test('tells what is ungrounded, and how much of the text', async () => {
    const client = ContentSafetyClient(scripted.baseUrl, new AzureKeyCredential(appKey), {
      allowInsecureConnection: true,
    });
    const result = await client
      .pathUnchecked('/text:detectGroundedness')
      .post({ body: { ...valid, domain: 'Generic', task: 'Summarization', reasoning: false } });
    expect([result.status, result.body]).toEqual([
      '200',
      {
        ungroundedDetected: true,
        ungroundedPercentage: expect.closeTo(32 / 81, 5),
        ungroundedDetails: [{ text: 'It was sold in 1999.' }, { text: 'It is WRONG.' }],
      },
    ]);
    const [row] = scripted.service.store.recentRows(1);
    expect(row).toMatchObject({
      operation: 'contentsafety.text.detect_groundedness',
      outcome: 'done',
      deployment: 'gpt-4o-mini',
      completionTokens: 0,
    });
    expect(row?.promptTokens).toBeGreaterThan(50);
  });

  test('what is grounded, names in any case, a question', async () => {
    const body = {
      Domain: 'MEDICAL',
      Task: 'qna',
      Qna: { query: 'Who built it in 1777?' },
      Text: 'Ann built it, not in 1777.',
      GroundingSources: sources,
      Reasoning: false,
    };
    expect(await (await send(body)).json()).toEqual({
      ungroundedDetected: false,
      ungroundedPercentage: 0,
      ungroundedDetails: [],
    });
  });

  test('reasons and a correction by the deployed model; no other service is asked', async () => {
    const llmResource = {
      resourceType: 'AzureOpenAI',
      azureOpenAIEndpoint: 'https://nowhere.invalid',
      azureOpenAIDeploymentName: 'judge',
    };
    const response = await send({
      text: 'It was sold in 1999. It has four floors.',
      groundingSources: sources,
      reasoning: true,
      correction: true,
      llmResource,
    });
    expect(await response.json()).toEqual({
      ungroundedDetected: true,
      ungroundedPercentage: expect.any(Number),
      ungroundedDetails: [{ text: 'It was sold in 1999.', reason: 'Nobody says so.' }],
      correctionText: 'It was not sold. It has four floors.',
    });
    expect(scripted.service.store.recentRows(1)).toMatchObject([{ deployment: 'judge' }]);
  });

  test('limits are counted in code points', async () => {
    const fits = { text: `${'🙂'.repeat(7499)}x`, groundingSources: ['🙂'.repeat(27_500), '🙂'.repeat(27_500)] };
    expect((await send(fits)).status).toBe(200);
  });

  test.each([
    ['no text', { groundingSources: sources }, 'text'],
    ['an empty text', { ...valid, text: '' }, 'text'],
    ['a long text', { ...valid, text: 'x'.repeat(7501) }, 'text'],
    ['no sources', { text: 'a' }, 'groundingSources'],
    ['an empty list', { text: 'a', groundingSources: [] }, 'groundingSources'],
    ['long sources', { text: 'a', groundingSources: ['x'.repeat(30_000), 'x'.repeat(25_001)] }, 'groundingSources'],
    ['a long question', { ...valid, task: 'QnA', qna: { query: 'x'.repeat(7501) } }, 'qna.query'],
    ['no such domain', { ...valid, domain: 'Legal' }, 'domain'],
    ['no such task', { ...valid, task: 5 }, 'task'],
    ['another type', { ...valid, reasoning: 'yes' }, 'reasoning'],
    ['another resource', { ...valid, llmResource: { resourceType: 'Other' } }, 'llmResource.resourceType'],
    ['an unknown member', { ...valid, sources }, 'sources'],
    ['no object', [], undefined],
  ])('%s costs no model time', async (_name, body, target) => {
    const before = scripted.engine.runs.length;
    const response = await send(body);
    const { error } = (await response.json()) as { error: { code: string; target?: string } };
    expect([response.status, error.code, error.target]).toEqual([400, 'InvalidRequestBody', target]);
    expect(response.headers.get('x-ms-error-code')).toBe('InvalidRequestBody');
    expect(scripted.engine.runs.length).toBe(before);
  });

  test('a deployment that is not there, or not for the key', async () => {
    const named = (name: string) => ({ ...valid, llmResource: { azureOpenAIDeploymentName: name } });
    for (const response of [await send(named('none')), await send(named('gpt-4o-mini'), 'narrow-key-0123456789abcd')]) {
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({
        error: { code: 'ResourceNotFound', target: 'llmResource.azureOpenAIDeploymentName' },
      });
    }
    expect((await send(valid, 'narrow-key-0123456789abcd')).status).toBe(200);
    expect(scripted.service.store.recentRows(1)).toMatchObject([{ deployment: 'judge' }]);
  });

  test('another method, and no key', async () => {
    const read = await fetch(`${scripted.baseUrl}${path}`, { headers: { 'api-key': appKey } });
    expect([read.status, (await scripted.post(valid, {}, path)).status]).toEqual([405, 401]);
  });
});
