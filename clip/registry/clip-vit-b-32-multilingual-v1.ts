// Texts in 50 and more languages put into the space of OpenAI CLIP ViT-B/32, whose image tower it borrows.
import { clipMatch, type ModelSpec } from './model-spec.ts';

const textExport = {
  repo: 'sentence-transformers/clip-ViT-B-32-multilingual-v1',
  revision: '58edf8cada9e398793dca955574a48cbb7f18be2',
};
const clipExport = {
  repo: 'Xenova/clip-vit-base-patch32',
  revision: 'd15189d7028b43f1d3e65039190477f6af591c2a',
};

export const clipMultilingual: ModelSpec = {
  id: 'clip-vit-b-32-multilingual-v1',
  folder: 'clip-vit-b-32-multilingual-v1',
  title: 'CLIP ViT-B/32 with a multilingual text tower',
  dimension: 512,
  source: { kind: 'hub', ...textExport },
  files: [
    {
      path: 'config.json',
      bytes: 4524,
      sha256: '493ef57ff783e42d1530c91b53469b7fdf8db8a9c1408e86998fcb7899a4f495',
      from: { ...clipExport, path: 'config.json' },
    },
    {
      path: 'preprocessor_config.json',
      bytes: 520,
      sha256: '6f638fb9401a6d6296feff533ee7efe657b787c49f954f82f5906b36ef2a1b1f',
      from: { ...clipExport, path: 'preprocessor_config.json' },
    },
    {
      path: 'tokenizer.json',
      bytes: 1961847,
      sha256: '5b4e1a8171c81dfd666ae40265b9530c6e0b3d53923fe8ac493dcc84229adf81',
    },
    {
      path: '2_Dense/model.safetensors',
      bytes: 1572984,
      sha256: 'd12568dc7300970a4d3dbb49068ad16cd89b99840b74b026f8e48071e9414f74',
    },
  ],
  weights: {
    fp32: [
      {
        path: 'onnx/vision_model.onnx',
        bytes: 351685709,
        sha256: 'fd6e1402a588279d1723c7534d4bcba5bc0b14b47dfab0e46f8c47b8270d7d40',
        from: { ...clipExport, path: 'onnx/vision_model.onnx' },
      },
      {
        path: 'onnx/text_model.onnx',
        bytes: null,
        shownBytes: 539000000,
        sha256: null,
        from: { ...textExport, path: 'onnx/model.onnx' },
      },
    ],
    q8: [
      {
        path: 'onnx/vision_model_quantized.onnx',
        bytes: 89117001,
        sha256: '583fd1110a514667812fee7d684952aaf82a99b959760c8d7dca7e0ab9839299',
        from: { ...clipExport, path: 'onnx/vision_model_quantized.onnx' },
      },
      {
        path: 'onnx/text_model_quantized.onnx',
        bytes: 135377779,
        sha256: 'fbc8fbeaa5237d96bd1bf430057c70d34de8334a463e933a5faa305f6caeed9c',
        from: { ...textExport, path: 'onnx/model_quint8_avx2.onnx' },
      },
    ],
  },
  licence: { name: 'Apache-2.0 texts, MIT photos', allowsCommercialUse: true },
  quirks: {
    contextLength: 128,
    padToken: '[PAD]',
    dense: '2_Dense/model.safetensors',
    match: clipMatch,
  },
  notes: [
    'Photos get the very vectors of clip-vit-base-patch32.',
    'No digest of the fp32 text tower has been published: it can’t be verified. All files of q8 can.',
    'q8 has the weaknesses of the other q8 photo towers: `lookalike model check` measures them.',
  ],
};
