// In: the app. Out: the routes of the Azure AI Content Safety API on it. Analysis needs a key and leaves a ledger row;
// blocklists need the admin key, also to be read: what is in them is no caller's business. Knows no scorer and no store.
import type { Hono } from 'hono';
import type { ProtectedAnalysis, ProtectedAsk } from '../contract/analysis.ts';
import { Fault } from '../contract/fault.ts';
import { analyzeText } from '../serve/analyze-text.ts';
import { detectGroundedness } from '../serve/detect-groundedness.ts';
import { detectProtected } from '../serve/detect-protected.ts';
import { shieldPrompt } from '../serve/shield-prompt.ts';
import { parseAnalyzeText } from '../wire/content-safety/analyze-text.ts';
import { checkListName } from '../wire/content-safety/blocklist-requests.ts';
import { groundednessBody, parseDetectGroundedness } from '../wire/content-safety/detect-groundedness.ts';
import * as protectedMaterial from '../wire/content-safety/detect-protected.ts';
import { notAvailable, operationsNotAvailable } from '../wire/content-safety/not-available.ts';
import { parseShieldPrompt, shieldPromptBody } from '../wire/content-safety/shield-prompt.ts';
import { type IncomingRequest, settledRoute } from './answer-route.ts';
import { answerIsOver } from './client-signal.ts';
import * as lists from './content-safety-blocklists.ts';
import type { HttpPorts } from './http-ports.ts';
import { incomingOf, type KingletContext, type KingletEnvironment } from './kinglet-environment.ts';
import { readJsonBody } from './read-json-body.ts';
import { requireAdmin } from './require-admin.ts';

const base = '/contentsafety';
const blocklists = `${base}/text/blocklists`;

interface ProtectedOperation {
  readonly name: string;
  /** In the ledger. */
  readonly row: string;
  parse(received: unknown): ProtectedAsk;
  body(analysis: ProtectedAnalysis): object;
}

const protectedOperations: readonly ProtectedOperation[] = [
  {
    name: 'text:detectProtectedMaterial',
    row: 'contentsafety.text.detect_protected_material',
    parse: protectedMaterial.parseProtectedText,
    body: protectedMaterial.protectedTextBody,
  },
  {
    name: 'text:detectProtectedMaterialForCode',
    row: 'contentsafety.text.detect_protected_material_for_code',
    parse: protectedMaterial.parseProtectedCode,
    body: protectedMaterial.protectedCodeBody,
  },
];
const served = [
  'text:analyze',
  'text:shieldPrompt',
  'text:detectGroundedness',
  ...protectedOperations.map(({ name }) => name),
];

