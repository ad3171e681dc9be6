// The API in front of the tap shop: a database of its own and the real starter encoder.
import type { ApiOptions } from '../../../apps/api/server.ts';
import { refreshTerms } from '../../../catalog/lexical/terms.ts';
import { type Encoder, loadEncoder } from '../../../clip/encoder.ts';
import { starterFolder } from '../../../clip/model-folder.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { fillTapShop, type TapShop } from './tap-shop.ts';
import { type RecordingLogger, recordingLogger, startTestApi, type TestApi } from './test-api.ts';

export interface TapApi extends TestApi {
  shop: TapShop;
  database: TestDatabase;
  encoder: Encoder;
  logger: RecordingLogger;
}

export async function startTapApi(options: Partial<ApiOptions> = {}): Promise<TapApi> {
  const database = await createTestDatabase();
  const encoder = await loadEncoder(starterFolder, {
    modelId: 'starter',
    parts: ['text', 'late vision'],
    threads: 1,
  });
  const shop = await fillTapShop(database.pool, encoder);
  // Else the first search would have it done beside itself, and the second rank by other words.
  await refreshTerms(database.pool);
  const logger = recordingLogger();
  const api = await startTestApi({
    db: database.pool,
    encoder,
    photoTower: encoder,
    logger,
    notices: ['The starter model answers.'],
    ...options,
  });
  return {
    ...api,
    shop,
    database,
    encoder,
    logger,
    close: async () => {
      await api.close();
      await encoder.close();
      await database.drop();
    },
  };
}
