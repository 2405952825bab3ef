// In: changes of policies and blocklists. Out: how they are now, from memory; every change is in the database, with who made it, before
// it holds. Knows no route, no scorer and no way to match.
import type { Compilable } from 'kysely';
import type { Clock } from '../base/clock.ts';
import { Fault } from '../contract/fault.ts';
import type {
  Blocklist,
  BlocklistItem,
  ContentPolicy,
  SafetyChange,
  SafetyRegistry,
  ScreenedSource,
} from '../contract/safety.ts';
import { checkBlocklistName, checkItemShape, checkPolicyName, maxItemsInList } from './check-safety.ts';
import type { Connection } from './connection.ts';
import * as rows from './safety-rows.ts';
import { storeFault } from './store-fault.ts';

export interface SafetyRegistrySettings {
  /** Come with the service, and stand first. */
  readonly systemPolicies: readonly ContentPolicy[];
  /** Of the configuration file: they stand before stored ones of the same name, and only the file changes them. */
  readonly filePolicies: readonly ContentPolicy[];
  readonly fileBlocklists: readonly Blocklist[];
  /** Names of policies that deployments are bound to; they cannot be deleted. */
  readonly policyNamesInUse: readonly string[];
  /** Fault `invalid_value` for an item that could not be matched in bounded time. */
  readonly checkItem: (item: BlocklistItem) => void;
  /** The same of all its items together. Gets the very object that will be kept, so what is made of it can be kept too. */
  readonly checkList: (list: Blocklist) => void;
  readonly clock: Pick<Clock, 'nowMs'>;
}

type Owner = 'the service' | 'the configuration file';
const sources: readonly ScreenedSource[] = ['prompt', 'completion'];
const { nameKey } = rows;

/** A list or policy that changes is a new object, so what is made of one can be kept by it. */
export class StoredSafetyRegistry implements SafetyRegistry {
  readonly #connection: Connection;
  readonly #settings: SafetyRegistrySettings;
  readonly #policies = new Map<string, ContentPolicy>();
  readonly #blocklists = new Map<string, Blocklist>();
  readonly #policyOwners = new Map<string, Owner>();
  readonly #blocklistOwners = new Map<string, Owner>();
  #version: number;

