// In: the real engine on the smallest model. Out: it keeps to the Engine port, as the scripted one does.
import { engineSuite, turn } from '../../src/engine/engine.suite.ts';
import { busySlots, engineAddress, startModelService } from './start-model-service.ts';

engineSuite('llama', async () => {
  const service = await startModelService({ model: 'smollm2-135m-instruct', slots: 2, contextTokens: 1024 });
  return {
    engine: service.engine,
    turns: [turn('user', 'Count from 1 to 20, one number after the other.')],
    longTurns: [turn('user', 'Write a very long story about a king and his three daughters.')],
    busy: () => busySlots(engineAddress(service.engine)),
    stop: service.stop,
  };
});
