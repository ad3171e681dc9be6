// Puts the API together as an Express application, and listens.
import { createServer, type Server } from 'node:http';
import express, { type Express, type RequestHandler } from 'express';
import type { Queryable } from '../../catalog/database/database.ts';
import { countQueries } from '../../catalog/feedback/popular-queries.ts';
import { refreshTerms } from '../../catalog/lexical/terms.ts';
import { countEmbeddings } from '../../catalog/photos/embeddings.ts';
import { countMissing } from '../../catalog/photos/photos.ts';
import { browseProducts } from '../../catalog/products/products.ts';
import { createPhotoVectors, type PhotoTower } from '../composed/photo-vectors.ts';
import type { Chat } from '../llm/chat.ts';
import type { ModelFiles } from '../models/model-files.ts';
import type { ApiModels } from './api-models.ts';
import { createAskGate } from './ask-gate.ts';
import { createCatalogueHealth } from './catalogue-health.ts';
import type { ApiRoute } from './define-route.ts';
import { docsFiles } from './docs-files.ts';
import { createDryRunGate } from './dry-run-gate.ts';
import { errorHandler } from './error-handler.ts';
import { createMetrics } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import { mountPages } from './pages.ts';
import { withoutPrefix } from './path-prefix.ts';
import { createPendingPhotos } from './pending-photos.ts';
import { createPhotoGate } from './photo-gate.ts';
import { Problem } from './problems.ts';
import { createQueryCounts, noQueryCounts } from './query-counts.ts';
import { createRateLimit } from './rate-limit.ts';
import { refuseMalformedUrl } from './read-request.ts';
import { requestLog } from './request-log.ts';
import { apiRoutes } from './routes.ts';
import { securityHeaders } from './security-headers.ts';
import type { ApiLogger, ApiQueues, ApiServices, ModelServices } from './services.ts';
import { createSlowRequests } from './slow-requests.ts';
import { createTextVectors, type TextEncoder } from './text-vectors.ts';
import { createVocabulary } from './vocabulary.ts';

export interface ApiOptions {
  /** A pool, so that requests run beside each other and a lost connection is replaced. */
  db: Queryable;
  /** Told to operators. */
  databaseKind?: 'embedded' | 'server' | undefined;
  /** The encoder of the active model at the start; its id also names the table that is searched. */
  encoder: TextEncoder;
  /** Where the model may be switched while it serves: what is in use instead of `encoder` and `photoTower`. */
  models?: ApiModels | undefined;
  /** Where models' files are; left out, nobody can switch. */
  modelFiles?: ModelFiles | undefined;
  /** Embeds the photos that queries bring along, with the same model; left out, they are refused. */
  photoTower?: PhotoTower | undefined;
  /** Puts answers to questions into words; left out, the products are the answer. */
  chat?: Chat | undefined;
  logger: ApiLogger;
  /** Folder of the built pages, or null for the API alone. */
  webDir: string | null;
  /** Path prefix that pages and API live under, such as `/lookalike`. Default none. */
  basePath?: string | undefined;
  /** Plain sentences that go with every answer. Default none. */
  notices?: readonly string[] | undefined;
  /** Whether the queue answers; left out, /readyz does not ask. */
  queueReady?: (() => Promise<boolean>) | undefined;
  /** Where runs are started and jobs are looked at; left out, runs can only be looked at. */
  queues?: ApiQueues | undefined;
  /** Private hosts that may be read. Default none. */
  allowHosts?: readonly string[] | undefined;
  /** Record popular queries, clicks and dislikes. Default false. */
  feedback?: boolean | undefined;
  /** Told to hosts that photos are fetched from. */
  contact?: string | undefined;
  /** Opens the operator routes beyond loopback. Default: loopback only. */
  operatorToken?: string | null | undefined;
  /** A request that takes longer is answered with a 503. Default 15,000. */
  answerWithinMs?: number | undefined;
  /** A stream of events that has nothing to tell sends a comment after so long. Default 15,000. */
  heartbeatMs?: number | undefined;
  /** A dry run ends after so long with what it found. Default 60,000. */
  dryRunWithinMs?: number | undefined;
}

// Far longer than any answer takes, shorter than proxies wait (60 s): a query that hangs must not hang clients.
const defaultAnswerWithinMs = 15_000;
// Proxies close a connection on which nothing came for 30 to 60 s.
const defaultHeartbeatMs = 15_000;
// Somebody waits for it; a shop that shows nothing in a minute shows nothing in five.
const defaultDryRunWithinMs = 60_000;

// A shopper clicks a few times a minute: this is a hundred of them at once, and 860,000 rows a day at the worst.
const feedbackPerSecond = 10;

// A fault in the pages hits everybody at once, and says the same each time: the first few tell all there is to know.
const pageErrorsPerSecond = 0.5;
const pageErrorsAtOnce = 30;

/** Starts nothing: pass the result to `listen`. */
export function createApi(options: ApiOptions): Express {
  const { basePath = '' } = options;
  const services = createServices(options);
  const now = createCurrentServices(services, options);
  const app = express();
  app.disable('x-powered-by');
  // Parameters are read from the address itself, strictly; see read-request.ts.
  app.set('query parser', false);
  // Every answer carries the time it took, so hashing it for a tag never saves anything.
  app.set('etag', false);
  app.use(withoutPrefix(basePath), requestLog(services), securityHeaders(), refuseMalformed);
  for (const [path, routes] of Map.groupBy(apiRoutes, ({ spec }) => spec.path)) mount(app, path, routes, now);
  app.use('/api/docs', docsFiles(basePath));
  mountPages(app, { webDir: options.webDir, basePath });
  app.use(notFound);
  app.use(errorHandler(services));
  return app;
}

