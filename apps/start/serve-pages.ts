// The API and the pages on a port, and how to take them down again.
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { workerName } from '../../workers/queues.ts';
import { createApi, listen } from '../api/server.ts';
import type { Config } from '../config.ts';
import { createChat } from '../llm/chat.ts';
import { modelFilesIn } from '../models/model-files.ts';
import { followModel } from './follow-model.ts';
import { keepCalibrated } from './keep-calibrated.ts';
import type { Parts } from './open-parts.ts';

// Keep-alive and slow readers would hold the server open for minutes.
const drainMs = 3_000;

/**
 * @param options.webDir folder of the built pages
 * @throws {Error} in one sentence, when the port can't be had
 */
export async function servePages(options: {
  config: Config;
  parts: Parts;
  logger: Logger;
  webDir: string;
  /** Private hosts that may be fetched; default those of the settings. Read at each request, so more may join. */
  allowHosts?: readonly string[];
}): Promise<{ address: string; close(): Promise<void> }> {
  const { config, parts, logger } = options;
  const db = parts.database.pool;
  const models = await followModel({
    db,
    encoders: parts.encoders,
    modelId: parts.encoder.modelId,
    processName: workerName,
    logger,
  });
  const app = createApi({
    db,
    databaseKind: parts.database.kind,
    encoder: parts.encoder,
    photoTower: parts.encoder,
    models,
    modelFiles: modelFilesIn(config.modelDir),
    chat: config.llm && createChat(config.llm),
    logger,
    webDir: options.webDir,
    basePath: config.basePath,
    queueReady: () => parts.queues.ready(),
    queues: parts.queues,
    allowHosts: options.allowHosts ?? config.allowHosts,
    contact: config.contact,
    feedback: config.feedback,
    operatorToken: config.operatorToken,
  });
  const server = await listen(app, { host: config.host, port: config.port }).catch(async (error: unknown) => {
    await models.close();
    throw error;
  });
  const calibration = keepCalibrated({ db, encoderInUse: models.inUse, logger });
  // A server that listens on a port, not on a pipe, has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return {
    address: `http://${host}:${port}${config.basePath}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        const lastCall = setTimeout(() => server.closeAllConnections(), drainMs);
        server.close(() => {
          clearTimeout(lastCall);
          resolve();
        });
        server.closeIdleConnections();
      });
      await Promise.all([closed, calibration.close()]);
      await models.close();
    },
  };
}
