// `lookalike doctor`: looks at every part in turn and says what is wrong and what to do.
import { availableParallelism } from 'node:os';
import { type Database, databaseVersions, foldsCapitals } from '../../../catalog/database/database.ts';
import { sampleRecall } from '../../../catalog/health/recall-sample.ts';
import { readSizes } from '../../../catalog/health/sizes.ts';
import { isOutdated, vectorIndex } from '../../../catalog/photos/build-vector-index.ts';
import { activeModel } from '../../../catalog/photos/models.ts';
import { countPhotos } from '../../../catalog/photos/photos.ts';
import type { Encoder } from '../../../clip/encoder.ts';
import { openQueues } from '../../../workers/queues.ts';
import { bytesText } from '../../start/amounts.ts';
import { createFileLogger } from '../../start/logger.ts';
import { openEncoder } from '../../start/open-encoder.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

interface Finding {
  readonly part: string;
  readonly ok: boolean;
  readonly says: string;
}

interface DoctorOptions {
  quiet?: boolean;
  json?: boolean;
  /** Leaves the encoder and the index out: cheap enough for a health check twice a minute. */
  stores?: boolean;
}

export async function doctor(context: CommandContext, options: DoctorOptions): Promise<void> {
  const findings = await examine(context, options);
  if (options.json) context.print(JSON.stringify(findings));
  else
    for (const { part, ok, says } of findings)
      if (!ok || !options.quiet) context.print(`${ok ? 'ok   ' : 'wrong'}  ${part.padEnd(9)} ${says}`);
  const wrong = findings.filter(({ ok }) => !ok).length;
  if (wrong > 0) throw new CommandFailed(`${wrong} of ${findings.length} checks failed.`);
}

async function examine(context: CommandContext, { stores }: DoctorOptions): Promise<Finding[]> {
  const runtime = await look(
    'runtime',
    async () => `Node ${process.version}, ${availableParallelism()} cores`,
  );
  const opened: { database?: Database } = {};
  const database = await look('database', async () => {
    opened.database = await openMigrated(context.config);
    const { kind, pool } = opened.database;
    const { server, pgvector } = await databaseVersions(pool);
    const says = `${kind}, Postgres ${server}, pgvector ${pgvector}`;
    // No reason to restart a container.
    if (stores || (await foldsCapitals(pool))) return says;
    throw new Error(
      `${says}: its locale knows no capitals beyond A to Z, so words in Cyrillic or Greek are not found in another case; make a database with ICU or UTF-8 (create database … locale 'C.UTF-8' template template0) and move into it with pg_dump`,
    );
  });
  // Everything else lives in the database or needs it.
  if (!opened.database) return [runtime, database];
  const open = opened.database;
  try {
    const rest = [await look('queue', () => describeQueue(context, open))];
    if (!stores) rest.push(await look('model', () => describeModel(context, open)));
    rest.push(await look('catalogue', () => describeCatalogue(open)));
    if (!stores) rest.push(await look('index', () => describeIndex(open)));
    return [runtime, database, ...rest];
  } finally {
    await open.close();
  }
}

async function look(part: string, describe: () => Promise<string>): Promise<Finding> {
  try {
    return { part, ok: true, says: await describe() };
  } catch (error) {
    // Whatever is wrong is the finding.
    return { part, ok: false, says: error instanceof Error ? error.message : String(error) };
  }
}

async function describeQueue({ config }: CommandContext, database: Database): Promise<string> {
  const { queueUrl } = config;
  const queues = await openQueues({ queueUrl, database, logger: createFileLogger(config) });
  try {
    const { crawl, embed } = await queues.counts();
    const inFlight = (counts: Record<string, number>) => (counts.waiting ?? 0) + (counts.active ?? 0);
    const where = queueUrl ? 'Redis' : 'in the database';
    return `${where}, ${inFlight(crawl)} crawls and ${inFlight(embed)} photos waiting or active`;
  } finally {
    await queues.close();
  }
}

async function describeModel({ config, progress }: CommandContext, { pool: db }: Database): Promise<string> {
  if (!(await activeModel(db))) return 'none chosen yet: the first start or import does that';
  const { encoder, notices } = await openEncoder({ config, db, progress, parts: ['text', 'vision'] });
  try {
    const { modelId, dimension } = encoder;
    const speed = `${await describePhotoRuns(encoder)}, a text in ${(await textMs(encoder)).toFixed(1)} ms`;
    return [`${modelId}, ${dimension} dimensions`, speed, ...notices].join('; ');
  } finally {
    await encoder.close();
  }
}

const runsMeasured = 3;

/** On ready tensors: what is in a photo does not change how long it takes. */
async function describePhotoRuns({ photoRuns, preprocessing, embedPixels }: Encoder): Promise<string> {
  const { atOnce, threads, photos } = photoRuns ?? { atOnce: 1, threads: 1, photos: 1 };
  const some = (runs: number) =>
    Array.from({ length: runs * atOnce * photos }, () => new Float32Array(3 * preprocessing.size ** 2));
  await embedPixels(some(1)); // the first run sets up buffers
  const measured = some(runsMeasured);
  const startedAt = performance.now();
  await embedPixels(measured);
  const rate = (1000 * measured.length) / (performance.now() - startedAt);
  const runs = atOnce > 1 ? `${atOnce} runs at a time, each ` : '';
  const on = threads === 1 ? 'one thread' : `${threads} threads`;
  return `photos: ${runs}${photos} at once on ${on}, ${rate.toFixed(1)} a second now`;
}

async function textMs({ embedTexts }: Encoder): Promise<number> {
  await embedTexts(['a tap']);
  const startedAt = performance.now();
  for (let i = 0; i < runsMeasured; i++) await embedTexts([`a golden tap ${i}`]);
  return (performance.now() - startedAt) / runsMeasured;
}

async function describeCatalogue({ pool: db }: Database): Promise<string> {
  const model = await activeModel(db);
  if (!model) return 'empty';
  const { embedded, missing, failed } = await countPhotos(db, model.id);
  return `${embedded} photos embedded, ${missing} missing, ${failed} that can’t be used`;
}

// Fewer say little, more keep an operator waiting: an exact question takes 0.2 s where there are 200,000 photos.
const recallSample = 20;
// Below, something is wrong with the index: searches promise .99.
const leastRecall = 0.95;

async function describeIndex({ pool: db, kind }: Database): Promise<string> {
  const model = await activeModel(db);
  if (!model) return 'none yet';
  const { vectorIndex: known } = await readSizes(db, model.id);
  const { recall, sampled } = await sampleRecall(db, { model: model.id, sample: recallSample });
  const size = bytesText(known?.bytes ?? 0);
  if (recall === null) return `${size}, nothing in it to measure`;
  const measured = `${size}, recall@10 ${recall.toFixed(3)} with ${sampled} photos`;
  // The embedded database has one session: 24 s of one core for 20,000 photos.
  const meanwhile = kind === 'embedded' ? ' (no search is answered until that is done)' : '';
  if (recall < leastRecall)
    throw new Error(`${measured}: too low; \`lookalike model reindex\` builds it anew${meanwhile}`);
  const index = await vectorIndex(db, model.id);
  if (!index || !(await isOutdated(db, index))) return measured;
  return `${measured}; made with ef_construction ${index.efConstruction}, \`lookalike model reindex\` makes one that finds more${meanwhile}`;
}