export interface ListenOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
}

/** Resolves once connections are accepted; rejects with a plain sentence if the address can not be had. */
export function listen(app: Express, { host, port }: ListenOptions): Promise<Server> {
  const server = createServer(app);
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(new Error(listenFailure(cause, host, port), { cause }));
    });
    server.listen(port, host, () => resolve(server));
  });
}

function listenFailure(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken by another program: stop that program, or set PORT to a free port.`;
    case 'EACCES':
      return `Port ${port} on ${host} needs more rights than this user has: set PORT to a port above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine: set HOST to one that is, such as 127.0.0.1.`;
    default:
      return `Could not listen on port ${port} of ${host} (${error.message}): set PORT and HOST to others.`;
  }
}

/** The services of this moment: those of the model in use beside those that all models share. */
function createCurrentServices(services: ApiServices, { models }: ApiOptions): () => ApiServices {
  if (!models) return () => services;
  let latest: { encoder: TextEncoder; services: ApiServices } | null = null;
  return () => {
    const encoder = models.inUse();
    if (latest?.encoder !== encoder) {
      latest = { encoder, services: { ...services, ...modelServices(services.db, encoder, encoder) } };
    }
    return latest.services;
  };
}

function modelServices(
  db: Queryable,
  encoder: TextEncoder,
  photoTower: PhotoTower | undefined,
): ModelServices {
  return {
    modelId: encoder.modelId,
    dimension: encoder.dimension,
    match: encoder.match ?? { scale: 100, bias: null },
    textVectors: createTextVectors(encoder),
    photoVectors: photoTower ? createPhotoVectors(photoTower) : null,
    pendingPhotos: createPendingPhotos(() => countMissing(db, encoder.modelId)),
    catalogueHealth: createCatalogueHealth(db, encoder.modelId),
  };
}

function createServices(options: ApiOptions): ApiServices {
  const { db, encoder, logger } = options;
  const modelInUse = () => (options.models?.inUse() ?? encoder).modelId;
  const metrics = createMetrics({
    modelInUse,
    readSizes: async () => {
      const model = modelInUse();
      const [page, embeddings, pendingPhotos] = await Promise.all([
        browseProducts(db, { filters: {}, sort: 'newest', limit: 1, cursor: null, seed: 0 }),
        countEmbeddings(db, model),
        countMissing(db, model),
      ]);
      return { products: page.total, embeddings, pendingPhotos };
    },
  });
  return {
    ...modelServices(db, encoder, options.photoTower),
    db,
    models: options.models ?? null,
    modelFiles: options.modelFiles ?? null,
    logger,
    metrics,
    slowRequests: createSlowRequests(),
    databaseKind: options.databaseKind ?? null,
    photoGate: createPhotoGate(),
    chat: options.chat ?? null,
    askGate: createAskGate(),
    // Whatever hinders it hinders the search that asked for it too, and is told there.
    vocabulary: createVocabulary(
      () => refreshTerms(db),
      (err) => logger.debug({ err }, 'the vocabulary could not be counted'),
    ),
    queryCounts: options.feedback
      ? createQueryCounts({
          store: (counts) => countQueries(db, counts),
          onError: (err) => logger.warn({ err }, 'the counts of popular queries were lost'),
        })
      : noQueryCounts,
    feedback: {
      isOn: options.feedback ?? false,
      limit: createRateLimit(feedbackPerSecond, 10 * feedbackPerSecond),
    },
    pageErrorLimit: createRateLimit(pageErrorsPerSecond, pageErrorsAtOnce),
    notices: options.notices ?? [],
    queueReady: options.queueReady ?? null,
    queues: options.queues ?? null,
    allowHosts: options.allowHosts ?? [],
    contact: options.contact,
    operatorToken: options.operatorToken ?? null,
    answerWithinMs: options.answerWithinMs ?? defaultAnswerWithinMs,
    heartbeatMs: options.heartbeatMs ?? defaultHeartbeatMs,
    dryRuns: { gate: createDryRunGate(), withinMs: options.dryRunWithinMs ?? defaultDryRunWithinMs },
    basePath: options.basePath ?? '',
    document: openApiDocument(apiRoutes, options.basePath),
  };
}

function mount(app: Express, path: string, routes: ApiRoute[], now: () => ApiServices): void {
  const at = app.route(path.replaceAll(/\{(\w+)\}/g, ':$1'));
  for (const route of routes) at[route.spec.method ?? 'get'](route.handler(now));
  const methods = routes.map(({ spec }) => (spec.method ?? 'get').toUpperCase());
  at.all(refuseMethod([...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')));
}

const refuseMethod =
  (allow: string): RequestHandler =>
  (request, response) => {
    if (request.method === 'OPTIONS') {
      response.status(204).set('Allow', allow).end();
      return;
    }
    throw new Problem('method_not_allowed', `This address answers ${allow}, not ${request.method}.`, {
      headers: { Allow: allow },
    });
  };

const refuseMalformed: RequestHandler = (request, _response, next) => {
  refuseMalformedUrl(request.url);
  next();
};

const notFound: RequestHandler = () => {
  throw new Problem('route_not_found', 'Nothing is served at this address; /api/docs lists what is.');
};
