// In: a scripted service. Out: Azure's official client towards it, and what answers carry beyond the client's types. Knows no case.
import { APIError, AzureOpenAI } from 'openai';
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { ScriptedService } from './start-scripted-service.ts';

export const stableVersion = '2024-10-21';
export const previewVersion = '2025-04-01-preview';

export type AzureOptions = ConstructorParameters<typeof AzureOpenAI>[0];

export function azureClient(service: ScriptedService, options: AzureOptions = {}): AzureOpenAI {
  return new AzureOpenAI({
    endpoint: service.baseUrl,
    apiKey: 'any',
    apiVersion: stableVersion,
    maxRetries: 0,
    ...options,
  });
}

export async function chunksOf<Chunk>(stream: AsyncIterable<Chunk>): Promise<readonly Chunk[]> {
  const chunks: Chunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

export const textOf = (chunks: readonly ChatCompletionChunk[], index = 0): string =>
  chunks
    .flatMap((chunk) => chunk.choices.filter((choice) => choice.index === index))
    // An annotation chunk has no delta, whatever the client's types say.
    .map((choice) => (choice as { delta?: { content?: string | null } }).delta?.content ?? '')
    .join('');

export async function failureOf(work: Promise<unknown>): Promise<APIError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof APIError) return error;
    throw error;
  }
  throw new Error('was answered');
}

/** The data lines of a stream as they came. */
export async function dataLines(response: Response): Promise<readonly string[]> {
  const text = await response.text();
  return text
    .split('\n\n')
    .filter((event) => event !== '' && !event.startsWith(':'))
    .map((event) => event.replace(/^data: /, ''));
}

export interface AnswerBody {
  readonly error: {
    readonly code: string;
    readonly type?: string | null;
    readonly innererror?: { readonly content_filter_result: object };
  };
  readonly choices: readonly object[];
}

/** Cases look at what they expect only. */
export async function bodyOf(response: Response): Promise<AnswerBody> {
  return (await response.json()) as AnswerBody;
}
