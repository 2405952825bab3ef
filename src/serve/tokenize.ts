// In: a complete, trusted ask to cut or to join tokens, and who asks. Out: the tokens or the text. Costs no model time and writes no
// ledger row. Knows no HTTP and no wire format.
import type { Caller, Deployment } from '../contract/caller.ts';
import type { Dispatch } from '../contract/dispatch.ts';
import { Fault } from '../contract/fault.ts';
import type { DetokenizeAsk, TokenizeAnswer, TokenizeAsk } from '../contract/tokenize-ask.ts';
import type { TokenId, Tokenizer } from '../contract/vocabulary.ts';
import { type DeploymentPorts, usableDeployment } from './check-ask.ts';

export interface TokenizePorts extends DeploymentPorts {
  readonly dispatch: Dispatch;
  readonly deployments: readonly Deployment[];
}

export async function tokenizeText(
  ask: TokenizeAsk,
  caller: Caller,
  ports: TokenizePorts,
  signal: AbortSignal,
): Promise<TokenizeAnswer> {
  const { deployment, tokenizer } = tokenizerFor(ask.model, caller, ports);
  const { contextTokens } = await ports.dispatch.facts(deployment.engineId, signal);
  const start = ask.hasStart ? await startOf(tokenizer, signal) : [];
  if (!ask.isSpelled) {
    const tokens = ask.text === '' ? [] : await tokenizer.tokenize(ask.text, signal);
    return { tokens: [...start, ...tokens], pieces: null, contextTokens };
  }
  const spelledStart = await Promise.all(
    start.map(async (id) => ({ id, bytes: Buffer.from(await tokenizer.detokenize([id], signal)) })),
  );
  const pieces = [...spelledStart, ...(ask.text === '' ? [] : await tokenizer.tokenizePieces(ask.text, signal))];
  return { tokens: pieces.map(({ id }) => id), pieces, contextTokens };
}

export async function detokenizeTokens(
  ask: DetokenizeAsk,
  caller: Caller,
  ports: TokenizePorts,
  signal: AbortSignal,
): Promise<string> {
  const { deployment, tokenizer } = tokenizerFor(ask.model, caller, ports);
  const { vocabularySize } = await ports.dispatch.facts(deployment.engineId, signal);
  const size = vocabularySize ?? 0;
  const index = ask.tokens.findIndex((token) => token >= size);
  if (index !== -1) {
    const field = `tokens[${index}]`;
    const message = `Invalid token in '${field}': ${ask.tokens[index]}. The vocabulary of this model ends at ${size - 1}.`;
    throw new Fault('invalid_value', message, { param: field });
  }
  return ask.tokens.length === 0 ? '' : tokenizer.detokenize(ask.tokens, signal);
}

async function startOf(tokenizer: Tokenizer, signal: AbortSignal): Promise<readonly TokenId[]> {
  const { bos, isBosAdded } = await tokenizer.marks(signal);
  return bos !== null && isBosAdded ? [bos] : [];
}

function tokenizerFor(
  model: string | null,
  caller: Caller,
  ports: TokenizePorts,
): { readonly deployment: Deployment; readonly tokenizer: Tokenizer } {
  const first = ports.deployments.find(({ name }) => caller.deployments?.includes(name) ?? true);
  const deployment = usableDeployment(model ?? first?.name ?? '', caller, ports);
  const tokenizer = ports.dispatch.tokenizer(deployment.engineId);
  if (tokenizer !== null) return { deployment, tokenizer };
  const message = `The vocabulary of \`${model ?? deployment.name}\` is not known here: its engine is a remote one.`;
  throw new Fault('invalid_value', message, { param: 'model' });
}
