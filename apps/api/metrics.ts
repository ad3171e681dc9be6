// What Prometheus reads: how many requests, how long they took, and how large the catalogue is.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

interface CatalogueSizes {
  products: number;
  embeddings: number;
  pendingPhotos: number;
}

export interface Metrics {
  /** `route` is the documented path, never the address asked for, so that there are few of them. */
  observe(request: { method: string; route: string; status: number; seconds: number }): void;
  /** A page failed in somebody's browser. */
  countPageError(kind: string): void;
  text(): Promise<string>;
  readonly contentType: string;
}

export interface MetricsOptions {
  modelInUse: () => string;
  /** Counts the catalogue; called when Prometheus asks, every 15 seconds or so. */
  readSizes: () => Promise<CatalogueSizes>;
}

/** A registry of its own, so that two APIs in one process do not share counts. */
export function createMetrics({ modelInUse, readSizes }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'lookalike_' });
  const durations = new Histogram({
    name: 'lookalike_http_request_duration_seconds',
    help: 'Requests answered, by method, route and status; _count is how many.',
    labelNames: ['method', 'route', 'status'],
    // The promises are p50 under 10 ms and p99 under 30 ms, so both have a bucket.
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    registers,
  });
  const pageErrors = new Counter({
    name: 'lookalike_page_errors_total',
    help: 'Failures of the pages that browsers reported, by kind: error, rejection or crash.',
    labelNames: ['kind'],
    registers,
  });
  const up = new Gauge({
    name: 'lookalike_database_up',
    help: '1 if the catalogue could be counted just now, else 0.',
    registers,
  });
  const products = new Gauge({ name: 'lookalike_products', help: 'Products in the catalogue.', registers });
  const embeddings = new Gauge({
    name: 'lookalike_embeddings',
    help: 'Embeddings stored under the model in use.',
    labelNames: ['model'],
    registers,
  });
  const pending = new Gauge({
    name: 'lookalike_photos_pending',
    help: 'Photos without an embedding under the model in use.',
    labelNames: ['model'],
    registers,
  });

  async function readGauges(): Promise<void> {
    try {
      const sizes = await readSizes();
      const model = modelInUse();
      products.set(sizes.products);
      // A model that no longer answers must not be reported beside the one that does.
      for (const gauge of [embeddings, pending]) gauge.reset();
      embeddings.set({ model }, sizes.embeddings);
      pending.set({ model }, sizes.pendingPhotos);
      up.set(1);
    } catch {
      // Reported as lookalike_database_up 0: the other numbers matter most when the database is down.
      up.set(0);
      for (const gauge of [products, embeddings, pending]) gauge.reset();
    }
  }

  return {
    contentType: registry.contentType,
    observe({ method, route, status, seconds }) {
      durations.observe({ method, route, status: String(status) }, seconds);
    },
    countPageError(kind) {
      pageErrors.inc({ kind });
    },
    async text() {
      await readGauges();
      return registry.metrics();
    },
  };
}
