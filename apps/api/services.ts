// What a route may use to answer: handed in once, when the API is made.
import type { Queryable } from '../../catalog/database.ts';
import type { Metrics } from './metrics.ts';
import type { OpenApiDocument } from './openapi-document.ts';
import type { PendingPhotos } from './pending-photos.ts';
import type { TextVectors } from './text-vectors.ts';

/** The part of a pino logger that the API uses. */
export interface ApiLogger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface ApiServices {
  db: Queryable;
  modelId: string;
  textVectors: TextVectors;
  pendingPhotos: PendingPhotos;
  metrics: Metrics;
  logger: ApiLogger;
  /** Notices that go with every answer, such as which model stands in for the wanted one. */
  notices: readonly string[];
  queueReady: (() => Promise<boolean>) | null;
  operatorToken: string | null;
  answerWithinMs: number;
  document: OpenApiDocument;
}
