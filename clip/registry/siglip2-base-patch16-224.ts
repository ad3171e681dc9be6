// Google SigLIP 2, base, 224 px. Its tokenizer.json knows neither padding nor lower case; the reference does both.
import type { ModelSpec } from './model-spec.ts';

export const siglip2BasePatch16: ModelSpec = {
  id: 'siglip2-base-patch16-224',
  folder: 'siglip2-base-patch16-224',
  title: 'Google SigLIP 2 B/16, 224 px',
  dimension: 768,
  source: {
    kind: 'hub',
    repo: 'onnx-community/siglip2-base-patch16-224-ONNX',
    revision: 'ba1f3b0843f24bc5417d38e19c37b287d719b2f4',
  },
  files: [
    {
      path: 'config.json',
      bytes: 435,
      sha256: 'e43a9f7692d3819886a82cb2097048258d444f123c67d37ec825f9345b019cf2',
    },
    {
      path: 'preprocessor_config.json',
      bytes: 394,
      sha256: '9b36b57ebaf20f09bf4c22100ccc21877ea6bfe5aead0c00c59f8af8ccefacfc',
    },
    {
      path: 'tokenizer.json',
      bytes: 34363039,
      sha256: 'cb9140fae3ac5122c972d37adf83e1248471a38147ad76f8215c8872c6fd8322',
    },
    {
      path: 'tokenizer_config.json',
      bytes: 47240,
      sha256: '7c3a247599e741bceba1a3fe0285aea88d1044dc1fad2caa1e48cdd9fd25f630',
    },
  ],
  weights: {
    fp32: [
      {
        path: 'onnx/vision_model.onnx',
        bytes: 371807752,
        sha256: 'c0573e3f4140c3a7c4e9cc5912bd6b26a033b46a6a8e8af26cbea262b163bcad',
      },
      {
        path: 'onnx/text_model.onnx',
        bytes: 1129469657,
        sha256: 'baf12d941beabafafb14f7b4adb38dc15be18681b964a84410ec53d9d65e6293',
      },
    ],
    fp16: [
      {
        path: 'onnx/vision_model_fp16.onnx',
        bytes: 186039516,
        sha256: 'a1959f7bd3993a607e48839f6d01e25b876fe76afda301b028b78eef68aabd95',
      },
      {
        path: 'onnx/text_model_fp16.onnx',
        bytes: 564862230,
        sha256: '711da56ada0a4aa11c7dd3320df741081a3cae4f0ae1b5e5c6d5b294738d0eb0',
      },
    ],
    q8: [
      {
        path: 'onnx/vision_model_quantized.onnx',
        bytes: 94553333,
        sha256: '5f2b401c1a4fc095702a5d45348e17ad46c4f87064085365b43c6e8eaa5c0070',
      },
      {
        path: 'onnx/text_model_quantized.onnx',
        bytes: 283438275,
        sha256: '3a0603d3a00c05a80a6ded4743c16aaac7b1e62cdcc7e362e7ce418659b96400',
      },
    ],
  },
  licence: {
    name: 'Apache-2.0 (google/siglip2-base-patch16-224; the export states none of its own)',
    allowsCommercialUse: true,
  },
  quirks: {
    dimension: 768,
    contextLength: 64,
    padTo: 64,
    // The pooled position is the last one, which the reference always fills up to.
    padToken: '<pad>',
    ends: { before: [], after: [1] },
    lowerCases: true,
    match: { scale: 112.66889953613281, bias: -16.771724700927734 },
  },
  notes: [
    'Understands many languages.',
    'Photos are squashed to a square, not cropped.',
    'The tokenizer is Gemma’s; a third party takes it to be under the Gemma Terms of Use.',
  ],
};
