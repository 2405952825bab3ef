// In: turns. Out: token ids of the rendered conversation; only the operator's template can yield control tokens. Template pieces
// and texts are remembered as ids. Knows no slot and no sampling.
import { LeastRecentlyUsed } from '../../base/least-recently-used.ts';
import type { TokenId } from '../../contract/engine.ts';
import type { Turn } from '../../contract/turn.ts';
import type { LlamaClient } from './llama-client.ts';
import { cutAtSentinels, fillSentinels, type PromptSegment, toSentinelMessages } from './render-conversation.ts';

export interface PromptMemory {
  readonly structures: LeastRecentlyUsed<readonly (string | number)[]>;
  readonly tokens: LeastRecentlyUsed<readonly TokenId[]>;
}

/** Sizes are in characters and ids: some tens of megabytes at the most. */
export function emptyPromptMemory(): PromptMemory {
  return { structures: new LeastRecentlyUsed(4_000_000), tokens: new LeastRecentlyUsed(4_000_000) };
}

export interface PreparePorts {
  readonly client: LlamaClient;
  readonly memory: PromptMemory;
  readonly splitMarkers: (text: string) => readonly string[];
  /** Templates may print today's date, so what they rendered is only remembered for the day. */
  readonly today: string;
}

export async function preparePrompt(
  turns: readonly Turn[],
  ports: PreparePorts,
  signal: AbortSignal,
): Promise<readonly TokenId[]> {
  const { messages, texts } = toSentinelMessages(turns);
  const structure = `${ports.today}\n${JSON.stringify(messages)}`;
  let pieces = ports.memory.structures.get(structure);
  if (pieces === undefined) {
    pieces = cutAtSentinels(await ports.client.applyTemplate(messages, signal));
    ports.memory.structures.set(structure, pieces, structure.length);
  }
  const segments = fillSentinels(pieces, texts);
  const tokenised = await Promise.all(
    segments.map((segment, index) => tokenizeRemembered(segment, index === 0, ports, signal)),
  );
  return tokenised.flat();
}

/** One call for each text, however many markers it is cut at. */
async function tokenizeRemembered(
  { origin, text }: PromptSegment,
  isStart: boolean,
  { client, memory, splitMarkers }: PreparePorts,
  signal: AbortSignal,
): Promise<readonly TokenId[]> {
  const isTemplate = origin === 'template';
  const isFirst = isStart && isTemplate;
  const key = `${isTemplate ? 't' : 'c'}${isFirst ? '^' : '-'}${text}`;
  const known = memory.tokens.get(key);
  if (known !== undefined) return known;
  const tokens = await client.tokenize(isTemplate ? [text] : splitMarkers(text), { isTemplate, isFirst }, signal);
  memory.tokens.set(key, tokens, key.length + tokens.length);
  return tokens;
}
