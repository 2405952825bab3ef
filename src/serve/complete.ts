// In: a complete, trusted ask to go on with texts, and who asks. Out: the pieces of the answer, and what their head must say. Shares
// the way of a chat but for its conversation: no template, no turns. Knows no HTTP and no wire format.
import type { Clock } from '../base/clock.ts';
import { type Caller, type Deployment, type PromptScope, scopeOf } from '../contract/caller.ts';
import type { CompletionAsk, CompletionPiece } from '../contract/completion-ask.ts';
import type { ChoiceDelta, Dispatch, PreparedPrompt, Service } from '../contract/dispatch.ts';
import type { EngineFacts } from '../contract/engine.ts';
import { Fault } from '../contract/fault.ts';
import { noTerms, type RequestTerms } from '../contract/request-terms.ts';
import type { ContentPolicy, Verdict } from '../contract/safety.ts';
import type { Tokenizer } from '../contract/vocabulary.ts';
import { pickLikeliest } from '../decode/pick-likeliest.ts';
import { textPieces } from '../decode/text-pieces.ts';
import { checkLogitBias, checkOutputLimit, type DeploymentPorts, usableDeployment } from './check-ask.ts';
import { type EchoedPrompt, echoPrompts } from './echo-prompts.ts';
import { joinPrompts } from './join-prompts.ts';
import { limitTime } from './limit-time.ts';
import { type PromptReading, type ReadyPrompt, readRawPrompts } from './raw-prompts.ts';
import type { RequestScreen, ScreenPort } from './screen-port.ts';
import { serviceOf } from './service-of.ts';
import type { Settlement } from './settle.ts';
import { settled } from './settled.ts';

/** Each token of a scored prompt is a step of the model and a request to the engine that repeats all before it. */
const maxScoredTokens = 4096;

export interface CompletionPorts extends DeploymentPorts {
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly screen: ScreenPort;
}

export interface CompletionAnswer {
  readonly deployment: Deployment;
  readonly fingerprint: string;
  readonly promptTokens: number;
  readonly urgency: Service['urgency'];
  readonly promptVerdict: Verdict | null;
  readonly streamMode: ContentPolicy['streamMode'];
  /** Closes the settlement at its end, whichever. */
  readonly pieces: AsyncIterable<CompletionPiece>;
}

/** What is known once the request is found valid. */
interface CompletionWork {
  readonly ask: CompletionAsk;
  /** As the client put it. */
  readonly asked: readonly unknown[];
  readonly deployment: Deployment;
  readonly scope: PromptScope;
  readonly service: Service;
  readonly facts: EngineFacts;
  readonly prompts: readonly ReadyPrompt[];
  readonly dispatch: Dispatch;
  readonly settlement: Settlement;
  readonly signal: AbortSignal;
  readonly wantedUntilMs: number | null;
}

