// `lookalike doctor`: looks at every part in turn and says what is wrong and what to do.
import { availableParallelism } from 'node:os';
import { countEmbeddings } from '../../../catalog/embeddings.ts';
import { activeModel } from '../../../catalog/models.ts';
import { countMissing, photoFailures } from '../../../catalog/photos.ts';
import { openQueues } from '../../../workers/queues.ts';
import { createFileLogger } from '../../start/logger.ts';
import { openEncoder } from '../../start/open-encoder.ts';
import { openMigrated } from '../../start/open-parts.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

interface Finding {
  readonly part: string;
  readonly ok: boolean;
  readonly says: string;
}

export async function doctor(
  { config, progress, print }: CommandContext,
  options: { quiet?: boolean; json?: boolean },
): Promise<void> {
  const findings: Finding[] = [];
  const look = async (part: string, examine: () => Promise<string>) => {
    try {
      findings.push({ part, ok: true, says: await examine() });
      return true;
    } catch (error) {
      findings.push({ part, ok: false, says: error instanceof Error ? error.message : String(error) });
      return false;
    }
  };

  await look('runtime', async () => `Node ${process.version}, ${availableParallelism()} cores`);
  await lookAtStores();
  if (options.json) print(JSON.stringify(findings));
  else
    for (const { part, ok, says } of findings)
      if (!ok || !options.quiet) print(`${ok ? 'ok   ' : 'wrong'}  ${part.padEnd(9)} ${says}`);
  const wrong = findings.filter(({ ok }) => !ok).length;
  if (wrong > 0) throw new CommandFailed(`${wrong} of ${findings.length} checks failed.`);

  async function lookAtStores(): Promise<void> {
    const database = await openMigrated(config).catch((error: unknown) => {
      findings.push({
        part: 'database',
        ok: false,
        says: error instanceof Error ? error.message : String(error),
      });
      return null;
    });
    if (!database) return;
    try {
      const { pool: db } = database;
      await look('database', async () => {
        const { rows } = await db.query<{ version: string; vector: string }>(
          `select current_setting('server_version') as version, extversion as vector from pg_extension where extname = 'vector'`,
        );
        return `${database.kind}, Postgres ${rows[0]?.version}, pgvector ${rows[0]?.vector}`;
      });
      await look('queue', async () => {
        const queues = await openQueues({
          queueUrl: config.queueUrl,
          database,
          logger: createFileLogger(config),
        });
        try {
          const { crawl, embed } = await queues.counts();
          const inFlight = (counts: Record<string, number>) => (counts.waiting ?? 0) + (counts.active ?? 0);
          return `${config.queueUrl ? 'Redis' : 'in the database'}, ${inFlight(crawl)} crawls and ${inFlight(embed)} photos waiting or active`;
        } finally {
          await queues.close();
        }
      });
      await look('model', async () => {
        if (!(await activeModel(db))) return 'none chosen yet: the first start or import does that';
        const { encoder, notices } = await openEncoder({ config, db, progress, parts: ['text'] });
        await encoder.embedTexts(['a tap']);
        await encoder.close();
        return [`${encoder.modelId}, ${encoder.dimension} dimensions`, ...notices].join('; ');
      });
      await look('catalogue', async () => {
        const model = await activeModel(db);
        if (!model) return 'empty';
        const [embedded, missing, failed] = await Promise.all([
          countEmbeddings(db, model.id),
          countMissing(db, model.id),
          photoFailures(db),
        ]);
        return `${embedded} photos embedded, ${missing} missing, ${failed.length} that can’t be used`;
      });
    } finally {
      await database.close();
    }
  }
}
