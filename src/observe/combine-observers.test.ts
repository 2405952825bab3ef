// In: sinks that work and sinks that throw. Out: every working one hears every event, and nobody else hears of a failure.
import { expect, test } from 'vitest';
import type { ServiceEvent } from '../contract/observer.ts';
import { combineObservers } from './combine-observers.ts';

const event: ServiceEvent = { kind: 'notice', message: 'hello' };

test('one sink that throws stops neither the others nor the caller', () => {
  const [heard, errors]: [ServiceEvent[], unknown[]] = [[], []];
  const failure = new Error('sink');
  const throwing = {
    emit: () => {
      throw failure;
    },
  };
  const working = { emit: (told: ServiceEvent) => void heard.push(told) };
  combineObservers([throwing, working, throwing, working], (error) => errors.push(error)).emit(event);
  expect(heard).toEqual([event, event]);
  expect(errors).toEqual([failure, failure]);
  const unheard = combineObservers([throwing, working], throwing.emit);
  expect(() => unheard.emit(event)).not.toThrow();
  expect(heard).toHaveLength(3);
});
