// Apple MobileCLIP S0: small and quick, for research only.
import type { ModelSpec } from './model-spec.ts';

export const mobileclipS0: ModelSpec = {
  id: 'mobileclip-s0',
  folder: 'mobileclip-s0',
  title: 'Apple MobileCLIP S0',
  dimension: 512,
  source: { kind: 'hub', repo: 'Xenova/mobileclip_s0', revision: '757d59c9c6870a76a4b0306f05f5061bca15c39f' },
  files: [
    {
      path: 'config.json',
      bytes: null,
      sha256: null,
    },
    {
      path: 'preprocessor_config.json',
      bytes: 382,
      sha256: null,
    },
    {
      path: 'tokenizer.json',
      bytes: 2224081,
      sha256: '72ed5c96db5729294468543e4bc75fce14ca63f58e37300290189ba1c1e52b85',
    },
    {
      path: 'tokenizer_config.json',
      bytes: null,
      sha256: null,
    },
  ],
  weights: {
    fp32: [
      {
        path: 'onnx/vision_model.onnx',
        bytes: 45543630,
        sha256: '17d3c037b1d488c10c50e09f6009ea5a198caef4e0e8f4ea5617b7cb2d067ac0',
      },
      {
        path: 'onnx/text_model.onnx',
        bytes: null,
        shownBytes: 170000000,
        sha256: null,
      },
    ],
  },
  licence: {
    name: 'Apple ML Research License: research only, no commercial use',
    allowsCommercialUse: false,
  },
  quirks: { padTo: 77 },
  notes: [
    'No digests of its text tower and settings have been published: they can’t be verified.',
    'q8 is not offered: third parties measured towers that were destroyed by it.',
  ],
};
