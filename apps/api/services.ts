// What a route may use to answer: handed in once, when the API is made.
import type { Queryable } from '../../catalog/database/database.ts';
import type { MatchScale } from '../../clip/compose/score.ts';
import type { Queues } from '../../workers/queues.ts';
import type { PhotoVectors } from '../composed/photo-vectors.ts';
import type { Chat } from '../llm/chat.ts';
import type { ModelFiles } from '../models/model-files.ts';
import type { ApiModels } from './api-models.ts';
import type { AskGate } from './ask-gate.ts';
import type { CatalogueHealth } from './catalogue-health.ts';
import type { DryRunGate } from './dry-run-gate.ts';
import type { Metrics } from './metrics.ts';
import type { OpenApiDocument } from './openapi-document.ts';
import type { PendingPhotos } from './pending-photos.ts';
import type { PhotoGate } from './photo-gate.ts';
import { Problem } from './problems.ts';
import type { QueryCounts } from './query-counts.ts';
import type { RateLimit } from './rate-limit.ts';
import type { SlowRequests } from './slow-requests.ts';
import type { TextVectors } from './text-vectors.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The part of a pino logger that the API uses. */
export interface ApiLogger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** The part of the queues that the API uses. */
export type ApiQueues = Pick<Queues, 'crawl' | 'embed' | 'upkeep'>;

/** What belongs to one model. A request has one of these to its end, so that two models never meet in an answer. */
export interface ModelServices {
  modelId: string;
  /** Length of its vectors. */
  dimension: number;
  match: MatchScale;
  textVectors: TextVectors;
  /** Null where photos are not embedded. */
  photoVectors: PhotoVectors | null;
  pendingPhotos: PendingPhotos;
  catalogueHealth: CatalogueHealth;
}

export interface ApiServices extends ModelServices {
  db: Queryable;
  /** Null where the model is fixed. */
  models: ApiModels | null;
  /** Where models' files are; null where nobody can switch. */
  modelFiles: ModelFiles | null;
  photoGate: PhotoGate;
  /** Puts answers to questions into words; null where no language model is configured. */
  chat: Chat | null;
  askGate: AskGate;
  vocabulary: Vocabulary;
  queryCounts: QueryCounts;
  feedback: { isOn: boolean; limit: RateLimit };
  /** How many failures of pages are logged. */
  pageErrorLimit: RateLimit;
  metrics: Metrics;
  slowRequests: SlowRequests;
  /** Null where nobody said. */
  databaseKind: 'embedded' | 'server' | null;
  logger: ApiLogger;
  /** Notices that go with every answer, such as which model stands in for the wanted one. */
  notices: readonly string[];
  queueReady: (() => Promise<boolean>) | null;
  /** Where runs are started and jobs are looked at; null where nobody can. */
  queues: ApiQueues | null;
  /** Private hosts that may be fetched. */
  allowHosts: readonly string[];
  /** Told to hosts that photos are fetched from. */
  contact: string | undefined;
  operatorToken: string | null;
  answerWithinMs: number;
  dryRuns: {
    gate: DryRunGate;
    /** Then a dry run ends with what it found. */
    withinMs: number;
  };
  /** Silence after which a stream of events sends a comment. */
  heartbeatMs: number;
  /** Path prefix of pages and API; empty at the root of the host. */
  basePath: string;
  document: OpenApiDocument;
}

/**
 * The queues, once they have answered: a command to a Redis that is gone would wait for it to come back.
 *
 * @throws Problem queue_unavailable
 */
export async function openQueues({
  queues,
  queueReady,
}: Pick<ApiServices, 'queues' | 'queueReady'>): Promise<ApiQueues> {
  if (queues && (await (queueReady?.() ?? true))) return queues;
  throw new Problem('queue_unavailable', 'The queue can not be reached just now.');
}
