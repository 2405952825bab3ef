// In: which scorers are configured, and which deployment has which. Out: what this service judges texts by: its own scorers in threads of
// their own but for what is still being written, lists and personal data in this one, other scorers where they are. Knows no policy and no route.
import { LeastRecentlyUsed } from '../base/least-recently-used.ts';
import type { Blocklist, BlocklistMatch, TextScorer } from '../contract/safety.ts';
import { BlocklistStream } from '../safety/blocklists/blocklist-stream.ts';
import { checkBlocklistItem } from '../safety/blocklists/check-blocklist-item.ts';
import { type CompiledBlocklist, compileBlocklist } from '../safety/blocklists/compile-blocklist.ts';
import { matchBlocklists } from '../safety/blocklists/match-blocklists.ts';
import type { PersonalDataSpan } from '../safety/findings.ts';
import { inPieces } from '../safety/in-pieces.ts';
import { PersonalDataStream } from '../safety/personal-data/personal-data-stream.ts';
import { defaultArtifactFolder, loadArtifact } from '../safety/scorers/artifact.ts';
import { openEncoderScorer } from '../safety/scorers/encoder/open-encoder-scorer.ts';
import { openWorkerScorer } from '../safety/scorers/score-in-worker.ts';
import { scoreNearby } from '../safety/scorers/score-nearby.ts';
import { rememberingScorer } from '../safety/text-memory.ts';
import { openScorers, rememberedTexts, type ScorerSettings } from './open-scorers.ts';
import type { SafetyParts } from './safety-parts.ts';

export interface OpenedSafety extends SafetyParts {
  stop(): Promise<void>;
}

/** Fault `internal` where an artifact is missing or damaged. */
export async function openSafetyParts(
  settings: ScorerSettings = { scorers: [], deployments: [] },
  protectedMaterial?: TextScorer,
): Promise<OpenedSafety> {
  const [worker, encoder] = await Promise.all([openWorkerScorer(), openEncoderScorer()]);
  const firstStage = scoreNearby(worker, loadArtifact(defaultArtifactFolder));
  const remembering = (scorer: TextScorer) => rememberingScorer(scorer, new LeastRecentlyUsed(rememberedTexts));
  const scorers = openScorers(
    settings,
    { firstStage: remembering(firstStage), encoder: remembering(encoder) },
    protectedMaterial === undefined ? [] : [protectedMaterial],
  );
  const compiled = new WeakMap<Blocklist, CompiledBlocklist>();
  const compiledOf = (list: Blocklist): CompiledBlocklist => {
    const known = compiled.get(list) ?? compileBlocklist(list);
    compiled.set(list, known);
    return known;
  };
  return {
    scorer: scorers.usual,
    scorerFor: scorers.scorerFor,
    ...(protectedMaterial === undefined ? {} : { protectedMaterial }),
    checkItem: checkBlocklistItem,
    checkList: compiledOf,
    createMatcher: (registry) => async (text, names, signal) => {
      const lists = names.flatMap((name) => registry.blocklist(name) ?? []).map(compiledOf);
      if (lists.length === 0) return [];
      if (text.length <= listPiece) return matchBlocklists(lists, text);
      const stream = new BlocklistStream(lists);
      const matches: BlocklistMatch[] = [];
      for await (const piece of inPieces(text, listPiece, signal)) matches.push(...stream.push(piece).matches);
      return [...matches, ...stream.end().matches];
    },
    findPersonalData: async (text, signal) => {
      const stream = new PersonalDataStream();
      const spans: PersonalDataSpan[] = [];
      for await (const piece of inPieces(text, personalPiece, signal)) spans.push(...stream.push(piece).spans);
      return [...spans, ...stream.end().spans];
    },
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
      await Promise.all([worker.stop(), encoder.stop(), scorers.stop()]);
    },
  };
}

/** UTF-16 units between which other requests go on: the costliest patterns take a quarter of a second for so many. */
const listPiece = 2048;
const personalPiece = 32_768;
