// In: a conversation. Out: token ids of its rendering; only the operator's template can yield control tokens. Template pieces and
// texts are remembered as ids. Knows no slot and no sampling.
import { LeastRecentlyUsed } from '../../base/least-recently-used.ts';
import type { Conversation, TokenId } from '../../contract/engine.ts';
import { Fault, isEngineGone } from '../../contract/fault.ts';
import { isOperatorTurn } from '../../contract/turn.ts';
import type { LlamaClient } from './llama-client.ts';
import { plainOperatorTurns } from './plain-operator-turns.ts';
import { plainToolTurns } from './plain-tool-turns.ts';
import { cutAtSentinels, fillSentinels, type PromptSegment, toSentinelMessages } from './render-conversation.ts';
import {
  findOperatorTraits,
  findTemplateTraits,
  type OperatorTraits,
  type RenderTemplate,
  type TemplateTraits,
} from './template-traits.ts';

export interface PromptMemory {
  readonly structures: LeastRecentlyUsed<readonly (string | number)[]>;
  readonly tokens: LeastRecentlyUsed<readonly TokenId[]>;
  traits: TemplateTraits | null;
  operatorTraits: OperatorTraits | null;
}

/** Sizes are in characters and ids: some tens of megabytes at the most. */
export function emptyPromptMemory(): PromptMemory {
  return {
    structures: new LeastRecentlyUsed(4_000_000),
    tokens: new LeastRecentlyUsed(4_000_000),
    traits: null,
    operatorTraits: null,
  };
}

export interface PreparePorts {
  readonly client: LlamaClient;
  readonly memory: PromptMemory;
  readonly splitMarkers: (text: string) => readonly string[];
  /** Whether a template could make a control token of a text that holds none. */
  readonly mayBecomeMarker: (text: string) => boolean;
  /** Templates may print today's date, so what they rendered is only remembered for the day. */
  readonly today: string;
}

export interface PreparedTokens {
  readonly tokens: readonly TokenId[];
  readonly opening: string;
}

export async function preparePrompt(
  conversation: Conversation,
  ports: PreparePorts,
  signal: AbortSignal,
): Promise<PreparedTokens> {
  const { tools, toolPolicy } = conversation;
  const hasTools = tools.length > 0 || conversation.turns.some((turn) => turn.toolCalls.length > 0);
  const traits = hasTools ? await templateTraits(ports, signal) : null;
  const offered = traits === null ? conversation.turns : plainToolTurns(conversation.turns, tools, traits);
  const turns = offered.some(isOperatorTurn)
    ? plainOperatorTurns(offered, await operatorTraits(ports, signal))
    : offered;
  const shown = traits?.takesTools === true ? tools : [];
  const segments = await renderSegments(turns, shown, ports, signal);
  const opening = traits === null || toolPolicy.mode !== 'required' ? '' : callOpening(traits, conversation);
  const opened: readonly PromptSegment[] =
    opening === '' ? segments : [...segments, { origin: 'template', text: opening }];
  const tokenised = await Promise.all(
    opened.map((segment, index) => tokenizeRemembered(segment, index === 0, ports, signal)),
  );
  return { tokens: tokenised.flat(), opening };
}

async function renderSegments(
  turns: Conversation['turns'],
  tools: Conversation['tools'],
  ports: PreparePorts,
  signal: AbortSignal,
): Promise<readonly PromptSegment[]> {
  const isRisk = (text: string): boolean => ports.splitMarkers(text).length > 1 || ports.mayBecomeMarker(text);
  const sentinels = toSentinelMessages(turns, tools, isRisk);
  const structure = `${ports.today}\n${JSON.stringify([sentinels.messages, sentinels.tools])}`;
  let pieces = ports.memory.structures.get(structure);
  if (pieces === undefined) {
    pieces = cutAtSentinels(await ports.client.applyTemplate(sentinels.messages, sentinels.tools, signal));
    ports.memory.structures.set(structure, pieces, structure.length);
  }
  return fillSentinels(pieces, sentinels.texts);
}

/** The name stands in the opening where the client chose it: the model has only the arguments to write. */
function callOpening(traits: TemplateTraits, { toolPolicy }: Conversation): string {
  const [name] = toolPolicy.allowedNames ?? [];
  if (!toolPolicy.isNamed || name === undefined) return traits.callOpening;
  return `${traits.callOpening}{"name": "${name}", "arguments":`;
}

async function templateTraits({ client, memory }: PreparePorts, signal: AbortSignal): Promise<TemplateTraits> {
  memory.traits ??= await findTemplateTraits(rendering(client, signal));
  return memory.traits;
}

async function operatorTraits({ client, memory }: PreparePorts, signal: AbortSignal): Promise<OperatorTraits> {
  memory.operatorTraits ??= await findOperatorTraits(rendering(client, signal));
  return memory.operatorTraits;
}

/** Null where the template refuses. */
function rendering(client: LlamaClient, signal: AbortSignal): RenderTemplate {
  return (messages, tools) =>
    client.applyTemplate(messages, tools, signal).catch((error: unknown) => {
      if (isEngineGone(error) || !(error instanceof Fault)) throw error;
      return null;
    });
}

/** One call for each text, however many markers it is cut at. */
async function tokenizeRemembered(
  { origin, text }: PromptSegment,
  isFirst: boolean,
  { client, memory, splitMarkers }: PreparePorts,
  signal: AbortSignal,
): Promise<readonly TokenId[]> {
  const isTemplate = origin === 'template';
  const key = `${isTemplate ? 't' : 'c'}${isFirst ? '^' : '-'}${text}`;
  const known = memory.tokens.get(key);
  if (known !== undefined) return known;
  const tokens = await client.tokenize(isTemplate ? [text] : splitMarkers(text), { isTemplate, isFirst }, signal);
  memory.tokens.set(key, tokens, key.length + tokens.length);
  return tokens;
}
