// In: requests about blocklists, read. Out: what the registry then holds, as the Azure AI Content Safety API writes it. Knows no hono.
import { Fault } from '../contract/fault.ts';
import type { Blocklist, BlocklistItem, SafetyRegistry } from '../contract/safety.ts';
import { blocklistBody, itemBody } from '../wire/content-safety/blocklist-bodies.ts';
import {
  type ItemAsk,
  parseBlocklistPatch,
  parseItems,
  parseRemoval,
} from '../wire/content-safety/blocklist-requests.ts';
import { pageOf } from '../wire/content-safety/page.ts';

export interface ListManager {
  readonly registry: SafetyRegistry;
  readonly keyId: string;
  newItemId(): string;
}

function listNamed({ registry }: ListManager, name: string): Blocklist {
  const list = registry.blocklist(name);
  if (list === null) throw new Fault('not_found', `There is no blocklist '${name}'.`, { param: 'blocklistName' });
  return list;
}

export function listBlocklists({ registry }: ListManager, url: URL): object {
  const page = pageOf(registry.blocklists(), url);
  return { ...page, value: page.value.map(blocklistBody) };
}

export function getBlocklist(manager: ListManager, name: string): object {
  return blocklistBody(listNamed(manager, name));
}

export function patchBlocklist(
  { registry, keyId }: ListManager,
  name: string,
  patch: unknown,
): { readonly outcome: 'created' | 'replaced'; readonly body: object } {
  const current = registry.blocklist(name);
  const description = parseBlocklistPatch(patch, current?.description ?? null);
  const outcome = registry.putBlocklist(name, description, keyId);
  return { outcome, body: blocklistBody({ name: current?.name ?? name, description }) };
}

/** What is not there is as gone as it can be. */
export function deleteBlocklist({ registry, keyId }: ListManager, name: string): void {
  if (registry.blocklist(name) !== null) registry.deleteBlocklist(name, keyId);
}

export function listItems(manager: ListManager, name: string, url: URL): object {
  const page = pageOf(listNamed(manager, name).items, url);
  return { ...page, value: page.value.map(itemBody) };
}

export function getItem(manager: ListManager, name: string, id: string): object {
  const item = listNamed(manager, name).items.find((candidate) => candidate.id === id);
  if (item !== undefined) return itemBody(item);
  throw new Fault('not_found', `The blocklist '${name}' has no item '${id}'.`, { param: 'blocklistItemId' });
}

/** An item whose text is there already is updated, and keeps its id. */
export function addItems(manager: ListManager, name: string, received: unknown): object {
  const { registry, keyId, newItemId } = manager;
  const asks = parseItems(received);
  const key = ({ text, isRegex }: ItemAsk): string => `${isRegex}${text}`;
  const idByContent = new Map(listNamed(manager, name).items.map((item) => [key(item), item.id]));
  const items = new Map<string, BlocklistItem>();
  for (const ask of asks) {
    const id = idByContent.get(key(ask)) ?? newItemId();
    idByContent.set(key(ask), id);
    items.set(id, { id, ...ask });
  }
  return { blocklistItems: registry.putItems(name, [...items.values()], keyId).map(itemBody) };
}

export function removeItems(manager: ListManager, name: string, received: unknown): void {
  const ids = parseRemoval(received);
  listNamed(manager, name);
  manager.registry.removeItems(name, ids, manager.keyId);
}
