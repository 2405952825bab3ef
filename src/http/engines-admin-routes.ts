// In: an admin's requests under /admin/engines. Out: what is known of the engines in pools; one of them taken out of them or put back.
// Knows no fleet.
import type { Hono } from 'hono';
import { Fault } from '../contract/fault.ts';
import { engineBody, enginesBody } from '../wire/openai/engine-body.ts';
import type { HttpPorts } from './http-ports.ts';
import type { KingletEnvironment } from './kinglet-environment.ts';
import { requireAdmin } from './require-admin.ts';

const base = '/admin/engines';

export function mountEnginesAdmin(app: Hono<KingletEnvironment>, { engines }: Pick<HttpPorts, 'engines'>): void {
  for (const path of [base, `${base}/*`])
    app.use(path, async (context, next) => {
      requireAdmin(context.var.caller, 'Engines');
      await next();
    });
  app.get(base, (context) => context.json(enginesBody(engines.list())));
  app.post(`${base}/:id/drain`, (context) => context.json(engineBody(engines.drain(context.req.param('id')))));
  app.post(`${base}/:id/resume`, (context) => context.json(engineBody(engines.resume(context.req.param('id')))));
  for (const path of [base, `${base}/:id/drain`, `${base}/:id/resume`])
    app.all(path, ({ req }) => {
      throw new Fault('method_not_allowed', `Not allowed to ${req.method} on ${req.path}.`);
    });
}
