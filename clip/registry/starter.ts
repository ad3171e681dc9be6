// The model that ships with Lookalike.
import type { ModelSpec } from './model-spec.ts';

export const starter: ModelSpec = {
  id: 'starter',
  folder: 'starter',
  title: 'Starter',
  dimension: 512,
  source: { kind: 'shipped' },
  files: [
    {
      path: 'config.json',
      bytes: 1352,
      sha256: '08e95926d9da9cb6c27590a2b9fb8c3c513667d0b3bc339b7e09fc350f306f20',
    },
    {
      path: 'preprocessor_config.json',
      bytes: 517,
      sha256: 'e613f0c3f6e24c94e7c73ce36fb438b4b406a856a6abc64ba493e32a9dd5bae9',
    },
    {
      path: 'tokenizer.json',
      bytes: 527369,
      sha256: '85a8970ec2eeb8317145351c0874cd77e5a75a5611962c15cced12a42368dc88',
    },
    {
      path: 'tokenizer_config.json',
      bytes: 364,
      sha256: '58efa84de9165788c565f892e543b36748ba7c35ef4493337783aa7e9aa4cc6c',
    },
  ],
  weights: {
    fp32: [
      {
        path: 'onnx/vision_model.onnx',
        bytes: 13720009,
        sha256: '564d40e5e0e2805874fd4bb77e5ab068fd5d91718c2eb74e6d49e91f1171334d',
      },
      {
        path: 'onnx/text_model.onnx',
        bytes: 24336655,
        sha256: 'c0dd9435d08f9a32296f523b3ccf540eecf53962d74c03c3176752c881a5008e',
      },
    ],
  },
  licence: { name: 'Apache-2.0 backbones, see clip/starter/README.md', allowsCommercialUse: true },
  quirks: {},
  notes: [
    'Short English queries only; weaker than CLIP on anything but single objects on plain backgrounds.',
  ],
};
