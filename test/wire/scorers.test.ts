// In: deployments with panels of their own, over scorers that answer on this machine. Out: each deployment is judged by its own; a scorer
// that fails loses nothing of what others found, and the policy decides what follows.
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openScorers } from '../../src/cli/open-scorers.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { TextScorer, TextScores } from '../../src/contract/safety.ts';
import { scriptedScorer } from '../../src/safety/scripted-scorer.suite.ts';
import { scriptedSafety } from './scripted-safety.ts';
import { type ScriptedService, script, startScriptedService } from './start-scripted-service.ts';

const servers: Server[] = [];
const guardCalls: string[] = [];
let service: ScriptedService;
let stopScorers: () => Promise<void>;

/** Answers each posted body with what `answer` makes of it; null is a 503. */
async function serve(answer: (body: string, path: string) => unknown): Promise<string> {
  const server = createServer((request, response) => {
    const pieces: string[] = [];
    request.setEncoding('utf8').on('data', (piece: string) => pieces.push(piece));
    request.on('end', () => {
      const given = answer(pieces.join(''), request.url ?? '');
      response.writeHead(given === null ? 503 : 200).end(JSON.stringify(given));
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

beforeAll(async () => {
  const own = await serve((body) => ({ scores: [{ harms: { violence: body.includes('REMOTE') ? 5 : 0 } }] }));
  const guard = await serve((body, path) => {
    guardCalls.push(path);
    const content = body.includes('HARMLESS') ? 'safe' : 'unsafe\nS10';
    return { choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }] };
  });
  const down = await serve(() => null);
  const file = {
    scorers: [
      { id: 'own', kind: 'http', url: `${own}/score` },
      { id: 'guard', kind: 'guard', url: `${guard}/v1`, template: 'llama-guard', asked: 'when-unsure' },
      { id: 'down', kind: 'openai', url: `${down}/v1` },
    ],
    policies: [{ name: 'closing', onScorerFailure: 'closed' }],
    deployments: [
      { name: 'plain' },
      { name: 'panel', scorers: ['first-stage', 'own', 'guard'] },
      { name: 'halting', scorers: ['first-stage', 'down'] },
      { name: 'closing', scorers: ['first-stage', 'down'], contentPolicy: 'closing' },
    ],
  };
  const config = loadConfig({
    argumentsGiven: {},
    environment: {},
    workingFolder: '/',
    readFile: () => JSON.stringify(file),
  });
  const scripted = scriptedSafety();
  // Its detections are always a little in doubt, which would ask the costly one about everything.
  const firstStage: TextScorer = {
    ...scripted.scorer,
    score: async (asks, signal) =>
      (await scripted.scorer.score(asks, signal)).map(({ harms = {} }): TextScores => ({ harms })),
  };
  const scorers = openScorers(config, { firstStage, encoder: scriptedScorer('encoder', () => ({})) });
  stopScorers = scorers.stop;
  service = await startScriptedService({
    isFiltering: true,
    file,
    safety: { ...scripted, scorerFor: scorers.scorerFor },
    answer: () => script(['Fine', '.']),
  });
});

afterAll(async () => {
  await service.stop();
  await stopScorers();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function ask(deployment: string, content: string) {
  const response = await service.post(
    { model: deployment, messages: [{ role: 'user', content }] },
    { 'x-kinglet-annotations': 'true' },
  );
  return { status: response.status, body: await response.json() };
}

const blocked = { status: 400, body: { error: { code: 'content_filter' } } };

describe('a panel', () => {
  test('is its own deployment\u2019s', async () => {
    expect(await ask('plain', 'REMOTE')).toMatchObject({ status: 200 });
    expect(await ask('panel', 'REMOTE')).toMatchObject(blocked);
    expect(await ask('panel', 'nothing of that')).toMatchObject({ status: 200 });
  });

  test('asks the costly one where the others are unsure, and then that one decides', async () => {
    guardCalls.length = 0;
    expect(await ask('panel', 'FLAGHATE4 but HARMLESS')).toMatchObject({ status: 200 });
    expect(guardCalls).toEqual(['/v1/chat/completions']);
    expect(await ask('panel', 'FLAGHATE2 and meant')).toMatchObject(blocked);
    expect(await ask('panel', 'FLAGHATE7 HARMLESS')).toMatchObject(blocked);
    expect(guardCalls).toHaveLength(2);
  });
});

describe('a scorer that is down', () => {
  test('is told, and under a policy that opens only what the others found is blocked', async () => {
    const open = await ask('halting', 'hello');
    const results = { error: { code: 'content_filter_error' }, violence: { filtered: false, severity: 'safe' } };
    expect(open).toMatchObject({
      status: 200,
      body: { prompt_filter_results: [{ content_filter_results: results }] },
    });
    expect(await ask('halting', 'FLAGHATE6')).toMatchObject(blocked);
  });

  test('blocks under a policy that closes', async () => {
    expect(await ask('closing', 'hello')).toMatchObject(blocked);
  });
});
