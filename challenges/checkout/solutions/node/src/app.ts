import type { FastifyInstance } from 'fastify';
import { type Access, type Caller, createGuard } from './auth.ts';
import { cartRoutes } from './carts.ts';
import { checkoutRoutes } from './checkout.ts';
import type { Config } from './config.ts';
import { validatorCompiler } from './contract.ts';
import type { Database } from './database.ts';
import { orderRoutes } from './orders.ts';
import { productRoutes } from './products.ts';
import { markDeprecated, productRoutesV1 } from './products-v1.ts';
import { acceptJson, createServer, pathOf, refuseUnknownRoutes, sendProblem } from './server.ts';
import { createImportWorker, type ImportWorker, stockImportRoutes } from './stock-imports.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; set on every route that is neither public nor the warehouse's. */
    caller: Caller;
  }
  interface FastifyContextConfig {
    access?: Access;
  }
}

const probeRoutes = (app: FastifyInstance, database: Database) => {
  const config = { access: 'public' } as const;
  app.get('/livez', { config }, async () => ({ status: 'ok' }));
  app.get('/readyz', { config }, async () => {
    await database.assertReady();
    return { status: 'ok' };
  });
};

/** Assembles the service; it listens, migrates and stops by the hand of main.ts. */
export const createApp = (config: Config, database: Database): { app: FastifyInstance; worker: ImportWorker } => {
  const app = createServer(config.logLevel);
  const worker = createImportWorker(database, app.log);
  const guard = createGuard(config);

  app.setValidatorCompiler(validatorCompiler);
  app.setErrorHandler(sendProblem);
  acceptJson(app);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff' });
    markDeprecated(request.url, reply);
  });
  refuseUnknownRoutes(app);
  app.decorateRequest('caller');
  app.addHook('onRequest', async (request) => {
    const caller = await guard(request, request.routeOptions.config.access ?? 'public');
    if (caller) request.caller = caller;
  });
  // While stopping: a client that kept its connection would keep the process.
  app.addHook('onSend', async (_request, reply) => {
    if (!app.server.listening) reply.header('connection', 'close');
  });
  app.addHook('onResponse', async ({ method, url, log }, reply) => {
    const durationMs = Math.round(reply.elapsedTime * 1000) / 1000;
    log.info({ method, path: pathOf(url), status: reply.statusCode, durationMs }, 'request');
  });

  probeRoutes(app, database);
  productRoutes(app, database);
  productRoutesV1(app, database);
  cartRoutes(app, database);
  checkoutRoutes(app, database, config.checkoutLimit);
  orderRoutes(app, database);
  stockImportRoutes(app, database, worker);
  return { app, worker };
};
