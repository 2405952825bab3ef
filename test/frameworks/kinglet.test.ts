// In: each framework, Kinglet, and a small real model. Out: every framework goes its errand to the end, asks a second question and fills
// its form; no fault on our side is of our own making.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Feature, notYetServed } from '../conformance/not-yet-served.ts';
import { type ModelService, startModelService } from '../model/start-model-service.ts';
import type { ErrandRun } from './framework-run.ts';
import { langchainErrands, langchainFollowUps, langchainForms } from './langchain.ts';
import { agentsErrands, agentsFollowUps, agentsForms } from './openai-agents.ts';
import { celsiusInRome, createToolbox } from './toolbox.ts';
import { vercelErrands, vercelFollowUps, vercelForms } from './vercel-ai.ts';

let service: ModelService;

beforeAll(async () => {
  service = await startModelService({ slots: 1 });
});

afterAll(() => service.stop());

const target = () => ({ baseUrl: `${service.baseUrl}/v1`, apiKey: 'any', model: 'gpt-4o-mini' });

function isServed(route: ErrandRun['route'], ...features: readonly Feature[]): boolean {
  const needed = route === '/v1/responses' ? [...features, 'responses' as const] : features;
  return needed.every((feature) => !notYetServed.includes(feature));
}

const errands = [...vercelErrands, ...langchainErrands, ...agentsErrands];
for (const { name, run } of errands.filter(({ route }) => isServed(route, 'tools'))) {
  test(`the errand: ${name}`, async () => {
    const toolbox = createToolbox();
    const text = await run(target(), toolbox);
    const [weather, message] = toolbox.uses;
    expect(weather).toMatchObject({ name: 'get_weather', given: { city: expect.stringMatching(/rome/i) } });
    expect(message).toMatchObject({ name: 'send_message', given: { to: expect.stringMatching(/ada/i) } });
    expect(message?.given['text']).toContain(String(celsiusInRome));
    expect(text).not.toBe('');
  });
}

const forms = [...vercelForms, ...langchainForms, ...agentsForms];
for (const { name, run } of forms.filter(({ route }) => isServed(route, 'tools', 'response_format'))) {
  test(`the form: ${name}`, async () => {
    const sentence = `It is ${celsiusInRome} degrees in Rome.`;
    expect(await run(target(), sentence)).toEqual({ city: 'Rome', celsius: celsiusInRome });
  });
}

const followUps = [...vercelFollowUps, ...langchainFollowUps, ...agentsFollowUps];
for (const { name, run } of followUps.filter(({ route }) => isServed(route))) {
  test(`the second question: ${name}`, async () => {
    expect(await run(target(), ['My name is Ada.', 'What is my name?'])).toContain('Ada');
  });
}

test('nothing of it was a fault of the service', () => {
  expect(service.faultCodes).toEqual([]);
});
