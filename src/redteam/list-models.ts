// In: an endpoint without a model. Out: the first model that it serves; a Fault where it tells none. Knows OpenAI's list of models only.
import { Fault } from '../contract/fault.ts';
import { itemsOf, textOf } from './read-data.ts';

export async function firstModel(baseUrl: string, key: string | null, signal: AbortSignal): Promise<string> {
  const headers: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
  const response = await fetch(`${baseUrl}/models`, { headers, signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new Fault('engine_unavailable', `${baseUrl} cannot be reached.`, { cause: error });
  });
  const body: unknown = await response.json().catch(() => null);
  const id = textOf(itemsOf(body, 'data')[0], 'id');
  if (id === '') throw new Fault('config_invalid', `${baseUrl} names no model: say which with --model.`);
  return id;
}
