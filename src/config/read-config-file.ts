// In: the text of a configuration file. Out: the knobs in it, set, and what it says of deployments, keys, policies,
// hierarchy policies, blocklists, scorers, engines and adapters, unchecked. An unknown key is a problem that names it.
import { Fault } from '../contract/fault.ts';
import { didYouMean } from './did-you-mean.ts';
import { type KnobKey, knobs } from './knobs.ts';
import type { Settings } from './settings.ts';

export const listKeys = [
  'deployments',
  'keys',
  'policies',
  'hierarchyPolicies',
  'blocklists',
  'scorers',
  'engines',
  'adapters',
] as const;

export type FileLists = Readonly<Record<(typeof listKeys)[number], unknown>>;

function isListKey(key: string): boolean {
  return listKeys.some((known) => known === key);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isKnobKey(key: string): key is KnobKey {
  return Object.hasOwn(knobs, key);
}

function isGroup(key: string): boolean {
  return Object.keys(knobs).some((known) => known.startsWith(`${key}.`));
}

function parse(path: string, text: string): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    // The message quotes the text around the fault, and there a key may stand.
    const reason = error instanceof SyntaxError ? error.message.replace(/,? (\.\.\.)?".*$/s, '') : 'unreadable';
    throw new Fault('config_invalid', `${path} is not JSON: ${reason}`);
  }
  if (!isRecord(parsed)) throw new Fault('config_invalid', `${path} must hold one JSON object`);
  return parsed;
}

export function readConfigFile(path: string, text: string, settings: Pick<Settings, 'set' | 'addProblem'>): FileLists {
  const visit = (group: Readonly<Record<string, unknown>>, prefix: string): void => {
    for (const [name, value] of Object.entries(group)) {
      const key = `${prefix}${name}`;
      if (isKnobKey(key)) settings.set(key, value, path);
      else if (isGroup(key) && isRecord(value)) visit(value, `${key}.`);
      else if (isGroup(key)) settings.addProblem(`${key} from ${path} must be an object of settings`);
      else if (!isListKey(key)) {
        settings.addProblem(`${key} from ${path} is unknown${didYouMean(key, [...Object.keys(knobs), ...listKeys])}`);
      }
    }
  };
  const root = parse(path, text);
  visit(root, '');
  return {
    deployments: root['deployments'],
    keys: root['keys'],
    policies: root['policies'],
    hierarchyPolicies: root['hierarchyPolicies'],
    blocklists: root['blocklists'],
    scorers: root['scorers'],
    engines: root['engines'],
    adapters: root['adapters'],
  };
}
