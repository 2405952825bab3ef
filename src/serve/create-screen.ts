// In: policies, scorers and sinks. Out: the filter as the use cases know it. Chooses the policy, has texts judged, tells what was found.
// Knows no wire format and no engine.
import type { Caller, Deployment } from '../contract/caller.ts';
import type { CompletionPiece } from '../contract/completion-ask.ts';
import { Fault } from '../contract/fault.ts';
import type { Observer } from '../contract/observer.ts';
import type { Piece, Screened } from '../contract/piece.ts';
import {
  answerChecks,
  type ContentPolicy,
  type FoundCategory,
  type SafetyRegistry,
  type SourceRules,
  type TextScorer,
  type Verdict,
} from '../contract/safety.ts';
import { type FilterPorts, screenTexts } from '../safety/content-filter.ts';
import { foundIn } from '../safety/found-in.ts';
import { enabledRule, type JudgedConversation, judgeAnswer } from '../safety/grounding/judge-answer.ts';
import { judgePieces } from '../safety/grounding/judge-pieces.ts';
import type { ModelJudge } from '../safety/grounding/model-judge.ts';
import { screenPieces } from '../safety/screen-pieces.ts';
import { isAnythingScreened, isScored } from '../safety/screened-rules.ts';
import { findAttacks, scoreDocuments } from './find-attacks.ts';
import type { RequestScreen, ScreenPort, ScreenRequest } from './screen-port.ts';

export interface ScreenParts extends Omit<FilterPorts, 'scorer'> {
  /** Who judges what the deployment reads and writes. */
  scorerFor(deployment: Deployment): TextScorer;
  /** The deployed model as a judge of its own answers, in the name of the request. */
  judgeFor(request: ScreenRequest): ModelJudge;
  readonly registry: SafetyRegistry;
  readonly observer: Observer;
  nowMs(): number;
}

/** OpenAI's words have no place for why; the verdict does. */
const promptFiltered =
  'The prompt was filtered: it triggers the content policy of this deployment. Please change it and try again.';

export function createScreen(parts: ScreenParts): ScreenPort {
  return { open: (request) => openScreen(request, choosePolicy(request, parts.registry), parts) };
}

/** The deployment's own, or one that the request names and its key may use. */
function choosePolicy({ policyId, caller, deployment }: ScreenRequest, registry: SafetyRegistry): ContentPolicy {
  const name = policyId ?? deployment.contentPolicy;
  const policy = registry.policy(name);
  if (policy !== null && (policyId === null || mayName(policyId, caller, deployment))) return policy;
  if (policyId === null) throw new Fault('internal', `The content policy '${name}' of the deployment is not there.`);
  throw new Fault(
    'content_policy_unknown',
    'Your request contains invalid content filter policy. Please provide a valid policy.',
  );
}

function mayName(policyId: string, { roles, policies }: Caller, { contentPolicy }: Deployment): boolean {
  const named = policyId.toLowerCase();
  return (
    roles.includes('admin') ||
    named === contentPolicy.toLowerCase() ||
    policies.some((name) => name.toLowerCase() === named)
  );
}

/** A profanity is one word, which would be shown by halves; what scorers elsewhere say of every few words costs too much. */
function mayShowEarly(rules: SourceRules, scorer: TextScorer): boolean {
  if (rules.detections.profanity.isEnabled && rules.detections.profanity.isBlocking) return false;
  return !isScored(rules) || scorer.tellsClear === true;
}

/** A repetition goes on from stretch to stretch, each judged with what is before it: one answer tells of it once. */
function isNews({ category, action }: FoundCategory, told: Set<string>): boolean {
  if (category !== 'protectedText' && category !== 'protectedCode') return true;
  const key = `${category} ${action}`;
  const isNew = !told.has(key);
  told.add(key);
  return isNew;
}

function openScreen(request: ScreenRequest, policy: ContentPolicy, parts: ScreenParts): RequestScreen {
  // Text that was shown could not be taken back from an answer that is sent as a whole.
  const streamMode = request.isStream ? policy.streamMode : 'buffered';
  const ports: FilterPorts = { ...parts, scorer: parts.scorerFor(request.deployment) };
  const told = new Set<string>();
  const report = (verdict: Verdict, text: string): void => {
    const found = foundIn(verdict).filter((finding) => isNews(finding, told));
    if (found.length === 0) return;
    const { requestId, caller, deployment } = request;
    const { source, isFiltered } = verdict;
    parts.observer.emit({
      kind: 'content-found',
      requestId,
      keyId: caller.keyId,
      deployment: deployment.name,
      policy: policy.name,
      source,
      isFiltered,
      found,
      text,
    });
  };
  return {
    streamMode,
    report,
    scoreDocuments: async (texts, signal) => {
      try {
        return await scoreDocuments(texts, ports.scorer, signal);
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        if (!(error instanceof Fault)) throw error;
        if (policy.onScorerFailure === 'closed') throw new Fault('content_filter', promptFiltered, { cause: error });
        return texts.map(() => 0);
      }
    },
    mayChangePrompt: policy.rules.prompt.personalData === 'redact',
    prompt: async (asks, param) => {
      const texts = asks.map(({ text }) => text);
      if (!isAnythingScreened(policy.rules.prompt)) return { promptVerdict: null, texts };
      const screening = await screenTexts(asks, 'prompt', policy, ports, request.signal);
      const { verdict } = screening;
      report(verdict, texts.join('\n'));
      if (verdict.isFiltered) throw new Fault('content_filter', promptFiltered, { param, verdict });
      return { promptVerdict: verdict, texts: screening.texts };
    },
    completion: (pieces, conversation) => {
      const screened = screenPieces(pieces, {
        policy: { ...policy, streamMode },
        choiceCount: request.choiceCount,
        // Of an answer that is sent as a whole nothing is seen early.
        mayShowEarly: request.isStream && mayShowEarly(policy.rules.completion, ports.scorer),
        usageSoFar: request.usageSoFar,
        nowMs: parts.nowMs,
        watchTail: () => {
          const { blocklists, personalData } = policy.rules.completion;
          return parts.watchTail(
            blocklists.map(({ name }) => name),
            personalData !== 'off',
          );
        },
        judge: async (stretch) => {
          const { text, isUnfinished } = stretch;
          const ask = { ...stretch, origin: 'completion' as const };
          const { verdict, texts, isClear } = await screenTexts([ask], 'completion', policy, ports, request.signal);
          // What it is found in will be judged again as a whole.
          if (isUnfinished !== true) report(verdict, text);
          return { verdict, text: texts[0] ?? text, isClear };
        },
      });
      return conversation === undefined ? screened : judgedWhole(screened, conversation);
    },
  };

  function judgedWhole<Item extends Piece | CompletionPiece>(
    pieces: AsyncIterable<Item>,
    conversation: JudgedConversation,
  ): AsyncIterable<Item | Screened> {
    const rules = answerChecks.flatMap((check) => enabledRule(policy, check) ?? []);
    if (rules.length === 0) return pieces;
    const judging = {
      judge: parts.judgeFor(request),
      findAttacks: (texts: readonly string[], signal: AbortSignal) => findAttacks(texts, ports.scorer, signal),
    };
    return judgePieces(pieces, {
      isHeld: streamMode === 'buffered' && rules.some(({ isBlocking }) => isBlocking),
      judge: async (answer) => {
        const verdict = await judgeAnswer(answer, conversation, policy, judging, request.signal);
        if (verdict !== null) report(verdict, answer.text);
        return verdict;
      },
    });
  }
}