/** Resolves once the request is valid and admitted; every fault of the request is thrown before that, and costs no model time. */
export async function startCompletion(
  ask: CompletionAsk,
  caller: Caller,
  settlement: Settlement,
  ports: CompletionPorts,
  client: AbortSignal,
  { policyId, patienceMs }: RequestTerms = noTerms,
): Promise<CompletionAnswer> {
  settlement.know({ isStream: ask.isStream, endUser: ask.endUser });
  const deployment = usableDeployment(ask.model, caller, ports);
  settlement.know({ deployment });
  checkOutputLimit(ask.sampling.maxTokens, 'max_tokens', deployment);
  const { openedAtMs: begunMs } = settlement.opening;
  const limits = { begunMs, answerMs: deployment.limits.answerMs, patienceMs, isStream: ask.isStream };
  const { signal, wantedUntilMs } = limitTime(limits, client, ports.clock);
  const { dispatch } = ports;
  const service = serviceOf(caller, null);
  const { engineId } = deployment;
  const runCount = ask.prompts.length * ask.candidateCount;
  const { sampling } = ask;
  const asked = [ask.prompts, sampling];
  const scope = scopeOf(caller, deployment);
  const { partition } = scope;
  dispatch.checkRoom({ engineId, partition, sampling, choiceCount: runCount, service, wantedUntilMs, asked });
  const tokenizer = dispatch.tokenizer(engineId);
  if (tokenizer === null) throw chatOnly();
  const facts = await dispatch.facts(engineId, signal);
  checkLogitBias(ask.sampling.logitBias, facts);
  const reading = { tokenizer, facts, signal };
  const given = await readRawPrompts(ask, reading);
  const screen = ports.screen.open({
    requestId: settlement.opening.requestId,
    caller,
    deployment,
    policyId,
    isStream: ask.isStream,
    choiceCount: ask.prompts.length * ask.choiceCount,
    signal,
    usageSoFar: settlement.usage,
  });
  const { promptVerdict, cleared } = await clearedPrompts(ask, screen, reading);
  const prompts = cleared === ask ? given : await readRawPrompts(cleared, reading);
  const isScored = ask.isEcho && ask.sampling.topLogprobs !== null;
  for (const prompt of prompts) checkLength(prompt, facts, isScored);
  const promptTokens = prompts.reduce((sum, { tokens }) => sum + tokens.length, 0);
  settlement.know({ promptTokens });
  const work: CompletionWork = {
    ...{ ask: cleared, asked, deployment, scope, service, facts, prompts, dispatch, settlement, signal, wantedUntilMs },
  };
  const echoed = ask.isEcho ? await echoedPrompts(work, tokenizer) : null;
  const raw = isScored && echoed !== null ? await scoredFirst(work, echoed) : await answered(work, echoed);
  const pieces = settled(screen.completion(raw), settlement);
  const fingerprint = `fp_${facts.fingerprint}`;
  return {
    ...{ deployment, fingerprint, promptTokens, urgency: service.urgency, promptVerdict },
    ...{ streamMode: screen.streamMode, pieces },
  };
}

/** The same ask where the filter changes nothing; token arrays are screened, and changed, as the text that they are. */
async function clearedPrompts(
  ask: CompletionAsk,
  screen: RequestScreen,
  { tokenizer, signal }: PromptReading,
): Promise<{ readonly promptVerdict: Verdict | null; readonly cleared: CompletionAsk }> {
  const written = await Promise.all(
    ask.prompts.map((prompt) => {
      if (prompt.kind === 'text') return prompt.text;
      return prompt.tokens.length === 0 ? '' : tokenizer.detokenize(prompt.tokens, signal);
    }),
  );
  const all = ask.suffix === null ? written : [...written, ask.suffix];
  const { promptVerdict, texts } = await screen.prompt(
    all.map((text) => ({ text, origin: 'user' as const })),
    'prompt',
  );
  if (texts.every((text, index) => text === all[index])) return { promptVerdict, cleared: ask };
  const prompts = ask.prompts.map((prompt, index) => {
    const text = texts[index] ?? '';
    return text === written[index] ? prompt : { kind: 'text' as const, text };
  });
  const suffix = ask.suffix === null ? null : (texts[written.length] ?? '');
  return { promptVerdict, cleared: { ...ask, prompts, suffix } };
}

function chatOnly(): Fault {
  const message =
    'This is a chat model and not supported in the v1/completions endpoint. Did you mean to use v1/chat/completions?';
  return new Fault('model_not_found', message, { param: 'model', wireCode: null });
}

function checkLength({ tokens, param }: ReadyPrompt, facts: EngineFacts, isScored: boolean): void {
  if (tokens.length >= facts.contextTokens) {
    throw new Fault(
      'context_length_exceeded',
      `This model's maximum context length is ${facts.contextTokens} tokens. However, your prompt resulted in ${tokens.length} tokens. Please reduce the length of the prompt.`,
      { param },
    );
  }
  if (isScored && tokens.length > maxScoredTokens) {
    throw new Fault(
      'invalid_value',
      `With 'echo', 'logprobs' can be told of a prompt of at most ${maxScoredTokens} tokens, but your prompt resulted in ${tokens.length} tokens.`,
      { param },
    );
  }
}

