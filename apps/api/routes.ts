// Every route of the API, in the order of the documents.
import type { ApiRoute } from './define-route.ts';
import { aboutRoute } from './routes/about.ts';
import { askRoute } from './routes/ask.ts';
import { axisRoute } from './routes/axis.ts';
import { browserModelFileRoute, browserModelRoute } from './routes/browser-model.ts';
import {
  catalogueHealthRoute,
  checkRoute,
  measureRecallRoute,
  slowRequestsRoute,
} from './routes/catalogue-health.ts';
import { classifyRoute } from './routes/classify.ts';
import { clustersRoute } from './routes/clusters.ts';
import { collectionRoutes } from './routes/collections.ts';
import { composedSearchRoute } from './routes/composed-search.ts';
import { docsRoute, openApiRoute } from './routes/docs.ts';
import { dryRunRoute } from './routes/dry-runs.ts';
import { embeddingsRoute } from './routes/embeddings.ts';
import {
  discardFailuresRoute,
  failureListRoute,
  failuresRoute,
  retryFailuresRoute,
} from './routes/failures.ts';
import { exportFeedbackRoute, feedbackRoute } from './routes/feedback.ts';
import { goesWithRoute } from './routes/goes-with.ts';
import { healthRoute, readyRoute } from './routes/health.ts';
import { imageRoute } from './routes/image.ts';
import { itemRoutes } from './routes/items.ts';
import { mapRoutes } from './routes/map.ts';
import { metricsRoute } from './routes/metrics.ts';
import { modelSwitchRoutes } from './routes/model-switch.ts';
import { compareModelsRoute, modelCostRoute, modelsRoute, removeModelRoute } from './routes/models.ts';
import { pageErrorsRoute } from './routes/page-errors.ts';
import { photoRoute } from './routes/photo.ts';
import { placeholdersRoute, setPlaceholderRoute } from './routes/placeholders.ts';
import { problemRoute, problemsRoute } from './routes/problems.ts';
import { productRoute } from './routes/product.ts';
import { productsRoute } from './routes/products.ts';
import { queueCommandRoutes, queueRoute } from './routes/queue.ts';
import { rateRoutes } from './routes/rates.ts';
import { retryRoute, runCommandRoutes, startRunRoute } from './routes/run-commands.ts';
import { runEventsRoute } from './routes/run-events.ts';
import { runChangesRoute, runRoute, runsRoute } from './routes/runs.ts';
import { scoreRoute } from './routes/score.ts';
import { searchRoute } from './routes/search.ts';
import { severalProductsRoute } from './routes/several-products.ts';
import { removeScheduleRoute, setScheduleRoute, shopsRoute } from './routes/shops.ts';
import { similarRoute } from './routes/similar.ts';
import { similarItemsRoutes } from './routes/similar-items.ts';
import { suggestRoute } from './routes/suggest.ts';

export const apiRoutes: readonly ApiRoute[] = [
  searchRoute,
  composedSearchRoute,
  similarRoute,
  photoRoute,
  goesWithRoute,
  classifyRoute,
  axisRoute,
  suggestRoute,
  askRoute,
  feedbackRoute,
  embeddingsRoute,
  browserModelRoute,
  browserModelFileRoute,
  scoreRoute,
  ...similarItemsRoutes,
  productsRoute,
  // Before the product whose id would be "several".
  severalProductsRoute,
  productRoute,
  imageRoute,
  ...mapRoutes,
  clustersRoute,
  ...collectionRoutes,
  ...itemRoutes,
  shopsRoute,
  setScheduleRoute,
  removeScheduleRoute,
  ...rateRoutes,
  dryRunRoute,
  runsRoute,
  startRunRoute,
  runRoute,
  runChangesRoute,
  runEventsRoute,
  ...runCommandRoutes,
  retryRoute,
  queueRoute,
  ...queueCommandRoutes,
  failuresRoute,
  failureListRoute,
  retryFailuresRoute,
  discardFailuresRoute,
  catalogueHealthRoute,
  checkRoute,
  measureRecallRoute,
  slowRequestsRoute,
  placeholdersRoute,
  setPlaceholderRoute,
  modelsRoute,
  compareModelsRoute,
  modelCostRoute,
  removeModelRoute,
  ...modelSwitchRoutes,
  exportFeedbackRoute,
  aboutRoute,
  pageErrorsRoute,
  problemsRoute,
  problemRoute,
  openApiRoute,
  docsRoute,
  healthRoute,
  readyRoute,
  metricsRoute,
];
