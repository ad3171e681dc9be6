// OpenAI CLIP ViT-B/16: the same vectors’ length as B/32 from four times as many patches.
import { clipMatch, type ModelSpec } from './model-spec.ts';

export const clipVitBasePatch16: ModelSpec = {
  id: 'clip-vit-base-patch16',
  folder: 'clip-vit-base-patch16',
  title: 'OpenAI CLIP ViT-B/16',
  dimension: 512,
  source: {
    kind: 'hub',
    repo: 'Xenova/clip-vit-base-patch16',
    revision: '342fdf2f67aded64d138ff074745fb4a5d2bba5f',
  },
  files: [
    {
      path: 'config.json',
      bytes: 4523,
      sha256: '854ce4599422a24841d34a129de5b28c092f7175db3db4a23ad965c8fda87cf0',
    },
    {
      path: 'preprocessor_config.json',
      bytes: 520,
      sha256: '6f638fb9401a6d6296feff533ee7efe657b787c49f954f82f5906b36ef2a1b1f',
    },
    {
      path: 'tokenizer.json',
      bytes: 2224081,
      sha256: '72ed5c96db5729294468543e4bc75fce14ca63f58e37300290189ba1c1e52b85',
    },
    {
      path: 'tokenizer_config.json',
      bytes: 775,
      sha256: '60ba2912bc6344c94bc16bbdec27fa1209409167b6f2fdf3cfe9e65462ea3967',
    },
  ],
  weights: {
    fp32: [
      {
        path: 'onnx/vision_model.onnx',
        bytes: 345060583,
        sha256: 'b5170b47c0ecc667c9af5b42ed460c341377706d1466d177798c65fe49ea1e6b',
      },
      {
        path: 'onnx/text_model.onnx',
        bytes: 254058553,
        sha256: '19f40c7988af119fc50dabfe8015da8595c0372000e2c1f1a6289e35930577aa',
      },
    ],
    fp16: [
      {
        path: 'onnx/vision_model_fp16.onnx',
        bytes: 172768684,
        sha256: '3e261924f7d66d04f10bb131f7f212162d9ee82199544771aa2dd318bb7e2b7b',
      },
      {
        path: 'onnx/text_model_fp16.onnx',
        bytes: 127339794,
        sha256: '9e423931894ecbfc018894006883082edf010fce63f9cba02ffb6659582d8101',
      },
    ],
    q8: [
      {
        path: 'onnx/vision_model_quantized.onnx',
        bytes: 87461602,
        sha256: '44eece4fe5fe4e0359a88268a327adf758633a1aade3917690b952bef1501f96',
      },
      {
        path: 'onnx/text_model_quantized.onnx',
        bytes: 64504507,
        sha256: '9106b51e6c663a56b99182ec617c2b3d53577b037e7e24a7717eb78048a0c97a',
      },
    ],
  },
  licence: { name: 'MIT (github.com/openai/CLIP)', allowsCommercialUse: true },
  quirks: { match: clipMatch },
  notes: [
    'Sees a photo as 196 patches where B/32 sees 49: finer detail, for about four times the arithmetic.',
    'The text tower pools at the highest token id, so the end token must be last and a text must not inject one.',
    'The digest of the fp16 vision tower comes from one public source only.',
  ],
};
