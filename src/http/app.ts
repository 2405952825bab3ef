// In: the ports. Out: the function from Request to Response: every route and what stands before it. Knows no socket but for the
// one sign that a client left.
import { Hono } from 'hono';
import { Fault } from '../contract/fault.ts';
import { withoutAzureMembers } from '../wire/azure/without-azure-members.ts';
import { answerRoute } from './answer-route.ts';
import type { AnswerSurface, SurfaceRequest } from './answer-surface.ts';
import { messagesSurface } from './anthropic-surface.ts';
import { armRoute } from './arm-route.ts';
import { authenticate } from './authenticate.ts';
import { type AzureCall, azureCallOf, usableVersion } from './azure-call.ts';
import { checkHost, checkOrigin } from './check-origin.ts';
import { chooseSurfaces } from './choose-surfaces.ts';
import { clientSignal } from './client-signal.ts';
import { mountContentSafety } from './content-safety-routes.ts';
import { countTokensRoute } from './count-tokens-route.ts';
import { crossOriginHeaders, isPreflight } from './cross-origin.ts';
import { embeddingsRoute } from './embeddings-route.ts';
import { mountEnginesAdmin } from './engines-admin-routes.ts';
import { faultResponse, reportFault, toFault } from './fault-response.ts';
import type { HttpPorts } from './http-ports.ts';
import { incomingOf, type KingletContext, type KingletEnvironment } from './kinglet-environment.ts';
import { findModel, listModels } from './models-route.ts';
import { moderationsRoute } from './moderations-route.ts';
import { type RouteDialect, routeDialectOf } from './route-dialect.ts';
import { mountSafetyAdmin } from './safety-admin-routes.ts';
import { detokenizeRoute, type TokenRequest, tokenizeRoute } from './token-routes.ts';

