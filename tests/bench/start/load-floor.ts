// What there would be without Lookalike: PGlite opened on a data directory and @huggingface/transformers with the same model.
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { vector } from '@electric-sql/pglite-pgvector';
import {
  AutoTokenizer,
  CLIPTextModelWithProjection,
  CLIPVisionModelWithProjection,
  env,
} from '@huggingface/transformers';
import { starterFolder } from '../../../clip/model-folder.ts';
import { usageOf } from '../process-usage.ts';

const [dataDir = ''] = process.argv.slice(2);
const startedAt = performance.now();
env.allowRemoteModels = false;
env.localModelPath = '/';
const options = { dtype: 'fp32', local_files_only: true } as const;
const opened = await Promise.all([
  PGlite.create({ dataDir, extensions: { vector, pg_trgm } }),
  AutoTokenizer.from_pretrained(starterFolder, { local_files_only: true }),
  CLIPTextModelWithProjection.from_pretrained(starterFolder, options),
  CLIPVisionModelWithProjection.from_pretrained(starterFolder, options),
]);
await opened[0].query('select count(*) from products');
const seconds = (performance.now() - startedAt) / 1000;
process.send?.({ seconds, ...usageOf(process.pid) });
process.once('disconnect', () => process.exit());
