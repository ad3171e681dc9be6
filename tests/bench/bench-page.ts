// Lighthouse's scores of a running service's pages, on a phone and a desktop, the median of a few looks.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { loadConfig } from '../../apps/config.ts';
import { startAll } from '../../apps/start/start.ts';
import { auditPage, type Form, type PageAudit } from '../e2e/audit-page.ts';
import { keptTemplate } from '../e2e/shop-template.ts';
import { silence } from '../e2e/silence.ts';
import { defineBench } from './define-bench.ts';
import { percentile, printTable } from './table.ts';

export const bench = defineBench({
  options: {
    /** Where it runs, its catalogue filled; else the demo shop is started for it. */
    url: { type: 'string' },
    path: { type: 'string', default: '/,/?q=gold+purple,/product/1' },
    rounds: { type: 'string', default: '3' },
  },
  quick: { path: '/', rounds: '1' },
  async measure({ url, path, rounds }) {
    const settings = { paths: path.split(','), rounds: Number(rounds) };
    if (url !== undefined) return benchPage({ ...settings, url });
    const shop = await startDemoShop();
    await benchPage({ ...settings, url: shop.address }).finally(shop.close);
  },
});

const forms: Form[] = ['phone', 'desktop'];
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
const measures = ['largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'];

async function benchPage(options: { url: string; paths: string[]; rounds: number }): Promise<void> {
  const rows: (string | number)[][] = [];
  const findings = new Set<string>();
  for (const path of options.paths) {
    for (const form of forms) {
      const audits: PageAudit[] = [];
      for (let round = 0; round < options.rounds; round++)
        audits.push(await auditPage(new URL(path, options.url).href, { form }));
      if (audits.some(({ scores }) => !scores.performance))
        throw new Error(`${path} on a ${form} could not be scored.`);
      const middle = audits.toSorted((a, b) => performanceOf(a) - performanceOf(b))[audits.length >> 1];
      for (const finding of middle?.findings ?? []) findings.add(`${path} on a ${form}: ${finding}`);
      rows.push([
        `${path} (${form})`,
        ...categories.map((id) =>
          percentile(
            audits.map(({ scores }) => scores[id] ?? 0),
            0.5,
          ),
        ),
        ...measures.map((id) => middle?.measures[id] ?? '-'),
      ]);
    }
  }
  const header = ['page', ...categories, 'largest paint', 'blocked', 'layout shift'];
  printTable(`Lighthouse, median of ${options.rounds}`, header, rows);
  process.stdout.write([...findings, ''].join('\n'));
}

/** The one that browser tests are shown, on a copy of its data that goes with it. */
async function startDemoShop(): Promise<{ address: string; close(): Promise<void> }> {
  const { folder, shopUrl } = await keptTemplate();
  const dataDir = await mkdtemp(join(tmpdir(), 'lookalike-bench-page-'));
  await cp(join(folder, 'postgres'), join(dataDir, 'postgres'), { recursive: true });
  const config = loadConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    MODEL: 'starter',
    LOG_LEVEL: 'silent',
    SHOP: 'none',
    ALLOW_HOSTS: new URL(shopUrl).host,
  });
  const started = await startAll({ config, progress: silence, logger: pino({ level: 'silent' }) });
  await started.ready;
  return {
    address: started.address,
    async close() {
      await started.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const performanceOf = ({ scores }: PageAudit) => scores.performance ?? 0;
