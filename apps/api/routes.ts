// Every route of the API, in the order of the documents.
import type { ApiRoute } from './define-route.ts';
import { aboutRoute } from './routes/about.ts';
import { collectionRoutes } from './routes/collections.ts';
import { composedSearchRoute } from './routes/composed-search.ts';
import { docsRoute, openApiRoute } from './routes/docs.ts';
import { embeddingsRoute } from './routes/embeddings.ts';
import { exportFeedbackRoute, feedbackRoute } from './routes/feedback.ts';
import { healthRoute, readyRoute } from './routes/health.ts';
import { imageRoute } from './routes/image.ts';
import { mapRoutes } from './routes/map.ts';
import { metricsRoute } from './routes/metrics.ts';
import { placeholdersRoute, setPlaceholderRoute } from './routes/placeholders.ts';
import { problemRoute, problemsRoute } from './routes/problems.ts';
import { productRoute } from './routes/product.ts';
import { productsRoute } from './routes/products.ts';
import { rateRoutes } from './routes/rates.ts';
import { runCommandRoutes, startRunRoute } from './routes/run-commands.ts';
import { runEventsRoute } from './routes/run-events.ts';
import { runChangesRoute, runRoute, runsRoute } from './routes/runs.ts';
import { searchRoute } from './routes/search.ts';
import { removeScheduleRoute, setScheduleRoute, shopsRoute } from './routes/shops.ts';
import { similarRoute } from './routes/similar.ts';
import { suggestRoute } from './routes/suggest.ts';

export const apiRoutes: readonly ApiRoute[] = [
  searchRoute,
  composedSearchRoute,
  similarRoute,
  suggestRoute,
  feedbackRoute,
  embeddingsRoute,
  productsRoute,
  productRoute,
  imageRoute,
  ...mapRoutes,
  ...collectionRoutes,
  shopsRoute,
  setScheduleRoute,
  removeScheduleRoute,
  ...rateRoutes,
  runsRoute,
  startRunRoute,
  runRoute,
  runChangesRoute,
  runEventsRoute,
  ...runCommandRoutes,
  placeholdersRoute,
  setPlaceholderRoute,
  exportFeedbackRoute,
  aboutRoute,
  problemsRoute,
  problemRoute,
  openApiRoute,
  docsRoute,
  healthRoute,
  readyRoute,
  metricsRoute,
];
