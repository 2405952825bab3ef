// In: the Config. Out: every knob with its value and where it came from, for `doctor`; secrets only as set or not set.
import type { Config } from './config.ts';
import { type KnobKey, knobs } from './knobs.ts';

export interface ExplainedSetting {
  readonly key: string;
  readonly value: string;
  readonly origin: string;
}

function valueAt(config: Config, key: KnobKey): unknown {
  return key.split('.').reduce<unknown>((holder, name) => Reflect.get(Object(holder), name), config);
}

function shown(value: unknown, knob: (typeof knobs)[KnobKey]): string {
  if (value === null) return knob.defaultText ?? 'none';
  if (knob.isSecret === true) return 'set';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  return typeof value === 'string'
    ? value
    : `${JSON.stringify(value)}${knob.unit === undefined ? '' : ` ${knob.unit}`}`;
}

function names(named: readonly { readonly name: string }[]): string {
  return named.map(({ name }) => name).join(', ') || 'none';
}

export function explainConfig(config: Config): readonly ExplainedSetting[] {
  const origin = (key: string): string => config.origins[key] ?? 'default';
  const settings = (Object.keys(knobs) as KnobKey[]).map((key) => ({
    key,
    value: shown(valueAt(config, key), knobs[key]),
    origin: origin(key),
  }));
  const deployments = config.deployments.map(({ name }) => name).join(', ');
  const keys = config.keys.map(({ id, roles }) => `${id} (${roles.join(', ')})`).join(', ');
  const scorers = config.scorers.map(({ id, kind, isAsked }) => `${id} (${kind}, ${isAsked})`).join(', ');
  const engines = config.engines.map(({ id, kind, url }) => `${id} (${kind} at ${url})`).join(', ');
  const adapters = config.adapters.map(({ name, path, scale }) => `${name} (${path}, scale ${scale})`).join(', ');
  return [
    ...settings,
    { key: 'deployments', value: deployments, origin: origin('deployments') },
    { key: 'engines', value: engines || 'none', origin: origin('engines') },
    { key: 'adapters', value: adapters || 'none', origin: origin('adapters') },
    { key: 'keys', value: keys || 'none', origin: origin('keys') },
    { key: 'policies', value: names(config.policies), origin: origin('policies') },
    { key: 'blocklists', value: names(config.blocklists), origin: origin('blocklists') },
    { key: 'scorers', value: scorers || 'none', origin: origin('scorers') },
  ];
}