function echoedPrompts({ ask, prompts, signal }: CompletionWork, tokenizer: Tokenizer): Promise<EchoedPrompt[]> {
  return Promise.all(
    prompts.map(async (prompt, index) => {
      const given = ask.prompts[index];
      if (given === undefined || given.kind === 'text') return { ...prompt, text: given?.text ?? '' };
      return { ...prompt, text: given.tokens.length === 0 ? '' : await tokenizer.detokenize(given.tokens, signal) };
    }),
  );
}

async function answered(
  work: CompletionWork,
  echoed: readonly EchoedPrompt[] | null,
): Promise<AsyncIterable<CompletionPiece>> {
  const deltas = await admitted(work);
  return (async function* () {
    if (echoed !== null) yield* echoPrompts(echoed, null, work.ask);
    yield* answerPieces(work, deltas);
  })();
}

/** Scoring and answering take their places one after the other: on one slot they would wait for each other for ever. */
async function scoredFirst(
  work: CompletionWork,
  echoed: readonly EchoedPrompt[],
): Promise<AsyncIterable<CompletionPiece>> {
  const scores = await generated(work, 'scored', 1);
  return (async function* () {
    yield* echoPrompts(echoed, scores, work.ask);
    yield* answerPieces(work, await admitted(work));
  })();
}

async function* answerPieces(
  { ask, settlement }: CompletionWork,
  deltas: AsyncIterable<ChoiceDelta>,
): AsyncGenerator<CompletionPiece> {
  const pieces = textPieces(settlement.count(deltas), { hasLogprobs: ask.sampling.topLogprobs !== null });
  const { candidateCount, choiceCount } = ask;
  if (candidateCount === choiceCount) yield* pieces;
  else yield* pickLikeliest(pieces, { candidates: candidateCount, choices: choiceCount });
}

async function admitted(work: CompletionWork): Promise<AsyncIterable<ChoiceDelta>> {
  const { ask, prompts } = work;
  return ask.sampling.maxTokens === 0
    ? nothingAsked(prompts, ask.candidateCount)
    : generated(work, 'tokens', ask.candidateCount);
}

async function generated(
  { ask, asked, deployment, scope, service, facts, prompts, dispatch, signal, wantedUntilMs }: CompletionWork,
  kind: 'tokens' | 'scored',
  choiceCount: number,
): Promise<AsyncIterable<ChoiceDelta>> {
  const prepared: readonly PreparedPrompt[] = await Promise.all(
    prompts.map(({ tokens }) =>
      dispatch.prepareTokens({ engineId: deployment.engineId, ...scope, tokens }, kind, signal),
    ),
  );
  const failing = new AbortController();
  const ending = AbortSignal.any([signal, failing.signal]);
  const isRanked = ask.candidateCount > ask.choiceCount;
  const topLogprobs = ask.sampling.topLogprobs ?? (isRanked ? 0 : null);
  try {
    const answers = prepared.map((prompt) => {
      // What fits behind the prompt, as in a chat; then the answer ends with `length`.
      const room = facts.contextTokens - (prompt.promptTokens ?? 0);
      const sampling = { ...ask.sampling, topLogprobs, maxTokens: Math.min(ask.sampling.maxTokens, room) };
      const order = { sampling, constraint: null, choiceCount, service, wantedUntilMs, asked };
      return dispatch.generate(prompt, order, ending);
    });
    return joinPrompts(answers, choiceCount, failing);
  } catch (error) {
    // The queue takes all of the prompts or none.
    failing.abort(error);
    throw error;
  }
}

async function* nothingAsked(prompts: readonly ReadyPrompt[], choicesPerPrompt: number): AsyncGenerator<ChoiceDelta> {
  const promptTokens = prompts.reduce((sum, { tokens }) => sum + tokens.length, 0);
  const usage = { promptTokens, completionTokens: 0, cachedTokens: 0 };
  for (let choice = 0; choice < prompts.length * choicesPerPrompt; choice += 1) {
    yield { choice, delta: { kind: 'finish', reason: 'length', stopText: null, usage } };
  }
}
