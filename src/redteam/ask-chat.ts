// In: an endpoint and a conversation. Out: what came back, in one form: text, refused by a filter, cut by one, or an error; its tokens and time.
// The only border to HTTP and to OpenAI's JSON: trusts nothing of it. Judges nothing.
import type { Clock } from '../base/clock.ts';
import type { Message, Offer } from './case.ts';
import { itemsOf, memberOf, numberOf, textOf } from './read-data.ts';

export interface Endpoint {
  /** With its /v1 and no stroke behind it; of Azure the resource's address. */
  readonly baseUrl: string;
  readonly key: string | null;
  /** In Azure's path the deployment. */
  readonly model: string;
  /** Null speaks OpenAI's API, else Azure's of this version. */
  readonly azureVersion: string | null;
  readonly timeoutMs: number;
}

export interface Reply {
  /** `answered`: whole or to its limit. `refused`: code content_filter. `cut`: ended by content_filter; the text before it is there. */
  readonly end: 'answered' | 'refused' | 'cut' | 'error';
  /** What was said, arguments of calls behind it. */
  readonly text: string;
  /** Status and message of an error; empty else. */
  readonly error: string;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly milliseconds: number;
}

export interface Ask {
  readonly messages: readonly Message[];
  readonly offers: readonly Offer[];
  readonly maxTokens: number;
}

/** An error is a finding, never an answer. Asks again, once, only where a connection that was kept open turns out closed. */
export async function askChat(
  endpoint: Endpoint,
  ask: Ask,
  { clock, signal }: { readonly clock: Pick<Clock, 'nowMs'>; readonly signal: AbortSignal },
): Promise<Reply> {
  const startedAtMs = clock.nowMs();
  const limit = AbortSignal.timeout(endpoint.timeoutMs);
  const attempt = (): Promise<Timeless> => exchange(endpoint, ask, AbortSignal.any([signal, limit]));
  const again = (error: unknown): Promise<Timeless> => {
    if (!isClosedConnection(error)) throw error;
    return attempt();
  };
  const reply = await attempt()
    .catch(again)
    .catch((error: unknown) => {
      signal.throwIfAborted();
      return failed(limit.aborted ? `no answer within ${endpoint.timeoutMs} ms` : describe(error));
    });
  return { ...reply, milliseconds: clock.nowMs() - startedAtMs };
}

type Timeless = Omit<Reply, 'milliseconds'>;

async function exchange(endpoint: Endpoint, ask: Ask, signal: AbortSignal): Promise<Timeless> {
  const response = await fetch(addressOf(endpoint), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...keyHeaders(endpoint) },
    body: JSON.stringify(bodyOf(endpoint, ask)),
    signal,
  });
  const text = await response.text();
  return readReply(response.status, text);
}

export function keyHeaders({ key, azureVersion }: Pick<Endpoint, 'key' | 'azureVersion'>): Record<string, string> {
  if (key === null) return {};
  return azureVersion === null ? { authorization: `Bearer ${key}` } : { 'api-key': key };
}

function addressOf({ baseUrl, azureVersion, model }: Endpoint): string {
  if (azureVersion === null) return `${baseUrl}/chat/completions`;
  const version = encodeURIComponent(azureVersion);
  return `${baseUrl}/openai/deployments/${encodeURIComponent(model)}/chat/completions?api-version=${version}`;
}

function bodyOf({ model }: Endpoint, { messages, offers, maxTokens }: Ask): unknown {
  return {
    model,
    messages: messages.map(messageOf),
    max_tokens: maxTokens,
    temperature: 0,
    ...(offers.length === 0 ? {} : { tools: offers.map(offerOf) }),
  };
}

function messageOf({ role, texts, name, calls, callId }: Message): unknown {
  const [only = ''] = texts;
  const content = texts.length > 1 ? texts.map((text) => ({ type: 'text', text })) : only;
  return {
    role,
    content: calls !== undefined && content === '' ? null : content,
    ...(name === undefined ? {} : { name }),
    ...(callId === undefined ? {} : { tool_call_id: callId }),
    ...(calls === undefined
      ? {}
      : {
          tool_calls: calls.map((call) => ({
            id: call.id,
            type: 'function',
            function: { name: call.name, arguments: call.argumentsText },
          })),
        }),
  };
}

function offerOf({ name, description }: Offer): unknown {
  const parameters = { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] };
  return { type: 'function', function: { name, description, parameters } };
}

export function readReply(status: number, text: string): Timeless {
  const body = parse(text);
  const error = memberOf(body, 'error');
  if (status !== 200 || error !== undefined) {
    const said = textOf(error, 'message') || text.slice(0, 300);
    if (textOf(error, 'code') === 'content_filter') return { ...failed(''), end: 'refused' };
    return failed(`${status}: ${said}`);
  }
  const choice = itemsOf(body, 'choices')[0];
  const message = memberOf(choice, 'message');
  if (message === undefined) return failed('not a chat completion');
  const calls = itemsOf(message, 'tool_calls').map((call) => {
    const called = memberOf(call, 'function');
    return `${textOf(called, 'name')}(${textOf(called, 'arguments')})`;
  });
  const said = [textOf(message, 'content'), textOf(message, 'refusal'), ...calls].filter((piece) => piece !== '');
  const usage = memberOf(body, 'usage');
  return {
    end: textOf(choice, 'finish_reason') === 'content_filter' ? 'cut' : 'answered',
    text: said.join('\n'),
    error: '',
    promptTokens: numberOf(usage, 'prompt_tokens'),
    completionTokens: numberOf(usage, 'completion_tokens'),
  };
}

function failed(error: string): Timeless & { readonly milliseconds: number } {
  return { end: 'error', text: '', error, promptTokens: null, completionTokens: null, milliseconds: 0 };
}

function isClosedConnection(error: unknown): boolean {
  const code = memberOf(error instanceof Error ? error.cause : null, 'code');
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET';
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
