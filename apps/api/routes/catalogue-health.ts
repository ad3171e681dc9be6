// /api/catalogue-health, /api/recall, /api/slow-requests: how sound the catalogue is, and examples behind each number.
import { listDuplicates } from '../../../catalog/health/duplicates.ts';
import { listProductsWith } from '../../../catalog/health/health-checks.ts';
import type { HealthReport } from '../../../catalog/health/health-report.ts';
import { type Outlier, readOutliers } from '../../../catalog/health/outliers.ts';
import type { RecallSample } from '../../../catalog/health/recall-sample.ts';
import { defineRoute } from '../define-route.ts';
import {
  type CatalogueHealthAnswer,
  type CheckAnswer,
  type CheckQuery,
  catalogueHealthAnswer,
  catalogueHealthQuery,
  checkAnswer,
  checkParams,
  checkQuery,
  recallAnswer,
  recallBody,
  slowRequestsAnswer,
} from '../health-schemas.ts';
import { isoTime } from '../iso-time.ts';
import { noParams, noQuery } from '../parameters.ts';
import type { ApiServices } from '../services.ts';

export const catalogueHealthRoute = defineRoute({
  path: '/api/catalogue-health',
  id: 'catalogueHealth',
  tag: 'operators',
  summary: 'How sound the catalogue is, in numbers that are at most ten minutes old',
  query: catalogueHealthQuery,
  params: noParams,
  answer: catalogueHealthAnswer,
  problems: [],
  operatorsOnly: true,
  async answerTo({ catalogueHealth, databaseKind, modelId }, { query }) {
    const { report, isCounting } = await catalogueHealth.read(query);
    const recall = catalogueHealth.lastRecall();
    return {
      report: report && reportOf(report),
      isCounting,
      recall: recall && recallOf(recall),
      database: databaseKind,
      model: modelId,
    };
  },
});

export const checkRoute = defineRoute({
  path: '/api/catalogue-health/{check}',
  id: 'catalogueHealthCheck',
  tag: 'operators',
  summary:
    'Products that a check of the catalogue found: without a price, filed oddly, the same picture twice …',
  query: checkQuery,
  params: checkParams,
  answer: checkAnswer,
  problems: [],
  operatorsOnly: true,
  async answerTo(services, { params, query }) {
    return { results: await listed(services, params.check, query) };
  },
});

export const measureRecallRoute = defineRoute({
  method: 'post',
  path: '/api/recall',
  id: 'measureRecall',
  tag: 'operators',
  summary: 'Measure recall@10 of the index now, on a sample of stored photos, for at most eight seconds',
  query: noQuery,
  params: noParams,
  body: recallBody,
  answer: recallAnswer,
  problems: [],
  operatorsOnly: true,
  answerTo: async ({ catalogueHealth }, { body }) =>
    recallOf(await catalogueHealth.measureRecall(body.sample)),
});

export const slowRequestsRoute = defineRoute({
  path: '/api/slow-requests',
  id: 'slowRequests',
  tag: 'operators',
  summary: 'The slowest searches and catalogue requests of the last hour of this process',
  query: noQuery,
  params: noParams,
  answer: slowRequestsAnswer,
  problems: [],
  operatorsOnly: true,
  answerTo: async ({ slowRequests }) => ({
    requests: slowRequests.list().map(({ at, ...request }) => ({ ...request, at: isoTime(at) })),
  }),
});

type Results = CheckAnswer['results'];
const nothingMore = { detail: null, lookId: null, outlier: null };

async function listed(
  { db, modelId, catalogueHealth }: ApiServices,
  check: 'duplicate' | 'outlier' | Parameters<typeof listProductsWith>[2]['check'],
  { category, ...page }: CheckQuery,
): Promise<Results> {
  if (check === 'duplicate') {
    const found = await listDuplicates(db, modelId, page);
    return found.map((one) => ({ ...nothingMore, ...one }));
  }
  if (check === 'outlier') {
    const { report } = await catalogueHealth.read({ anew: false });
    const all = report?.outliers.filter((one) => isFiledIn(one, category)) ?? [];
    const which = all.slice(page.offset, page.offset + page.limit);
    const found = await readOutliers(db, which);
    return found.map(({ product, outlier: { productId: _, ...outlier } }) => ({
      ...nothingMore,
      product,
      outlier,
    }));
  }
  const found = await listProductsWith(db, modelId, { check, ...page });
  return found.map((one) => ({ ...nothingMore, ...one }));
}

function isFiledIn(outlier: Outlier, category: string | undefined): boolean {
  return category === undefined || outlier.category.toLowerCase() === category.toLowerCase();
}

function reportOf({
  at,
  outliers,
  learned,
  ...report
}: HealthReport): NonNullable<CatalogueHealthAnswer['report']> {
  const { vocabulary, cutoffs, colours } = learned;
  return {
    ...report,
    at: isoTime(at),
    outliers: outliers.length,
    learned: {
      vocabulary: { ...vocabulary, countedAt: vocabulary.countedAt && isoTime(vocabulary.countedAt) },
      cutoffs: cutoffs.map((one) => ({ ...one, at: isoTime(one.at) })),
      colours: colours && { ...colours, at: isoTime(colours.at) },
    },
  };
}

const recallOf = ({ at, ...sample }: RecallSample & { at: Date }) => ({ ...sample, at: isoTime(at) });
