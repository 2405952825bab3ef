// In: a complete, trusted ask and who asks. Out: the pieces of the answer, and what their head must say. The steps stand in the
// order of docs/ARCHITECTURE.md; each takes the last one's output. Knows no HTTP and no wire format.
import type { Clock } from '../base/clock.ts';
import type { NewIdentifier } from '../base/identifiers.ts';
import type { ChatAsk } from '../contract/ask.ts';
import { type Caller, type Deployment, scopeOf } from '../contract/caller.ts';
import type { Dispatch, PreparedPrompt, Service } from '../contract/dispatch.ts';
import { Fault } from '../contract/fault.ts';
import type { Piece } from '../contract/piece.ts';
import { noTerms, type RequestTerms } from '../contract/request-terms.ts';
import type { ContentPolicy, Verdict } from '../contract/safety.ts';
import type { SplitDocuments } from '../contract/turn.ts';
import { decodePieces } from '../decode/decode-pieces.ts';
import { type FencedTurns, fenceTurns } from '../hierarchy/fence-turns.ts';
import { taskQuoter } from '../hierarchy/quote-tasks.ts';
import { rankTurns } from '../hierarchy/rank-turns.ts';
import type { Seal } from '../hierarchy/seal.ts';
import type { ReadOperator } from '../hierarchy/secrecy/read-operator.ts';
import { unmarkPieces } from '../hierarchy/unmark-pieces.ts';
import { unquotePieces } from '../hierarchy/unquote-pieces.ts';
import type { InstructionScorer } from '../hierarchy/untrusted/instruction-model.ts';
import { beginEarly } from './begin-early.ts';
import { checkLogitBias, checkOutputLimit, type DeploymentPorts, usableDeployment } from './check-ask.ts';
import { clearData, foundInData, withFound } from './clear-data.ts';
import { guardAnswer } from './guard-answer.ts';
import { limitTime } from './limit-time.ts';
import { type AnswerPlan, planAnswer } from './plan-answer.ts';
import { promptTexts, withPromptTexts } from './prompt-texts.ts';
import type { SchemaMemory } from './schema-memory.ts';
import type { ScreenPort } from './screen-port.ts';
import { serviceOf } from './service-of.ts';
import type { Settlement } from './settle.ts';
import { settled } from './settled.ts';
import { userTextSplitter } from './split-user-text.ts';

export interface ChatPorts extends DeploymentPorts {
  readonly newId: NewIdentifier;
  readonly clock: Clock;
  readonly schemas: SchemaMemory;
  readonly dispatch: Dispatch;
  readonly screen: ScreenPort;
  /** What marks the borders of data in the prompts of one partition. */
  sealOf(partition: string): Seal;
  /** Of the sentences of a document: how far each is a task that does not belong there. */
  readonly scoreInstructions: InstructionScorer;
  /** What the operator's texts keep secret. */
  readonly readOperator: ReadOperator;
}

export interface ChatAnswer {
  readonly deployment: Deployment;
  readonly fingerprint: string;
  /** Null where only the engine can count. */
  readonly promptTokens: number | null;
  readonly urgency: Service['urgency'];
  readonly promptVerdict: Verdict | null;
  readonly streamMode: ContentPolicy['streamMode'];
  /** Closes the settlement at its end, whichever. */
  readonly pieces: AsyncIterable<Piece>;
}

export interface PreparedAsk {
  readonly plan: AnswerPlan;
  readonly prepared: PreparedPrompt;
  readonly fenced: FencedTurns;
}

/** For whom an ask is prepared, and with what. */
export interface PrepareContext {
  readonly caller: Caller;
  readonly settlement: Settlement;
  readonly ports: ChatPorts;
  readonly signal: AbortSignal;
}

/** The ledger says whose a request was also where it is refused from here on. */
export function askedDeployment(ask: ChatAsk, { caller, settlement, ports }: PrepareContext): Deployment {
  settlement.know({ isStream: ask.isStream, endUser: ask.endUser });
  const deployment = usableDeployment(ask.model, caller, ports);
  settlement.know({ deployment });
  return deployment;
}

/** The ask with every turn in the role that the key may claim. */
export function rankedAsk(ask: ChatAsk, caller: Caller): ChatAsk {
  return { ...ask, turns: rankTurns(ask.turns, caller.mostAuthority) };
}

/** The ask, ranked, as the engine will read it; no model time was spent. */
export async function prepareAsk(
  ask: ChatAsk,
  deployment: Deployment,
  splitDocuments: SplitDocuments,
  { caller, settlement, ports, signal }: PrepareContext,
): Promise<PreparedAsk> {
  checkOutputLimit(ask.sampling.maxTokens, ask.maxTokensParam ?? 'max_tokens', deployment);
  const plan = planAnswer(ask, ports.schemas);
  const fenced = fenceTurns(ask.turns, {
    policy: deployment.hierarchyPolicy,
    neutralSystemText: deployment.neutralSystemText,
    seal: ports.sealOf(caller.partition),
    splitDocuments,
    quoteTasks: taskQuoter(ports.scoreInstructions),
  });
  const { turns } = fenced;
  const prepared = await ports.dispatch.prepare(
    {
      engineId: deployment.engineId,
      conversation: { turns, tools: plan.shownTools, toolPolicy: ask.toolPolicy, answerFormat: ask.answerFormat },
      ...scopeOf(caller, deployment),
    },
    signal,
  );
  settlement.know({ promptTokens: prepared.promptTokens ?? 0 });
  return { plan, prepared, fenced };
}

