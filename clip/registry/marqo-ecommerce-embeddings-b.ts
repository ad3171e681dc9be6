// Marqo ecommerce embeddings, base: a SigLIP trained on products. Published without ONNX graphs.
import { clipMatch, type ModelSpec } from './model-spec.ts';

export const marqoEcommerceB: ModelSpec = {
  id: 'marqo-ecommerce-embeddings-b',
  folder: 'marqo-ecommerce-embeddings-b',
  title: 'Marqo ecommerce embeddings B',
  dimension: 768,
  source: {
    kind: 'export',
    repo: 'Marqo/marqo-ecommerce-embeddings-B',
    revision: '3595ac53abf9afac69adb2141f574a7c6020373e',
  },
  files: [],
  weights: {},
  licence: { name: 'Apache-2.0', allowsCommercialUse: true },
  quirks: {
    dimension: 768,
    contextLength: 64,
    padTo: 64,
    padToken: '</s>',
    lowerCases: true,
    dropsPunctuation: true,
    match: clipMatch,
  },
  notes: ['Ships no ONNX graphs: export them yourself (docs/models.md says how) and register the folder.'],
};
