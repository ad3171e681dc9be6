// Lighthouse's scores of a running service's pages, on a phone and a desktop, the median of a few looks.
import { auditPage, type Form, type PageAudit } from '../e2e/audit-page.ts';
import { percentile, printTable } from './table.ts';

const forms: Form[] = ['phone', 'desktop'];
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
const measures = ['largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'];

/** @param options.url where Lookalike runs, its catalogue filled */
export async function benchPage(options: { url: string; paths: string[]; rounds: number }): Promise<void> {
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