/** Resolves once the request is valid and admitted; every fault of the request is thrown before that, and costs no model time. */
export async function startChat(
  claimed: ChatAsk,
  caller: Caller,
  settlement: Settlement,
  ports: ChatPorts,
  client: AbortSignal,
  { policyId, patienceMs }: RequestTerms = noTerms,
): Promise<ChatAnswer> {
  const ask = rankedAsk(claimed, caller);
  const deployment = askedDeployment(ask, { caller, settlement, ports, signal: client });
  const { openedAtMs: begunMs } = settlement.opening;
  const limits = { begunMs, answerMs: deployment.limits.answerMs, patienceMs, isStream: ask.isStream };
  const { signal, wantedUntilMs } = limitTime(limits, client, ports.clock);
  const preparing = { caller, settlement, ports, signal };
  const { choiceCount, sampling: wished } = ask;
  const asked = [ask.turns, ask.tools, wished];
  const service = serviceOf(caller, ask.serviceTier);
  const { engineId } = deployment;
  const { partition } = scopeOf(caller, deployment);
  ports.dispatch.checkRoom({
    ...{ engineId, partition, sampling: wished, choiceCount, service, wantedUntilMs, asked },
  });
  const screen = ports.screen.open({
    requestId: settlement.opening.requestId,
    caller,
    deployment,
    policyId,
    isStream: ask.isStream,
    choiceCount: ask.choiceCount,
    signal,
    usageSoFar: settlement.usage,
  });
  // Judged while the prompt is made ready and, where that takes long, computed.
  const screening = screen.prompt(promptTexts(ask.turns, ask.tools), 'messages');
  screening.catch(() => undefined);
  const shown = screen.mayChangePrompt ? withPromptTexts(ask.turns, (await screening).texts) : ask.turns;
  const { hierarchyPolicy: policy } = deployment;
  const splitDocuments = userTextSplitter(policy);
  const clearing = {
    policy,
    splitDocuments,
    scoreInstructions: ports.scoreInstructions,
    scoreDocuments: screen.scoreDocuments,
  };
  const data = await clearData(shown, clearing, signal);
  const cleared = { ...ask, turns: data.turns };
  const { plan, prepared, fenced } = await prepareAsk(cleared, deployment, splitDocuments, preparing);
  checkLogitBias(ask.sampling.logitBias, prepared.facts);
  const maxTokens = answerTokens(ask, deployment, prepared);
  const sampling = { ...wished, maxTokens };
  const isWhole = !ask.isStream;
  const order = { sampling, constraint: plan.constraint, choiceCount, service, isWhole, wantedUntilMs, asked };
  const deltas = await beginEarly(
    (refused) => ports.dispatch.generate(prepared, order, AbortSignal.any([signal, refused])),
    screening,
    ports.clock,
  );
  const promptVerdict = withFound((await screening).promptVerdict, data.isFound);
  if (data.isFound === true) screen.report(foundInData, data.instructions.join('\n'));
  const opening = prepared.prompt.kind === 'tokens' ? prepared.prompt.opening : '';
  const isGuarded = prepared.facts.dialect === 'constrained';
  const decodePlan = { ...plan.decode, isGuarded, opening, newCallId: () => ports.newId('call_') };
  const marked = unmarkPieces(decodePieces(settlement.count(deltas), decodePlan), fenced.marks);
  const decoded = fenced.isQuoted ? unquotePieces(marked) : marked;
  const { turns, tools } = cleared;
  const guarded = guardAnswer(screen.completion(decoded, { turns, tools }), {
    policy,
    turns,
    splitDocuments,
    suspectTexts: data.instructions,
    canary: fenced.canary,
    readOperator: ports.readOperator,
    choiceCount: ask.choiceCount,
    usageSoFar: settlement.usage,
    // What leaked is the operator's secret: no record holds it.
    report: (verdict) => screen.report(verdict, ''),
  });
  const pieces = settled(guarded, settlement);
  const fingerprint = `fp_${prepared.facts.fingerprint}`;
  return {
    deployment,
    fingerprint,
    promptTokens: prepared.promptTokens,
    urgency: service.urgency,
    promptVerdict,
    streamMode: screen.streamMode,
    pieces,
  };
}

/** What fits behind the prompt. A client's larger wish is cut to it, and ends with `length`, as other local engines do. */
function answerTokens(ask: ChatAsk, deployment: Deployment, prepared: PreparedPrompt): number {
  const wished = ask.sampling.maxTokens ?? deployment.limits.maxOutputTokens;
  if (prepared.promptTokens === null) return wished;
  const room = prepared.facts.contextTokens - prepared.promptTokens;
  if (room < 1) {
    throw new Fault(
      'context_length_exceeded',
      `This model's maximum context length is ${prepared.facts.contextTokens} tokens. However, your messages resulted in ${prepared.promptTokens} tokens. Please reduce the length of the messages.`,
      { param: 'messages' },
    );
  }
  return Math.min(wished, room);
}
