// In: a complete, trusted ask and who asks. Out: how many tokens its prompt has, as the engine would read it. Generates nothing; knows no
// HTTP and no wire format.
import type { ChatAsk } from '../contract/ask.ts';
import type { Caller } from '../contract/caller.ts';
import { Fault } from '../contract/fault.ts';
import { askedDeployment, type ChatPorts, prepareAsk, rankedAsk } from './chat.ts';
import type { Settlement } from './settle.ts';
import { userTextSplitter } from './split-user-text.ts';

/** Settles the request when it is counted. */
export async function countPrompt(
  ask: ChatAsk,
  caller: Caller,
  settlement: Settlement,
  ports: ChatPorts,
  signal: AbortSignal,
): Promise<number> {
  const preparing = { caller, settlement, ports, signal };
  const deployment = askedDeployment(ask, preparing);
  const splitDocuments = userTextSplitter(deployment.hierarchyPolicy);
  const { prepared } = await prepareAsk(rankedAsk(ask, caller), deployment, splitDocuments, preparing);
  if (prepared.promptTokens === null) {
    const message = `Tokens cannot be counted for the model '${deployment.name}': it runs on a remote server that keeps its tokenizer to itself.`;
    throw new Fault('unsupported_parameter', message, { param: 'model' });
  }
  settlement.done();
  return prepared.promptTokens;
}
