// In: an engine that counts, and one that does not. Out: the count, or why there is none; each settled once.

import { describe, expect, test } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { identifierSource } from '../base/identifiers.ts';
import { LeastRecentlyUsed } from '../base/least-recently-used.ts';
import type { CheckedSchema } from '../constrain/read-schema.ts';
import type { ChatAsk } from '../contract/ask.ts';
import type { Deployment } from '../contract/caller.ts';
import type { Engine } from '../contract/engine.ts';
import type { LedgerClosing } from '../contract/ledger.ts';
import { createDispatcher } from '../dispatch/dispatcher.ts';
import { turn } from '../engine/engine.suite.ts';
import { createScriptedEngine } from '../engine/scripted/scripted-engine.ts';
import { createUpstreamEngine } from '../engine/upstream/upstream-engine.ts';
import { readOperator } from '../hierarchy/secrecy/read-operator.ts';
import { noHierarchyPolicy } from '../hierarchy/system-hierarchy-policies.ts';
import { parseCountTokensAsk } from '../wire/anthropic/parse-messages-ask.ts';
import { countPrompt } from './count-prompt.ts';
import { openSettlement } from './settle.ts';

const never = new AbortController().signal;
const deployment: Deployment = {
  name: 'd',
  aliases: [],
  snapshot: 'd',
  modelId: 'm',
  engineId: 'e',
  neutralSystemText: 'Be kind.',
  limits: { maxOutputTokens: 10, answerMs: null },
  prices: { inputUsdPerMillion: 1, cachedInputUsdPerMillion: 1, outputUsdPerMillion: 1 },
  contentPolicy: 'default',
  hierarchyPolicy: noHierarchyPolicy,
  sharedPrefixes: false,
  adapter: null,
};
const ask: ChatAsk = {
  ...parseCountTokensAsk({ model: 'd', messages: [{ role: 'user', content: 'x' }] }),
  turns: [turn('user', 'one two three')],
};

async function counting(engine: Engine) {
  const closings: LedgerClosing[] = [];
  const observer = { emit: () => undefined };
  const settlement = openSettlement(
    { requestId: 'r', keyId: 'k', partition: 'p', operation: 'messages.count_tokens', openedAtMs: 0 },
    {
      ledger: { open: () => undefined, close: (_id, closing) => closings.push(closing) },
      observer,
      clock: systemClock,
    },
  );
  const ports = {
    newId: identifierSource(),
    clock: systemClock,
    schemas: new LeastRecentlyUsed<CheckedSchema>(10_000),
    dispatch: createDispatcher({ clock: systemClock, engines: [engine], queueLength: 1, observer }),
    screen: {
      open: () => {
        throw new Error('nothing is screened');
      },
    },
    readOperator,
    sealOf: () => () => 'sealed',
    scoreInstructions: (sentences: readonly string[]) => sentences.map(() => 0),
    findDeployment: (name: string) => (name === 'd' ? deployment : null),
  };
  const caller = {
    keyId: 'k',
    partition: 'p',
    roles: ['caller'] as const,
    deployments: null,
    policies: [],
    mostAuthority: 'system' as const,
  };
  const counted = countPrompt(ask, caller, settlement, ports, never);
  return { counted, closings };
}

describe('a prompt', () => {
  test('is counted as the engine reads it, with the text that the deployment adds', async () => {
    const engine = createScriptedEngine({
      id: 'e',
      facts: { contextTokens: 4, slotCount: 1, vocabularySize: 10, fingerprint: 'f', dialect: 'plain' },
      answer: () => ({ deltas: [], reason: 'stop', delayMs: 0, diesAtDelta: null }),
    });
    const { counted, closings } = await counting(engine);
    // One token for each word and one for each turn.
    expect(await counted).toBe(7);
    expect(engine.runs).toHaveLength(0);
    expect(closings).toMatchObject([{ outcome: 'done', deployment: 'd', usage: { promptTokens: 0 }, costUsd: 0 }]);
  });

  test('cannot be counted where only a remote server could', async () => {
    const engine = createUpstreamEngine({
      id: 'e',
      baseUrl: 'http://127.0.0.1:9/v1',
      key: null,
      model: 'theirs',
      slotCount: 1,
      contextTokens: 4096,
      clock: systemClock,
    });
    const { counted, closings } = await counting(engine);
    await expect(counted).rejects.toMatchObject({ code: 'unsupported_parameter', param: 'model' });
    expect(closings).toEqual([]);
    await engine.stop();
  });
});
