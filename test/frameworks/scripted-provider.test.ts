// In: each framework and the scripted provider. Out: the harness works: tools are called in order with their arguments, forms are filled,
// the frameworks' own types hold. What fails on Kinglet after this fails because of Kinglet.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { langchainErrands, langchainFollowUps, langchainForms } from './langchain.ts';
import { agentsErrands, agentsFollowUps, agentsForms } from './openai-agents.ts';
import { type ScriptedProvider, startScriptedProvider } from './scripted-provider.ts';
import { lastText } from './scripted-turn.ts';
import { celsiusInRome, createToolbox } from './toolbox.ts';
import { vercelErrands, vercelFollowUps, vercelForms } from './vercel-ai.ts';

let provider: ScriptedProvider;

beforeEach(async () => {
  provider = await startScriptedProvider();
});

afterEach(() => provider.stop());

interface ToolsBody {
  readonly tools?: readonly { readonly name?: string; readonly function?: { readonly name: string } }[];
}

function toolNamesOf(body: unknown): readonly string[] {
  // What the frameworks sent, in one of the two forms.
  return ((body as ToolsBody).tools ?? []).map((tool) => tool.function?.name ?? tool.name ?? '');
}

const target = () => ({ baseUrl: provider.baseUrl, apiKey: 'any', model: 'gpt-4o-mini' });

for (const { name, route, run } of [...vercelErrands, ...langchainErrands, ...agentsErrands]) {
  test(`the errand: ${name}`, async () => {
    const toolbox = createToolbox();
    expect(await run(target(), toolbox)).toBe(lastText);
    expect(toolbox.uses).toEqual([
      { name: 'get_weather', given: { city: 'Rome' } },
      { name: 'send_message', given: { to: 'Ada', text: 'It is 31 degrees in Rome.' } },
    ]);
    expect(provider.sent.map(({ path }) => path)).toEqual([route, route, route]);
    expect(provider.sent.map(({ body }) => toolNamesOf(body))).toEqual([
      ['get_weather', 'send_message'],
      ['send_message'],
      [],
    ]);
    const isStreamed = name.endsWith('streamed');
    for (const { body } of provider.sent) {
      if (isStreamed) expect(body).toMatchObject({ stream: true });
      else expect(body).not.toMatchObject({ stream: true });
    }
  });
}

for (const { name, route, run } of [...vercelForms, ...langchainForms, ...agentsForms]) {
  test(`the form: ${name}`, async () => {
    expect(await run(target(), 'It is 31 degrees in Rome.')).toEqual({ city: 'Rome', celsius: celsiusInRome });
    expect(provider.sent.map(({ path }) => path)).toEqual([route]);
  });
}

for (const { name, route, run } of [...vercelFollowUps, ...langchainFollowUps, ...agentsFollowUps]) {
  test(`the second question: ${name}`, async () => {
    expect(await run(target(), ['My name is Ada.', 'What is my name?'])).toBe(lastText);
    expect(provider.sent.map(({ path }) => path)).toEqual([route, route]);
    expect(JSON.stringify(provider.sent[1]?.body)).toContain(lastText);
  });
}

test('the types of the frameworks hold', () => {
  const compiler = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
  const project = fileURLToPath(new URL('.', import.meta.url));
  const done = spawnSync(process.execPath, [compiler, '-p', project], { encoding: 'utf8' });
  expect(done.status, `${done.stdout}\n${done.stderr}`).toBe(0);
});
