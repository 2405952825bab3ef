// In: an admin's request under /subscriptions. Out: policies and blocklists as Azure's management shows them, and their changes. Knows no
// store and no hono.
import type { Caller } from '../contract/caller.ts';
import { Fault } from '../contract/fault.ts';
import { completePolicy } from '../contract/policy-draft.ts';
import type { Blocklist, ContentPolicy, SafetyRegistry } from '../contract/safety.ts';
import { type ArmTarget, readApiVersion, readArmPath } from '../wire/arm/arm-path.ts';
import { blocklistBody, itemBody } from '../wire/arm/blocklist-bodies.ts';
import { parseAddedItems, parseBlocklist, parseDeletedItems, parseItem } from '../wire/arm/blocklist-requests.ts';
import { parsePolicy } from '../wire/arm/parse-policy.ts';
import { filterCatalogue, policyBody } from '../wire/arm/policy-body.ts';
import type { HttpPorts } from './http-ports.ts';
import { readJsonBody } from './read-json-body.ts';
import { requireAdmin } from './require-admin.ts';

/** One request, as its handler sees it. */
interface ArmCall<Target> {
  readonly target: Target;
  readonly scope: string;
  readonly apiVersion: string;
  readonly keyId: string;
  readonly registry: SafetyRegistry;
  readBody(): Promise<unknown>;
}

type Handler<Target> = (call: ArmCall<Target>) => Response | Promise<Response>;
type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';
type Handlers = {
  readonly [Kind in ArmTarget['kind']]: Partial<Record<Method, Handler<Extract<ArmTarget, { kind: Kind }>>>>;
};

const statusOf = { created: 201, replaced: 200 } as const;
const done = () => new Response(null, { status: 200 });
const nothing = () => new Response(null, { status: 204 });

function policyNamed(registry: SafetyRegistry, name: string): ContentPolicy {
  const policy = registry.policy(name);
  if (policy === null) throw new Fault('not_found', `There is no policy '${name}'.`);
  return policy;
}

function listNamed(registry: SafetyRegistry, name: string): Blocklist {
  const list = registry.blocklist(name);
  if (list === null) throw new Fault('not_found', `There is no blocklist '${name}'.`);
  return list;
}