export function mountContentSafety(app: Hono<KingletEnvironment>, ports: HttpPorts): void {
  app.post(`${base}/text:analyze`, (context) => analyzeTextRoute(incomingOf(context), ports));
  app.post(`${base}/text:shieldPrompt`, (context) => shieldPromptRoute(incomingOf(context), ports));
  app.post(`${base}/text:detectGroundedness`, (context) => groundednessRoute(incomingOf(context), ports));
  for (const operation of protectedOperations)
    app.post(`${base}/${operation.name}`, (context) => protectedRoute(operation, incomingOf(context), ports));
  for (const operation of operationsNotAvailable)
    app.post(`${base}/${operation}`, () => {
      throw notAvailable(operation);
    });

  const readBody = (context: KingletContext) => readJsonBody(context.req.raw, ports.bodyBytesLimit);
  const nameOf = (context: KingletContext) => checkListName(context.req.param('name') ?? '');
  const managing = (context: KingletContext): lists.ListManager => {
    const { caller } = context.var;
    requireAdmin(caller, 'Blocklists');
    return { ...ports.safety, keyId: caller.keyId };
  };
  const urlOf = (context: KingletContext) => new URL(context.req.url);

  app.get(blocklists, (context) => context.json(lists.listBlocklists(managing(context), urlOf(context))));
  app.get(`${blocklists}/:name`, (context) => context.json(lists.getBlocklist(managing(context), nameOf(context))));
  app.patch(`${blocklists}/:name`, async (context) => {
    const manager = managing(context);
    const name = nameOf(context);
    const mediaTypes = ['application/merge-patch+json', 'application/json'];
    const patch = await readJsonBody(context.req.raw, ports.bodyBytesLimit, mediaTypes);
    const { outcome, body } = lists.patchBlocklist(manager, name, patch);
    return context.json(body, outcome === 'created' ? 201 : 200);
  });
  app.delete(`${blocklists}/:name`, (context) => {
    lists.deleteBlocklist(managing(context), nameOf(context));
    return context.body(null, 204);
  });
  app.get(`${blocklists}/:name/blocklistItems`, (context) =>
    context.json(lists.listItems(managing(context), nameOf(context), urlOf(context))),
  );
  app.get(`${blocklists}/:name/blocklistItems/:item`, (context) =>
    context.json(lists.getItem(managing(context), nameOf(context), context.req.param('item'))),
  );
  // The operation stands behind the name, in the same segment.
  app.post(`${blocklists}/:action`, async (context) => {
    const [, name = '', operation = ''] = /^(.*):([^:]*)$/.exec(context.req.param('action')) ?? [];
    if (operation === 'addOrUpdateBlocklistItems') {
      const manager = managing(context);
      return context.json(lists.addItems(manager, checkListName(name), await readBody(context)));
    }
    if (operation === 'removeBlocklistItems') {
      const manager = managing(context);
      lists.removeItems(manager, checkListName(name), await readBody(context));
      return context.body(null, 204);
    }
    throw methodNotAllowed(context);
  });
  for (const path of [
    ...[...served, ...operationsNotAvailable].map((operation) => `${base}/${operation}`),
    blocklists,
    `${blocklists}/:name`,
    `${blocklists}/:name/blocklistItems`,
    `${blocklists}/:name/blocklistItems/:item`,
  ])
    app.all(path, (context) => {
      throw methodNotAllowed(context);
    });
}

function methodNotAllowed({ req }: KingletContext): Fault {
  return new Fault('method_not_allowed', `Not allowed to ${req.method} on ${req.path}.`);
}

function analyzeTextRoute(incoming: IncomingRequest, ports: HttpPorts): Promise<Response> {
  return settledRoute(incoming, 'contentsafety.text.analyze', ports, async (settlement) => {
    const { client } = incoming;
    const request = parseAnalyzeText(await readJsonBody(incoming.request, ports.bodyBytesLimit));
    const analysis = await analyzeText(request.ask, settlement, ports.safety, client.signal);
    client.abort(answerIsOver);
    return Response.json(request.body(analysis));
  });
}

function shieldPromptRoute(incoming: IncomingRequest, ports: HttpPorts): Promise<Response> {
  return settledRoute(incoming, 'contentsafety.text.shield_prompt', ports, async (settlement) => {
    const { client } = incoming;
    const ask = parseShieldPrompt(await readJsonBody(incoming.request, ports.bodyBytesLimit));
    const attacks = await shieldPrompt(ask, settlement, ports.safety, client.signal);
    client.abort(answerIsOver);
    return Response.json(shieldPromptBody(attacks));
  });
}

function groundednessRoute(incoming: IncomingRequest, ports: HttpPorts): Promise<Response> {
  return settledRoute(incoming, 'contentsafety.text.detect_groundedness', ports, async (settlement) => {
    const { client, caller } = incoming;
    const ask = parseDetectGroundedness(await readJsonBody(incoming.request, ports.bodyBytesLimit));
    const requester = { caller, settlement, signal: client.signal };
    const report = await detectGroundedness(ask, requester, { ...ports, scorer: ports.safety.scorer });
    client.abort(answerIsOver);
    return Response.json(groundednessBody(report));
  });
}

function protectedRoute(
  { name, row, parse, body }: ProtectedOperation,
  incoming: IncomingRequest,
  ports: HttpPorts,
): Promise<Response> {
  return settledRoute(incoming, row, ports, async (settlement) => {
    const { client } = incoming;
    const scorer = ports.safety.protectedMaterial;
    if (scorer === undefined) throw notAvailable(name);
    const ask = parse(await readJsonBody(incoming.request, ports.bodyBytesLimit));
    const analysis = await detectProtected(ask, settlement, scorer, client.signal);
    client.abort(answerIsOver);
    return Response.json(body(analysis));
  });
}
