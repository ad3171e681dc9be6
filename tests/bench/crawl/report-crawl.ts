// What a crawler under measurement reports to the bench: its speed, what it found and how its memory went.

export interface CrawlReport {
  seconds: number;
  /** Of this process and its threads: it says more than the clock when other things run on the machine. */
  cpuSeconds: number;
  /** Sitemaps aside. */
  pages: number;
  products: number;
  cents: number;
  /** Resident memory in MB when 25, 50, 75 and 100 % of the products were found. */
  rssAtQuarters: number[];
  peakRss: number;
}

const sampleEveryMs = 100;
const megabytes = () => process.memoryUsage.rss() / 2 ** 20;

/** Starts the clock. Call `found` with the number of products so far, and `done` once. */
export function startReport(expected: number) {
  const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
  const rssAtQuarters: number[] = [];
  let peakRss = 0;
  const sample = () => {
    const now = megabytes();
    peakRss = Math.max(peakRss, now);
    return now;
  };
  const sampling = setInterval(sample, sampleEveryMs);
  return {
    found(products: number): void {
      while (rssAtQuarters.length < 4 && products >= ((rssAtQuarters.length + 1) * expected) / 4)
        rssAtQuarters.push(sample());
    },
    done(totals: Pick<CrawlReport, 'pages' | 'products' | 'cents'>): void {
      const seconds = (performance.now() - startedAt) / 1000;
      const { user, system } = process.cpuUsage(cpuBefore);
      const cpuSeconds = (user + system) / 1e6;
      clearInterval(sampling);
      const report: CrawlReport = {
        ...totals,
        seconds,
        cpuSeconds,
        rssAtQuarters,
        peakRss: Math.max(peakRss, megabytes()),
      };
      process.send?.(report);
    },
  };
}