  constructor(connection: Connection, settings: SafetyRegistrySettings) {
    this.#connection = connection;
    this.#settings = settings;
    const { systemPolicies, filePolicies, fileBlocklists } = settings;
    for (const policy of systemPolicies) this.#own(policy, 'the service');
    for (const policy of filePolicies) this.#own(policy, 'the configuration file');
    for (const list of fileBlocklists) {
      this.#checkFileList(list);
      this.#blocklists.set(nameKey(list.name), list);
      this.#blocklistOwners.set(nameKey(list.name), 'the configuration file');
    }
    const stored = rows.readSafety(connection);
    this.#version = stored.version;
    addMissing(this.#policies, stored.policies);
    addMissing(this.#blocklists, stored.blocklists);
    for (const policy of filePolicies) this.#checkLists(policy);
  }

  version(): number {
    return this.#version;
  }

  policies(): readonly ContentPolicy[] {
    return [...this.#policies.values()];
  }

  policy(name: string): ContentPolicy | null {
    return this.#policies.get(nameKey(name)) ?? null;
  }

  putPolicy(policy: ContentPolicy, keyId: string): 'created' | 'replaced' {
    checkPolicyName(policy.name);
    this.#checkOwner('policy', policy.name);
    this.#checkLists(policy);
    const known = this.policy(policy.name);
    const kept: ContentPolicy = { ...policy, name: known?.name ?? policy.name, isSystemManaged: false };
    this.#write({ keyId, action: 'policy-put', name: kept.name }, [rows.putPolicyStatement(kept)]);
    this.#policies.set(nameKey(kept.name), kept);
    return known === null ? 'created' : 'replaced';
  }

  deletePolicy(name: string, keyId: string): void {
    const policy = this.policy(name);
    if (policy === null) throw new Fault('not_found', `There is no policy '${name}'.`);
    this.#checkOwner('policy', name);
    if (this.#settings.policyNamesInUse.some((used) => nameKey(used) === nameKey(name)))
      throw new Fault('invalid_value', `The policy '${policy.name}' is that of a deployment and cannot be deleted.`);
    this.#write({ keyId, action: 'policy-deleted', name: policy.name }, [rows.deletePolicyStatement(name)]);
    this.#policies.delete(nameKey(name));
  }

  blocklists(): readonly Blocklist[] {
    return [...this.#blocklists.values()];
  }

  blocklist(name: string): Blocklist | null {
    return this.#blocklists.get(nameKey(name)) ?? null;
  }

  putBlocklist(name: string, description: string | null, keyId: string): 'created' | 'replaced' {
    checkBlocklistName(name);
    this.#checkOwner('blocklist', name);
    const known = this.blocklist(name);
    const kept: Blocklist = { name: known?.name ?? name, description, items: known?.items ?? [] };
    const statement = rows.putBlocklistStatement(kept.name, description);
    this.#write({ keyId, action: 'blocklist-put', name: kept.name }, [statement]);
    this.#blocklists.set(nameKey(name), kept);
    return known === null ? 'created' : 'replaced';
  }

  deleteBlocklist(name: string, keyId: string): void {
    const list = this.#changeableList(name);
    const user = this.policies().find((policy) => listNames(policy).some((used) => nameKey(used) === nameKey(name)));
    if (user !== undefined) {
      const message = `The blocklist '${list.name}' is used by the policy '${user.name}': take it out there first.`;
      throw new Fault('invalid_value', message);
    }
    this.#write({ keyId, action: 'blocklist-deleted', name: list.name }, [rows.deleteBlocklistStatement(name)]);
    this.#blocklists.delete(nameKey(name));
  }

  putItems(name: string, items: readonly BlocklistItem[], keyId: string): readonly BlocklistItem[] {
    const list = this.#changeableList(name);
    this.#checkItems(items);
    const incoming = new Map(items.map((item) => [item.id, item]));
    const kept = [...incoming.values()];
    const merged = list.items.map((item) => incoming.get(item.id) ?? item);
    for (const { id } of list.items) incoming.delete(id);
    merged.push(...incoming.values());
    if (merged.length > maxItemsInList) {
      const message = `The blocklist '${list.name}' would have ${merged.length} items; a list has at most ${maxItemsInList}.`;
      throw new Fault('invalid_value', message);
    }
    const changed: Blocklist = { ...list, items: merged };
    this.#settings.checkList(changed);
    this.#write({ keyId, action: 'items-put', name: list.name }, rows.putItemStatements(name, kept));
    this.#blocklists.set(nameKey(name), changed);
    return kept;
  }

  removeItems(name: string, ids: readonly string[], keyId: string): void {
    const list = this.#changeableList(name);
    const removed = new Set(ids);
    const known = new Set(list.items.map(({ id }) => id));
    for (const id of removed)
      if (!known.has(id)) throw new Fault('not_found', `The blocklist '${list.name}' has no item '${id}'.`);
    this.#write({ keyId, action: 'items-removed', name: list.name }, rows.removeItemStatements(name, [...removed]));
    this.#blocklists.set(nameKey(name), { ...list, items: list.items.filter(({ id }) => !removed.has(id)) });
  }

  changes(limit: number): readonly SafetyChange[] {
    return this.#asFault(() => rows.recentChanges(this.#connection, limit));
  }

  #own(policy: ContentPolicy, owner: Owner): void {
    const key = nameKey(policy.name);
    if (this.#policyOwners.get(key) === 'the service') this.#checkOwner('policy', policy.name);
    checkPolicyName(policy.name);
    this.#policies.set(key, policy);
    this.#policyOwners.set(key, owner);
  }

  #checkOwner(kind: 'policy' | 'blocklist', name: string): void {
    const owner = (kind === 'policy' ? this.#policyOwners : this.#blocklistOwners).get(nameKey(name));
    if (owner === undefined) return;
    throw new Fault('permission_denied', `The ${kind} '${name}' belongs to ${owner} and cannot be changed here.`);
  }

  #checkFileList(list: Blocklist): void {
    try {
      checkBlocklistName(list.name);
      this.#checkItems(list.items);
      this.#settings.checkList(list);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const message = `The blocklist '${list.name}' of the configuration file cannot be used: ${error.message}`;
      throw new Fault('config_invalid', message, { cause: error });
    }
  }

  #checkItems(items: readonly BlocklistItem[]): void {
    for (const item of items) {
      checkItemShape(item);
      this.#settings.checkItem(item);
    }
  }

  /** A misspelt name would be a list that never matches. */
  #checkLists(policy: ContentPolicy): void {
    for (const name of listNames(policy)) {
      if (this.blocklist(name) !== null) continue;
      const message = `The policy '${policy.name}' uses the blocklist '${name}', which is not there.`;
      throw new Fault('invalid_value', message, { param: 'blocklists' });
    }
  }

  #changeableList(name: string): Blocklist {
    const list = this.blocklist(name);
    if (list === null) throw new Fault('not_found', `There is no blocklist '${name}'.`);
    this.#checkOwner('blocklist', name);
    return list;
  }

  #write(change: Omit<SafetyChange, 'atMs'>, statements: readonly Compilable[]): void {
    const atMs = this.#settings.clock.nowMs();
    this.#asFault(() =>
      this.#connection.transaction(() => {
        for (const statement of statements) this.#connection.run(statement);
        this.#connection.run(rows.changeStatement({ ...change, atMs }));
      }),
    );
    this.#version += 1;
  }

  #asFault<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw storeFault(error, this.#connection.path);
    }
  }
}

function listNames(policy: ContentPolicy): readonly string[] {
  return sources.flatMap((source) => policy.rules[source].blocklists.map(({ name }) => name));
}

function addMissing<Item extends { readonly name: string }>(known: Map<string, Item>, stored: readonly Item[]): void {
  for (const item of stored) if (!known.has(nameKey(item.name))) known.set(nameKey(item.name), item);
}
