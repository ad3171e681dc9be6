// Lighthouse's scores of a running service's pages, on a phone and a desktop, the median of a few looks.
import { auditPage, type Form, type PageAudit } from '../e2e/audit-page.ts';
import { defineBench } from './define-bench.ts';
import { percentile, printTable } from './table.ts';

export const bench = defineBench({
  usage: '[--url http://127.0.0.1:8080] [--path /,/product/1] [--rounds 3]   (of a running service)',
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8080' },
    path: { type: 'string', default: '/,/?q=gold+purple,/product/1' },
    rounds: { type: 'string', default: '3' },
  },
  quick: { path: '/', rounds: '1' },
  measure: ({ url, path, rounds }) => benchPage({ url, paths: path.split(','), rounds: Number(rounds) }),
});

const forms: Form[] = ['phone', 'desktop'];
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
const measures = ['largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'];

/** @param options.url where Lookalike runs, its catalogue filled */
async function benchPage(options: { url: string; paths: string[]; rounds: number }): Promise<void> {
  const rows: (string | number)[][] = [];
  const findings = new Set<string>();
  for (const path of options.paths) {
    for (const form of forms) {
      const audits: PageAudit[] = [];
      for (let round = 0; round < options.rounds; round++)
        audits.push(await auditPage(new URL(path, options.url).href, { form }));
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

const performanceOf = ({ scores }: PageAudit) => scores.performance ?? 0;
