// In: environment variables. Out: the knobs among them, set; a variable of our prefix that nobody knows is a problem.
import { didYouMean } from './did-you-mean.ts';
import { type KnobKey, knobs } from './knobs.ts';
import type { Settings } from './settings.ts';

/** Set by the bootstrap, the tests and the launchers; no knobs. */
const internalNames: readonly string[] = ['KINGLET_BOOTSTRAPPED', 'KINGLET_DATA', 'KINGLET_ENGINE_PARAMETERS'];
const testPrefix = 'KINGLET_TEST_';
/** What Kubernetes and container links give every process beside a service that is called `kinglet`. */
const linkName = /^KINGLET_(SERVICE_(HOST|PORT(_\w+)?)|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$/;

function isForeign(name: string, text: string): boolean {
  if (!name.startsWith('KINGLET_') || internalNames.includes(name) || name.startsWith(testPrefix)) return true;
  return linkName.test(name) || (name === 'KINGLET_PORT' && text.includes('://'));
}

export function readEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  settings: Pick<Settings, 'setText' | 'addProblem'>,
): void {
  const keysByName = new Map<string, KnobKey>();
  for (const key of Object.keys(knobs) as KnobKey[]) keysByName.set(knobs[key].environment, key);
  for (const [name, text] of Object.entries(environment)) {
    if (text === undefined) continue;
    const key = keysByName.get(name);
    if (key !== undefined) {
      const { kind, isSecret } = knobs[key];
      // An empty key is more likely a secret that failed to expand than the wish to have none: it does not pass as unset.
      if (text !== '' || kind.isEmptyAllowed || isSecret === true)
        settings.setText(key, text, `environment variable ${name}`);
    } else if (!isForeign(name, text)) {
      const bareName = name.slice('KINGLET_'.length);
      const known = keysByName.has(bareName) ? `; did you mean ${bareName}?` : didYouMean(name, [...keysByName.keys()]);
      settings.addProblem(`environment variable ${name} is unknown${known}`);
    }
  }
}
