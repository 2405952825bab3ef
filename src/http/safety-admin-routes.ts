// In: an admin's requests under /admin/safety. Out: what the filter found, what people say of it, who stands out by it, who changed it. Knows
// no scorer and no SQL.
import type { Hono } from 'hono';
import { Fault } from '../contract/fault.ts';
import type { AuditItem } from '../contract/safety-audit.ts';
import {
  abuseBody,
  flaggedItemBody,
  flaggedItemsBody,
  labelledLine,
  safetyChangesBody,
} from '../wire/openai/flagged-item-body.ts';
import {
  parseAbuseHours,
  parseAuditFilter,
  parseChangesLimit,
  parseLabel,
} from '../wire/openai/parse-audit-request.ts';
import type { HttpPorts } from './http-ports.ts';
import type { KingletContext, KingletEnvironment } from './kinglet-environment.ts';
import { readJsonBody } from './read-json-body.ts';
import { requireAdmin } from './require-admin.ts';

const base = '/admin/safety';
const hourMs = 3_600_000;
const linesAtOnce = 100;

export function mountSafetyAdmin(app: Hono<KingletEnvironment>, ports: HttpPorts): void {
  const { audit, registry } = ports.safety;
  app.use(`${base}/*`, async (context, next) => {
    requireAdmin(context.var.caller, 'Findings of the content filter');
    await next();
  });

  app.get(`${base}/items`, (context) => {
    const filter = parseAuditFilter(queryOf(context));
    return context.json(flaggedItemsBody(audit.list({ ...filter, limit: filter.limit + 1 }), filter.limit));
  });
  app.post(`${base}/items/:id/label`, async (context) => {
    const label = parseLabel(await readJsonBody(context.req.raw, ports.bodyBytesLimit));
    return context.json(flaggedItemBody(audit.label(context.req.param('id'), label, context.var.caller.keyId)));
  });
  app.get(`${base}/abuse`, async (context) => {
    const nowMs = ports.clock.nowMs();
    const sinceMs = nowMs - parseAbuseHours(queryOf(context)) * hourMs;
    // What was opened in this very millisecond counts.
    return context.json(abuseBody(await audit.abuse(sinceMs, nowMs + 1)));
  });
  app.get(`${base}/changes`, (context) =>
    context.json(safetyChangesBody(registry.changes(parseChangesLimit(queryOf(context))))),
  );
  app.get(`${base}/export`, (context) =>
    context.body(linesOf(audit.exportLabelled()), 200, { 'content-type': 'application/jsonl' }),
  );
  for (const path of ['/items', '/items/:id/label', '/abuse', '/changes', '/export'])
    app.all(`${base}${path}`, ({ req }) => {
      throw new Fault('method_not_allowed', `Not allowed to ${req.method} on ${req.path}.`);
    });
}

function queryOf(context: KingletContext): URLSearchParams {
  return new URL(context.req.url).searchParams;
}

/** Read as fast as the client takes it. */
function linesOf(items: Iterable<AuditItem>): ReadableStream<Uint8Array> {
  const iterator = items[Symbol.iterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: (controller) => {
      let lines = '';
      for (let count = 0; count < linesAtOnce; count += 1) {
        const next = iterator.next();
        if (next.done === true) {
          if (lines !== '') controller.enqueue(encoder.encode(lines));
          controller.close();
          return;
        }
        lines += labelledLine(next.value);
      }
      controller.enqueue(encoder.encode(lines));
    },
  });
}