export function createApp(ports: HttpPorts): Hono<KingletEnvironment> {
  const app = new Hono<KingletEnvironment>();

  app.use(async (context, next) => {
    const startedMs = ports.clock.nowMs();
    const requestId = ports.newId('req_');
    context.set('requestId', requestId);
    context.set('startedMs', startedMs);
    const { headers, method } = context.req.raw;
    const origin = headers.get('origin');
    try {
      checkHost(headers.get('host'), ports.allowedHosts);
      checkOrigin(origin, headers.get('host'), ports.allowedOrigins);
      if (isPreflight(method, headers)) context.res = new Response(null, { status: 204 });
      else await next();
    } catch (error) {
      context.res = failure(error, context);
    }
    // hono hands what a handler threw to onError and leaves it here.
    const durationMs = ports.clock.nowMs() - startedMs;
    const own = dialectOf(context).headers(requestId, durationMs);
    for (const [name, value] of Object.entries({ ...own, ...crossOriginHeaders(origin, ports.allowedOrigins) }))
      context.res.headers.set(name, value);
    ports.observer.emit({
      kind: 'response-sent',
      requestId,
      method,
      route: routeLabel(context),
      status: context.res.status,
      durationMs,
    });
  });

  function failure(error: unknown, context: KingletContext): Response {
    const fault = toFault(error);
    const { requestId } = context.var;
    reportFault(fault, requestId, ports.observer);
    return faultResponse(fault, requestId, dialectOf(context));
  }

  app.onError((error, context) => failure(error, context));

  app.notFound((context) =>
    failure(new Fault('route_not_found', `Invalid URL (${context.req.method} ${context.req.path})`), context),
  );

  /** Model work and everything that tells of it needs a caller; while draining there is no new work. */
  app.use('/metrics', (context, next) => identify(context, next));
  for (const prefix of [
    '/v1/*',
    '/chat/*',
    '/responses',
    '/completions',
    '/embeddings',
    '/messages',
    '/messages/*',
    '/tokenize',
    '/detokenize',
    '/models',
    '/models/*',
    '/openai/*',
    '/moderations',
    '/contentsafety/*',
    '/subscriptions/*',
    '/admin/*',
  ]) {
    app.use(prefix, async (context, next) => {
      if (ports.state.isDraining)
        throw new Fault('draining', 'The server is shutting down. Please send the request again.', {
          retryAfterMs: 1000,
        });
      await identify(context, next);
    });
  }

  app.use('/openai/*', async (context, next) => {
    const call = azureOf(context);
    if (call !== null) usableVersion(call);
    await next();
  });

  async function identify(context: KingletContext, next: () => Promise<void>): Promise<void> {
    context.set('caller', authenticate(context.req.raw.headers, ports.findCaller));
    await next();
  }

  app.get('/', (context) => {
    const page = ports.renderHome(new URL(context.req.url).origin);
    return context.html(page, 200, { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" });
  });
  app.get('/health/live', (context) => context.json({ status: 'live' }));
  app.get('/health/ready', (context) => {
    const status = ports.state.isDraining ? 'draining' : ports.state.isReady() ? 'ready' : 'starting';
    return context.json({ status }, status === 'ready' ? 200 : 503);
  });
  app.get('/metrics', async (context) => {
    if (!context.get('caller').roles.includes('admin'))
      throw new Fault('permission_denied', 'Metrics need the admin key.');
    const { contentType, text } = await ports.renderMetrics();
    return context.body(text, 200, { 'content-type': contentType });
  });

  function answerOn<Request extends SurfaceRequest, Item>(
    context: KingletContext,
    surface: AnswerSurface<Request, Item>,
  ): Promise<Response> {
    return answerRoute(incomingOf(context), surface, ports);
  }

  const surfacesFor = (context: KingletContext) =>
    chooseSurfaces(context.req.raw.headers, azureOf(context), ports.clock);
  const chat = (context: KingletContext) => answerOn(context, surfacesFor(context).chat);
  const completions = (context: KingletContext) => answerOn(context, surfacesFor(context).completions);
  const responses = (context: KingletContext) => answerOn(context, surfacesFor(context).responses);
  const embeddings = (context: KingletContext) => {
    const call = azureOf(context);
    const prepare = (body: unknown) => (call === null ? body : withoutAzureMembers(body, call.deployment));
    return embeddingsRoute(incomingOf(context), ports, prepare);
  };
  const models = (context: KingletContext) =>
    context.json(listModels(context.var.caller, ports, azureOf(context) !== null));
  const model = (context: KingletContext) =>
    context.json(findModel(context.req.param('model') ?? '', context.var.caller, ports, azureOf(context) !== null));

  function tokenRequest(context: KingletContext): TokenRequest {
    const request = context.req.raw;
    const { signal } = clientSignal(request, context.env?.outgoing);
    return { request, caller: context.var.caller, signal };
  }

  // Azure's dated routes; whatever else stands under /openai is not served.
  app.post('/openai/deployments/:deployment/chat/completions', chat);
  app.post('/openai/deployments/:deployment/completions', completions);
  app.post('/openai/deployments/:deployment/embeddings', embeddings);
  app.post('/openai/responses', responses);
  app.get('/openai/models', models);
  app.get('/openai/models/:model{.+}', model);

  // Clients of other engines leave out `/v1`.
  for (const base of ['/v1', '', '/openai/v1']) {
    app.get(`${base}/models`, models);
    app.get(`${base}/models/:model{.+}`, model);
    app.post(`${base}/chat/completions`, chat);
    app.post(`${base}/responses`, responses);
    app.post(`${base}/embeddings`, embeddings);
    app.post(`${base}/completions`, completions);
    app.post(`${base}/tokenize`, async (context) => context.json(await tokenizeRoute(tokenRequest(context), ports)));
    app.post(`${base}/detokenize`, async (context) =>
      context.json(await detokenizeRoute(tokenRequest(context), ports)),
    );
    app.post(`${base}/moderations`, (context) => moderationsRoute(incomingOf(context), ports));
    app.post(`${base}/messages`, (context) => answerOn(context, messagesSurface));
    app.post(`${base}/messages/count_tokens`, (context) => countTokensRoute(incomingOf(context), ports));
    for (const path of [
      '/models',
      '/models/:model{.+}',
      '/chat/completions',
      '/responses',
      '/completions',
      '/embeddings',
      '/moderations',
      '/tokenize',
      '/detokenize',
      '/messages',
      '/messages/count_tokens',
    ]) {
      app.all(`${base}${path}`, (context) => {
        throw new Fault(
          'method_not_allowed',
          `Not allowed to ${context.req.method} on ${context.req.path}. (HINT: Perhaps you meant to use a different HTTP method?)`,
        );
      });
    }
  }
  mountContentSafety(app, ports);
  mountSafetyAdmin(app, ports);
  mountEnginesAdmin(app, ports);
  app.all('/subscriptions/:path{.+}', (context) => armRoute(context.req.raw, context.var.caller, ports));
  return app;
}

function azureOf(context: KingletContext): AzureCall | null {
  return azureCallOf(context.req.path, context.req.query('api-version'));
}

function dialectOf(context: KingletContext): RouteDialect {
  return routeDialectOf(context.req.path, context.req.query('api-version'));
}

/** The pattern, never the path: labels must stay few. */
function routeLabel(context: KingletContext): string {
  const matched = context.req.matchedRoutes.findLast((route) => !route.path.endsWith('*'));
  return matched?.path ?? 'unmatched';
}