const handlers: Handlers = {
  policies: {
    GET: ({ registry, scope, apiVersion }) =>
      Response.json({ value: registry.policies().map((policy) => policyBody(policy, scope, apiVersion)) }),
  },
  policy: {
    GET: ({ registry, target, scope, apiVersion }) =>
      Response.json(policyBody(policyNamed(registry, target.name), scope, apiVersion)),
    PUT: async ({ registry, target, scope, apiVersion, keyId, readBody }) => {
      const draft = parsePolicy(await readBody(), target.name);
      const base = registry.policy(draft.basePolicyName);
      // One of the service's own is refused by the registry, whatever its base.
      const isItself = base?.name.toLowerCase() === target.name.toLowerCase() && !base.isSystemManaged;
      if (base === null || isItself) {
        const message = `There is no policy '${draft.basePolicyName}' that '${target.name}' could begin from.`;
        throw new Fault('invalid_value', message, { param: 'properties.basePolicyName' });
      }
      const outcome = registry.putPolicy(completePolicy(draft, base), keyId);
      const body = policyBody(policyNamed(registry, target.name), scope, apiVersion);
      return Response.json(body, { status: statusOf[outcome] });
    },
    DELETE: ({ registry, target, keyId }) => {
      if (registry.policy(target.name) === null) return nothing();
      registry.deletePolicy(target.name, keyId);
      return done();
    },
  },
  blocklists: {
    GET: ({ registry, scope }) =>
      Response.json({ value: registry.blocklists().map((list) => blocklistBody(list, scope)) }),
  },
  blocklist: {
    GET: ({ registry, target, scope }) => Response.json(blocklistBody(listNamed(registry, target.name), scope)),
    PUT: async ({ registry, target, scope, keyId, readBody }) => {
      const { description } = parseBlocklist(await readBody());
      const outcome = registry.putBlocklist(target.name, description, keyId);
      const body = blocklistBody(listNamed(registry, target.name), scope);
      return Response.json(body, { status: statusOf[outcome] });
    },
    DELETE: ({ registry, target, keyId }) => {
      if (registry.blocklist(target.name) === null) return nothing();
      registry.deleteBlocklist(target.name, keyId);
      return done();
    },
  },
  items: {
    GET: ({ registry, target, scope }) => {
      const list = listNamed(registry, target.name);
      return Response.json({ value: list.items.map((item) => itemBody(item, list.name, scope)) });
    },
  },
  item: {
    GET: ({ registry, target, scope }) => {
      const list = listNamed(registry, target.name);
      const item = list.items.find(({ id }) => id === target.item);
      if (item !== undefined) return Response.json(itemBody(item, list.name, scope));
      throw new Fault('not_found', `The blocklist '${list.name}' has no item '${target.item}'.`);
    },
    PUT: async ({ registry, target, scope, keyId, readBody }) => {
      const item = parseItem(await readBody(), target.item);
      const list = listNamed(registry, target.name);
      const isKnown = list.items.some(({ id }) => id === item.id);
      registry.putItems(target.name, [item], keyId);
      const status = statusOf[isKnown ? 'replaced' : 'created'];
      return Response.json(itemBody(item, list.name, scope), { status });
    },
    DELETE: ({ registry, target, keyId }) => {
      const list = registry.blocklist(target.name);
      if (list === null || !list.items.some(({ id }) => id === target.item)) return nothing();
      registry.removeItems(target.name, [target.item], keyId);
      return done();
    },
  },
  'items-added': {
    POST: async ({ registry, target, scope, keyId, readBody }) => {
      registry.putItems(target.name, parseAddedItems(await readBody()), keyId);
      return Response.json(blocklistBody(listNamed(registry, target.name), scope));
    },
  },
  'items-deleted': {
    POST: async ({ registry, target, keyId, readBody }) => {
      registry.removeItems(target.name, parseDeletedItems(await readBody()), keyId);
      return nothing();
    },
  },
  filters: {
    GET: ({ scope }) => Response.json({ value: filterCatalogue(scope).map(({ body }) => body) }),
  },
  filter: {
    GET: ({ scope, target }) => {
      const found = filterCatalogue(scope).find(({ name }) => name.toLowerCase() === target.name.toLowerCase());
      if (found !== undefined) return Response.json(found.body);
      throw new Fault('not_found', `There is no content filter '${target.name}'.`);
    },
  },
};

export async function armRoute(request: Request, caller: Caller, ports: HttpPorts): Promise<Response> {
  requireAdmin(caller, 'Policies and blocklists');
  const url = new URL(request.url);
  const address = readArmPath(url.pathname);
  if (address === null) throw new Fault('route_not_found', `There is no resource at ${url.pathname}.`);
  const handler = handlerOf(address.target, request.method);
  if (handler === null) throw new Fault('method_not_allowed', `Not allowed to ${request.method} on this resource.`);
  return handler({
    scope: address.scope,
    apiVersion: readApiVersion(url),
    keyId: caller.keyId,
    registry: ports.safety.registry,
    readBody: () => readJsonBody(request, ports.bodyBytesLimit),
  });
}

/** Handler and target are of the same kind; the table's type says so, but not to a lookup by a kind that is a union. */
function handlerOf<Target extends ArmTarget>(
  target: Target,
  method: string,
): ((call: Omit<ArmCall<Target>, 'target'>) => Response | Promise<Response>) | null {
  const found = Object.entries(handlers[target.kind]).find(([name]) => name === method);
  if (found === undefined) return null;
  const handler = found[1] as Handler<Target>;
  return (call) => handler({ ...call, target });
}
