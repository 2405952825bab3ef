// In: nothing. Out: what a composition gives the service to judge texts by; where it gives nothing, parts that say so instead of finding
// nothing. Knows no scorer.
import type { MatchBlocklists } from '../contract/analysis.ts';
import type { Deployment } from '../contract/caller.ts';
import { Fault } from '../contract/fault.ts';
import type { Blocklist, BlocklistItem, SafetyRegistry, TextScorer } from '../contract/safety.ts';
import type { FilterPorts } from '../safety/content-filter.ts';
import type { PersonalDataSpan } from '../safety/findings.ts';

export interface SafetyParts {
  /** For analyses, which are of no deployment. */
  readonly scorer: TextScorer;
  /** Who finds protected material, for analyses; absent where nobody does. */
  readonly protectedMaterial?: TextScorer;
  /** Who judges what a deployment reads and writes. */
  scorerFor(deployment: Deployment): TextScorer;
  /** Fault `invalid_value` for an item that could not be matched in bounded time. */
  checkItem(item: BlocklistItem): void;
  /** The same of all items of a list together; the list is the very object that the registry will hold. */
  checkList(list: Blocklist): void;
  /** The matcher over the lists as they are at each call. */
  createMatcher(registry: SafetyRegistry): MatchBlocklists;
  findPersonalData(text: string, signal: AbortSignal): Promise<readonly PersonalDataSpan[]>;
  /** What an answer's text must be held back for. */
  createTailWatcher(registry: SafetyRegistry): FilterPorts['watchTail'];
}

function noScorer(): Fault {
  return new Fault('engine_unavailable', 'This service has nothing to judge texts by.');
}

const missingScorer: TextScorer = {
  id: 'none',
  version: '0',
  score: async () => {
    throw noScorer();
  },
};

export const noSafetyParts: SafetyParts = {
  scorer: missingScorer,
  scorerFor: () => missingScorer,
  checkItem: ({ isRegex }) => {
    if (isRegex)
      throw new Fault('invalid_value', 'This service takes no patterns in blocklists.', { param: 'isRegex' });
  },
  checkList: () => {},
  createMatcher: () => async () => {
    throw noScorer();
  },
  findPersonalData: async () => [],
  createTailWatcher: () => () => null,
};
