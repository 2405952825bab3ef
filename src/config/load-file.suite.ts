// In: a configuration file as an object, and an environment. Out: what is loaded of them at a place with a home and a working folder, or why it is
// refused. For tests.
import { Fault } from '../contract/fault.ts';
import { loadConfig } from './load-config.ts';

export function loadFile(file: unknown, environment: Readonly<Record<string, string>> = {}) {
  return loadConfig({
    argumentsGiven: {},
    environment: { HOME: '/home/ada', ...environment },
    workingFolder: '/srv/app',
    isTerminal: false,
    readFile: () => JSON.stringify(file),
  });
}

export function refusalOf(file: unknown, environment: Readonly<Record<string, string>> = {}): string {
  try {
    loadFile(file, environment);
  } catch (error) {
    if (error instanceof Fault && error.code === 'config_invalid') return error.message;
    throw error;
  }
  throw new Error('was taken');
}
