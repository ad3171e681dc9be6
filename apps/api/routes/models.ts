// GET /api/models and what hangs on it: which models there are, what each would cost, how they compare, removing one.

import { SwitchConflict } from '../../../catalog/photos/model-switches.ts';
import { UnknownModel } from '../../../catalog/photos/models.ts';
import { getProduct } from '../../../catalog/products/products.ts';
import { type Comparison, compareModels, meanOverlap, proposeQueries } from '../../models/compare-models.ts';
import { knownModels } from '../../models/known-models.ts';
import { removeVectors } from '../../models/remove-vectors.ts';
import { switchCost } from '../../models/switch-cost.ts';
import { findWanted, type WantedModel } from '../../models/wanted-model.ts';
import { defineRoute } from '../define-route.ts';
import { modelsAnswerOf } from '../model-answers.ts';
import { compareAnswer, compareBody, costAnswer, modelParams, modelsAnswer } from '../model-schemas.ts';
import { borrowModel, switching } from '../model-services.ts';
import { noParams, noQuery } from '../parameters.ts';
import { Problem } from '../problems.ts';
import type { ApiServices } from '../services.ts';

export const modelsRoute = defineRoute({
  path: '/api/models',
  id: 'models',
  tag: 'operators',
  summary: 'The models there are, the switch under way, and which process answers with which',
  query: noQuery,
  params: noParams,
  answer: modelsAnswer,
  problems: ['model_unavailable'],
  operatorsOnly: true,
  answerTo: (services) => modelsAnswerOf(services.db, switching(services).files),
});

export const modelCostRoute = defineRoute({
  path: '/api/models/{id}/cost',
  id: 'modelCost',
  tag: 'operators',
  summary: 'What switching to a model would cost; runs it for a moment to measure',
  query: noQuery,
  params: modelParams,
  answer: costAnswer,
  problems: ['model_not_found', 'model_unavailable'],
  notFound: 'model_not_found',
  operatorsOnly: true,
  async answerTo(services, { params }) {
    const { db } = services;
    const wanted = await existingModel(services, params.id);
    const known = (await knownModels(db, switching(services).files)).find(({ id }) => id === wanted.id);
    const downloadBytes = known?.onDisk === false ? (known.fileBytes ?? 0) : 0;
    if (downloadBytes > 0)
      return { model: wanted.id, ...(await switchCost(db, wanted, null)), downloadBytes };
    const lent = await borrowModel(services, wanted.id);
    try {
      return { model: wanted.id, ...(await switchCost(db, wanted, lent.encoder)), downloadBytes };
    } finally {
      lent.release();
    }
  },
});

export const compareModelsRoute = defineRoute({
  method: 'post',
  path: '/api/models/compare',
  id: 'compareModels',
  tag: 'operators',
  summary: 'The same queries under the active model and under another, side by side',
  query: noQuery,
  params: noParams,
  body: compareBody,
  answer: compareAnswer,
  problems: ['model_not_found', 'model_unavailable', 'product_not_found', 'blank_text', 'text_too_long'],
  operatorsOnly: true,
  async answerTo(services, { body }) {
    const { db } = services;
    const other = await existingModel(services, body.model);
    const queries = [
      ...body.texts.map((text) => ({ text })),
      ...body.products.map((productId) => ({ productId })),
    ];
    const inUse = switching(services).models.inUse();
    const lent = await borrowModel(services, other.id);
    try {
      const asked = queries.length > 0 ? queries : await proposeQueries(db, 4);
      const compared = await compareModels(db, [inUse, lent.encoder], asked);
      return {
        models: [inUse.modelId, other.id] as [string, string],
        overlap: meanOverlap(compared),
        queries: await Promise.all(compared.map((one) => comparisonAnswer(services, one))),
      };
    } finally {
      lent.release();
    }
  },
});

export const removeModelRoute = defineRoute({
  method: 'delete',
  path: '/api/models/{id}',
  id: 'removeModel',
  tag: 'operators',
  summary: 'Remove the vectors of a model that nobody needs any more; its files stay',
  query: noQuery,
  params: modelParams,
  answer: modelsAnswer,
  problems: ['model_not_found', 'model_switch_conflict', 'model_unavailable'],
  notFound: 'model_not_found',
  operatorsOnly: true,
  async answerTo(services, { params }) {
    await existingModel(services, params.id);
    try {
      await removeVectors(services.db, params.id);
    } catch (cause) {
      if (cause instanceof SwitchConflict)
        throw new Problem('model_switch_conflict', cause.message, { cause });
      if (cause instanceof UnknownModel) throw noModel(params.id);
      throw cause;
    }
    return modelsAnswerOf(services.db, switching(services).files);
  },
});

/** @throws Problem model_not_found */
export async function existingModel({ db }: ApiServices, id: string): Promise<WantedModel> {
  const found = await findWanted(db, id);
  if (!found) throw noModel(id);
  return found;
}

const noModel = (id: string) =>
  new Problem('model_not_found', `There is no model ${id}.`, { parameter: 'id' });

async function comparisonAnswer({ db }: ApiServices, { query, hits, overlap }: Comparison) {
  const [a, b] = hits.map((own) => new Set(own.map(({ product }) => product.id)));
  const answer = (own: Comparison['hits'][0], other: Set<number> | undefined) =>
    own.map(({ product, score }) => ({ product, score, shared: other?.has(product.id) ?? false }));
  return {
    text: 'text' in query ? query.text : null,
    product: 'productId' in query ? await existingProduct(db, query.productId) : null,
    overlap,
    hits: [answer(hits[0], b), answer(hits[1], a)] as [ReturnType<typeof answer>, ReturnType<typeof answer>],
  };
}

async function existingProduct(db: ApiServices['db'], id: number) {
  const found = await getProduct(db, id);
  if (!found) throw new Problem('product_not_found', `There is no product ${id}.`, { parameter: 'products' });
  const { title, image } = found;
  return { id, title, image };
}
