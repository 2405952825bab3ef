// In: a target. Out: which optional features it lacks, found by asking for each in the smallest way.
import type { Target } from './conformance-case.ts';
import { type Answer, at, post } from './exchange.ts';
import { type Feature, features } from './not-yet-served.ts';

const question = [{ role: 'user', content: 'Say hello.' }];
const tool = { type: 'function', function: { name: 'look_up', parameters: { type: 'object', properties: {} } } };

function probeOf(feature: Feature, { model, embeddingModel }: Target): readonly [string, object] {
  const chat = { model, messages: question, max_tokens: 1 };
  switch (feature) {
    case 'completions':
      return ['/v1/completions', { model, prompt: 'Hello', max_tokens: 1 }];
    case 'embeddings':
      return ['/v1/embeddings', { model: embeddingModel, input: 'Hello' }];
    case 'responses':
      return ['/v1/responses', { model, input: 'Say hello.', max_output_tokens: 16 }];
    case 'messages':
      return ['/v1/messages', chat];
    case 'tokenize':
      return ['/tokenize', { content: 'Hello' }];
    case 'tools':
      return ['/v1/chat/completions', { ...chat, tools: [tool] }];
    case 'response_format':
      return [
        '/v1/chat/completions',
        { ...chat, messages: [{ role: 'user', content: 'Say {} as JSON.' }], response_format: { type: 'json_object' } },
      ];
    case 'logprobs':
      return ['/v1/chat/completions', { ...chat, logprobs: true }];
  }
}

/** A route that is not there, or a member that the server says it does not take. A model that is not there is another matter. */
function isMissing({ status, body }: Answer): boolean {
  const code = at(body, 'error', 'code');
  if (status === 404) return code !== 'model_not_found';
  return status === 405 || status === 501 || (status === 400 && code === 'unsupported_parameter');
}

export async function missingFeatures(target: Target): Promise<readonly Feature[]> {
  const missing: Feature[] = [];
  for (const feature of features) {
    const [path, body] = probeOf(feature, target);
    if (isMissing(await post(target, path, body))) missing.push(feature);
  }
  return missing;
}
