// In: a complete, trusted ask whether a text is grounded in sources, and who asks. Out: what of it is not, with reasons and a correction where
// they are asked for. The deployed model is the judge; its prompts are counted in the ledger. Knows no policy, no HTTP and no wire format.
import type { GroundednessAsk, GroundednessReport } from '../contract/analysis.ts';
import { type Caller, type Deployment, scopeOf } from '../contract/caller.ts';
import type { Dispatch } from '../contract/dispatch.ts';
import { Fault } from '../contract/fault.ts';
import type { TextScorer } from '../contract/safety.ts';
import { correctText } from '../safety/grounding/correct-text.ts';
import { judgeGrounding, type UngroundedClaim } from '../safety/grounding/judge-grounding.ts';
import { reasonQuestion } from '../safety/grounding/judge-prompts.ts';
import { askModel } from './ask-model.ts';
import { type DeploymentPorts, usableDeployment } from './check-ask.ts';
import { findAttacks } from './find-attacks.ts';
import type { Settlement } from './settle.ts';

export interface GroundednessPorts extends DeploymentPorts {
  readonly deployments: readonly Deployment[];
  readonly dispatch: Dispatch;
  readonly scorer: TextScorer;
}

export interface GroundednessRequester {
  readonly caller: Caller;
  readonly settlement: Settlement;
  readonly signal: AbortSignal;
}

const reasonTokens = 80;

/** Settles its good end; the bad ones are the caller's. */
export async function detectGroundedness(
  ask: GroundednessAsk,
  { caller, settlement, signal }: GroundednessRequester,
  ports: GroundednessPorts,
): Promise<GroundednessReport> {
  const deployment = chosenDeployment(ask, caller, ports);
  settlement.know({ deployment });
  const judge = askModel({
    dispatch: ports.dispatch,
    deployment,
    ...scopeOf(caller, deployment),
    onComputed: settlement.computed,
  });
  const judging = {
    judge,
    findAttacks: (texts: readonly string[], ending: AbortSignal) => findAttacks(texts, ports.scorer, ending),
  };
  const given = ask.query === null ? [] : [ask.query];
  const { ungrounded, ungroundedShare } = await judgeGrounding({ ...ask, given }, judging, signal);
  const reasons: string[] = [];
  if (ask.isReasoned)
    for (const { question } of ungrounded)
      reasons.push(await judge.write(reasonQuestion(question), reasonTokens, signal));
  const correctedText = ask.isCorrected ? await correctText(ask.text, ungrounded, judge, signal) : null;
  settlement.done();
  const details = ungrounded.map(({ text }: UngroundedClaim, place) => ({ text, reason: reasons[place] ?? null }));
  return { details, ungroundedShare, correctedText };
}

/** The one that the request names, or the first that its key may use. */
function chosenDeployment(ask: GroundednessAsk, caller: Caller, ports: GroundednessPorts): Deployment {
  if (ask.deployment !== null) {
    try {
      return usableDeployment(ask.deployment, caller, ports);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      throw new Fault(error.code, error.message, { param: 'llmResource.azureOpenAIDeploymentName' });
    }
  }
  const usable = ports.deployments.find(({ name }) => caller.deployments?.includes(name) ?? true);
  if (usable === undefined)
    throw new Fault('permission_denied', 'This key may use no deployment that could judge the text.');
  return usable;
}
