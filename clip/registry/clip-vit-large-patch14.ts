// OpenAI CLIP ViT-L/14. No digest of its q8 files is known, so these are not offered.
import { clipMatch, type ModelSpec } from './model-spec.ts';

export const clipVitLargePatch14: ModelSpec = {
  id: 'clip-vit-large-patch14',
  folder: 'clip-vit-large-patch14',
  title: 'OpenAI CLIP ViT-L/14',
  dimension: 768,
  source: {
    kind: 'hub',
    repo: 'Xenova/clip-vit-large-patch14',
    revision: 'c307790166907339eed5a9a53a249af534102536',
  },
  files: [
    {
      path: 'config.json',
      bytes: null,
      sha256: '99d2f15ccaf4f72c1e4c656dc77ae0fa487696860617ea50626d3a14a018185d',
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
        bytes: 1216438437,
        sha256: 'ff49f8aa57c7abfd26e382eb083e4dbf988505223a9bd3767dbfd4e729206709',
      },
      {
        path: 'onnx/text_model.onnx',
        bytes: null,
        shownBytes: 495000000,
        sha256: 'a86051a90491b97e2ea1d0351ef664926735bca7536034384f901915ee91fd69',
      },
    ],
    fp16: [
      {
        path: 'onnx/vision_model_fp16.onnx',
        bytes: null,
        shownBytes: 609000000,
        sha256: '6e6b9e280b73bdc432b6c3b1c05f33596bbe5570f6825f1174eaa207fc1d22dc',
      },
      {
        path: 'onnx/text_model_fp16.onnx',
        bytes: null,
        shownBytes: 248000000,
        sha256: '643d385d6adbc4b9067f3f94384cc63a8409accb1bfd414496d17df84b161032',
      },
    ],
  },
  licence: { name: 'MIT (github.com/openai/CLIP)', allowsCommercialUse: true },
  quirks: { match: clipMatch },
  notes: [
    'A far larger network on 256 patches: `lookalike model check` tells what a photo takes here.',
    'The text tower pools at the highest token id, so the end token must be last and a text must not inject one.',
  ],
};
