// In: a home and the environment. Out: a whole service on an engine that says nothing, for the commands that talk to one.

import { loadConfig } from '../config/load-config.ts';
import type { Tokenizer } from '../contract/vocabulary.ts';
import { createScriptedEngine } from '../engine/scripted/scripted-engine.ts';
import { composeService, type RunningService, type ServiceParts } from './compose-service.ts';

export interface ScriptedParts extends Pick<ServiceParts, 'safety'> {
  readonly tokenizer?: Tokenizer;
}

export async function composeScripted(
  home: string,
  environment: Readonly<Record<string, string>>,
  { tokenizer, ...parts }: ScriptedParts = {},
): Promise<RunningService> {
  const config = loadConfig({
    argumentsGiven: {},
    environment: { HOME: home, KINGLET_HOME: home, PORT: '0', ...environment },
    workingFolder: home,
    readFile: () => null,
  });
  const facts = { contextTokens: 4096, slotCount: 1, vocabularySize: 261, fingerprint: 'f', dialect: 'plain' } as const;
  return composeService({
    config,
    engine: createScriptedEngine({
      id: 'scripted',
      facts,
      ...(tokenizer === undefined ? {} : { tokenizer }),
      answer: () => ({ deltas: [], reason: 'stop', delayMs: 0, diesAtDelta: null }),
    }),
    ...parts,
    modelId: 'scripted-model',
    modelTitle: 'Scripted',
    engineLine: '',
    contextTokens: 4096,
    observers: [],
    isReady: () => true,
  });
}
