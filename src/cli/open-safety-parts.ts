// In: which scorers are configured, and which deployment has which. Out: what this service judges texts by: the first stage in a thread of
// its own, lists and personal data in this one, other scorers where they are. Knows no policy and no route.
import { LeastRecentlyUsed } from '../base/least-recently-used.ts';
import type { Blocklist } from '../contract/safety.ts';
import { BlocklistStream } from '../safety/blocklists/blocklist-stream.ts';
import { checkBlocklistItem } from '../safety/blocklists/check-blocklist-item.ts';
import { type CompiledBlocklist, compileBlocklist } from '../safety/blocklists/compile-blocklist.ts';
import { matchBlocklists } from '../safety/blocklists/match-blocklists.ts';
import { findPersonalData } from '../safety/personal-data/find-personal-data.ts';
import { PersonalDataStream } from '../safety/personal-data/personal-data-stream.ts';
import { openWorkerScorer } from '../safety/scorers/score-in-worker.ts';
import { rememberingScorer } from '../safety/text-memory.ts';
import { openScorers, type ScorerSettings } from './open-scorers.ts';
import type { SafetyParts } from './safety-parts.ts';

export interface OpenedSafety extends SafetyParts {
  stop(): Promise<void>;
}

/** Fault `internal` where the artifact of the first stage is missing or damaged. */
export async function openSafetyParts(
  settings: ScorerSettings = { scorers: [], deployments: [] },
): Promise<OpenedSafety> {
  const worker = await openWorkerScorer();
  const firstStage = rememberingScorer(worker, new LeastRecentlyUsed(rememberedTexts));
  const scorers = openScorers(settings, firstStage);
  const compiled = new WeakMap<Blocklist, CompiledBlocklist>();
  const compiledOf = (list: Blocklist): CompiledBlocklist => {
    const known = compiled.get(list) ?? compileBlocklist(list);
    compiled.set(list, known);
    return known;
  };
  return {
    scorer: firstStage,
    scorerFor: scorers.scorerFor,
    checkItem: checkBlocklistItem,
    checkList: compiledOf,
    createMatcher: (registry) => (text, names) => {
      const lists = names.flatMap((name) => registry.blocklist(name) ?? []);
      return lists.length === 0 ? [] : matchBlocklists(lists.map(compiledOf), text);
    },
    findPersonalData: (text) => findPersonalData(text),
    createTailWatcher: (registry) => (names, isPersonalDataFound) => {
      const lists = names.flatMap((name) => registry.blocklist(name) ?? []).map(compiledOf);
      const streams = [
        ...(lists.length === 0 ? [] : [new BlocklistStream(lists)]),
        ...(isPersonalDataFound ? [new PersonalDataStream()] : []),
      ];
      if (streams.length === 0) return null;
      return { push: (text) => Math.max(...streams.map((stream) => stream.push(text).heldLength)) };
    },
    stop: async () => {
      await Promise.all([worker.stop(), scorers.stop()]);
    },
  };
}

/** Entries of some hundred bytes each. */
const rememberedTexts = 20_000;
